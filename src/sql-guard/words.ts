/** A list of words to look in. */
export type Words = Pick<ReadonlySet<string>, 'has'>;

/** The words of a text. It is split when it is first asked: most statements ask few of all the lists. */
export function words(text: string): Words {
  return new List(text);
}

class List implements Words {
  readonly #text: string;
  #found: ReadonlySet<string> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  has(word: string): boolean {
    this.#found ??= new Set(this.#text.split(' '));
    return this.#found.has(word);
  }
}
