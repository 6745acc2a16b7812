import { quoted } from '../../sql-guard/quoted.ts';
import { type Check, failed, ok } from '../check.ts';

const mostNamed = 5;

/** Unity Catalog shows data. */
export const catalogsCheck: Check = {
  name: 'catalogs',
  title: 'doctor.catalogs',
  needs: ['sign-in'],
  run: async ({ known }) => {
    const names = (await known.catalogs()).map(({ name }) => name).filter((name) => name !== 'system');
    if (names.length === 0) {
      const { name } = await known.user();
      const grant = `GRANT BROWSE, USE CATALOG, USE SCHEMA, SELECT ON CATALOG <catalog> TO ${quoted(name)};`;
      return failed('doctor.no_catalogs', { name }, [grant]);
    }
    const shown = names.slice(0, mostNamed).join(', ') + (names.length > mostNamed ? ', …' : '');
    return ok('doctor.catalogs_visible', { count: names.length, names: shown });
  },
};
