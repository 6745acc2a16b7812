/**
 * What a JSON file with comments and trailing commas says (`devcontainer.json`: containers.dev, "implementors/json_reference").
 * Throws as `JSON.parse` does.
 */
export function parseJsonc(text: string): unknown {
  const bare = text
    .replace(/^\uFEFF/, '')
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g, (_all, string?: string) => string ?? ' ')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_all, string?: string) => string ?? '');
  return JSON.parse(bare);
}
