import { type Check, failed, ok, skipped, warn } from '../check.ts';

/** A token is good for an hour, and its issuer allows for a difference of some minutes at the most. */
const bearableSeconds = 60;
const mostSeconds = 300;

/** The clock of this machine is that of the workspace. */
export const clockCheck: Check = {
  name: 'clock',
  title: 'doctor.clock',
  needs: ['host'],
  run: async ({ known }) => {
    const { headers, at } = await known.greeting();
    const told = Date.parse(headers.date ?? '');
    if (Number.isNaN(told)) return skipped('doctor.clock_unknown');
    const seconds = Math.round((at - told) / 1000);
    const off = Math.abs(seconds);
    if (off <= bearableSeconds) return ok('doctor.clock_right', { seconds: off });
    const code = seconds > 0 ? 'doctor.clock_fast' : 'doctor.clock_slow';
    return (off > mostSeconds ? failed : warn)(code, { off: spanOf(off) });
  },
};

/** Such as `1 d 2 h`. */
function spanOf(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
