const DAY = 86_400_000_000n;

/** What a word stands for, in microseconds: it is one where the text is a literal, and nowhere else. */
export function specialMoment(text: string): bigint | undefined {
  const now = BigInt(Date.now()) * 1000n;
  const today = now - (now % DAY);
  const words: Readonly<Record<string, bigint>> = {
    epoch: 0n,
    now,
    today,
    yesterday: today - DAY,
    tomorrow: today + DAY,
  };
  return words[text.trim().toLowerCase()];
}
