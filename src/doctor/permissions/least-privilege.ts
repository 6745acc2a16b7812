import { quoted } from '../../sql-guard/quoted.ts';
import type { Power } from './powers.ts';

const reading = {
  catalog: ['BROWSE', 'USE CATALOG', 'USE SCHEMA', 'SELECT'],
  schema: ['USE SCHEMA', 'SELECT'],
} as const;

type Roles = {
  /** Who is to read only. */
  readonly who: string;
  /** Who is to own what they own. */
  readonly administrator: string;
};

/**
 * Statements that take these powers away and leave reading: where somebody could read because of the power, reading is
 * granted in its place.
 */
export function leastPrivilege(powers: readonly Power[], { who, administrator }: Roles): readonly string[] {
  const owned = powers.filter(({ privilege }) => privilege === undefined);
  const granted = powers.filter(({ privilege }) => privilege !== undefined);
  const couldRead = powers.filter(({ privilege }) => privilege === undefined || privilege === 'ALL_PRIVILEGES');
  const grants = couldRead.map(({ on }) => `GRANT ${reading[on.type].join(', ')} ON ${spoken(on)} TO ${quoted(who)};`);
  return [
    ...owned.map(({ on }) => `ALTER ${spoken(on)} OWNER TO ${quoted(administrator)};`),
    ...granted.map(
      ({ on, privilege = '', principal }) =>
        `REVOKE ${privilege.replaceAll('_', ' ')} ON ${spoken(on)} FROM ${quoted(principal)};`,
    ),
    ...new Set(grants),
  ];
}

/** Such as `SCHEMA \`main\`.\`sales\``. */
function spoken({ type, name }: Power['on']): string {
  return `${type.toUpperCase()} ${name.split('.').map(quoted).join('.')}`;
}
