import { type Check, ok, warn } from '../check.ts';

const soonMinutes = 15;

/** Somebody is signed in, and the workspace knows who. */
export const signInCheck: Check = {
  name: 'sign-in',
  title: 'doctor.sign_in',
  needs: ['host'],
  run: async ({ known }) => {
    const [{ credential, until }, { name }, { host }] = [
      await known.signIn(),
      await known.user(),
      await known.workspace(),
    ];
    if (until === undefined) return ok('doctor.signed_in_endless', { name });
    const facts = { name, host, until: momentOf(until) };
    if (credential !== 'token') return ok('doctor.signed_in', facts);
    const isSoon = until.getTime() - Date.now() < soonMinutes * 60_000;
    return isSoon ? warn('doctor.token_ends_soon', facts) : ok('doctor.signed_in_until', facts);
  },
};

/** Such as `2026-11-21 17:30`, by this machine's clock. */
function momentOf(date: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(date);
}
