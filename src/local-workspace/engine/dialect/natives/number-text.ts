/** A double as Java prints it: `1.0`, `1.0E10`, `1.5E-5`. */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = '', exponent = ''] = twoDigits(value).split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}

/** Java writes two digits at least, and then those that are nearest: 4.9E-324 where one digit, 5, would do. */
function twoDigits(value: number): string {
  const shortest = value.toExponential();
  return shortest.includes('.') ? shortest : value.toExponential(1).replace('.0e', 'e');
}

/** The shortest text that is this 32-bit number again, as Java prints a float. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return javaDouble(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return javaDouble(digits === 1 ? Number(value.toPrecision(2)) : short);
  }
  return javaDouble(Number(value.toPrecision(9)));
}
