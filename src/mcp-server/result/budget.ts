/** The characters of a tool's answer: far below the 200,000 from which Goose moves it to a file (facts `goose.md` §5). */
export const defaultBudget = 60_000;

const leastBudget = 3_000;

export type Budget = {
  /** In UTF-16 code units, which are never fewer than anybody's characters. 60,000 by default, 3,000 at the least. */
  readonly characters?: number;
};

/** The budget of a text. Throws `RangeError` below the least, because the remarks alone may take a thousand. */
export function charactersOf({ characters = defaultBudget }: Budget): number {
  if (characters < leastBudget) throw new RangeError(`a budget of ${characters} characters`);
  return characters;
}
