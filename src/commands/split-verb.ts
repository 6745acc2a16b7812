export type SplitVerb = {
  /** What was taken for the verb; it may not exist. */
  readonly name: string;
  /** The words after it. */
  readonly after: readonly string[];
};

/** The verb that some words begin with: `sql check` is one verb of two words. */
export function splitVerb(names: readonly string[], words: readonly string[]): SplitVerb {
  const [first = '', second = ''] = words;
  const long = `${first} ${second}`;
  if (names.includes(long)) return { name: long, after: words.slice(2) };
  const meansLong = names.some((name) => name.startsWith(`${first} `)) && /^\w/.test(second);
  return { name: meansLong ? long : first, after: words.slice(1) };
}
