/**
 * Families of models that call tools, the ones we would rather have first. No list of a workspace says which models do; these
 * are documented to (Databricks, "Function calling"). Smaller and cheaper ones of a family come after its usual one.
 */
const families: readonly RegExp[] = [
  /claude-sonnet/,
  /claude-opus/,
  /gpt-\d[\w.-]*codex/,
  /gpt-\d(?!.*(mini|nano|oss))/,
  /gemini-[\w.-]*pro/,
  /claude-haiku/,
  /gpt-\d.*(mini|nano)/,
  /gemini-[\w.-]*flash/,
  /gpt-oss-120b/,
  /llama-4/,
  /llama-3[.-]3/,
  /qwen3/,
  /kimi|glm|grok/,
];

/** Models of those families that do something else. */
const otherUses = /embed|image|audio|tts|vision-only|rerank|guard|safety/;

/** The model to take of those that are served: one that calls tools, the newest of the best family. */
export function chooseModel(served: readonly string[]): string | undefined {
  const fit = served.filter((name) => !otherUses.test(name));
  for (const family of families) {
    const [newest] = fit.filter((name) => family.test(bare(name))).sort(newestFirst);
    if (newest !== undefined) return newest;
  }
  return undefined;
}

/** Whether one of those that are served is meant, under either of its names. */
export function isServed(model: string, served: readonly string[]): boolean {
  return served.some((name) => bare(name) === bare(model));
}

/** `system.ai.claude-sonnet-4-5` and `databricks-claude-sonnet-4-5` are one model (facts `gateway.md` §0). */
function bare(name: string): string {
  return name.toLowerCase().replace(/^(system\.ai\.|databricks-)/, '');
}

/** By the numbers in the name; of one model under two names, the one of Unity Catalog. */
function newestFirst(one: string, other: string): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  for (let place = 0; place < Math.max(a.length, b.length); place++) {
    const order = (b[place] ?? -1) - (a[place] ?? -1);
    if (order !== 0) return order;
  }
  return Number(other.includes('.ai.')) - Number(one.includes('.ai.')) || (one < other ? -1 : 1);
}

/** A date at the end, such as `20250929`, is no version. */
function numbersOf(name: string): number[] {
  return (bare(name).match(/\d+/g) ?? []).filter((digits) => digits.length < 6).map(Number);
}
