/**
 * The first line of a profile file, counted from 1, for which the Databricks CLI reads nothing of it; undefined where there is
 * none. A file with values over several lines, which it knows, is not looked into. Source: `gopkg.in/ini.v1`, which it uses.
 */
export function brokenLine(text: string): number | undefined {
  if (/\\\r?$|"""|`/m.test(text)) return undefined;
  const at = text.split('\n').findIndex((line) => !isReadable(line.trim()));
  return at < 0 ? undefined : at + 1;
}

function isReadable(line: string): boolean {
  if (line === '' || /^[#;]/.test(line)) return true;
  return line.startsWith('[') ? line.includes(']') : /^[^=:]+[=:]/.test(line);
}
