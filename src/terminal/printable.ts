/**
 * A text of somebody else's for a person's terminal: a control character or one that reorders text, which could command
 * the terminal or deceive its reader, is shown as `·`. Line ends stay, a tab is a space.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, '·');
}
