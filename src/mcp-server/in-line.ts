/** Data inside a line of a tree. What would break the line or hide in it is quoted as JSON does it. */
export function inLine(data: string): string {
  if (!/[\p{Cc}\p{Zl}\p{Zp}]|^["\s]|\s$|^$/u.test(data)) return data;
  return JSON.stringify(data).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
