/** User and password before a host, with a scheme and without; but for the example in a sentence of ours. */
const withScheme = /([a-z][a-z0-9+.-]*:\/\/)(?!user:password@)[^\s/]+@/gi;
const bare = /(?<![\w.%+-])(?!user:password@)[\w.%+-]+:[^\s/@]+@(?=[\w[])/g;

/** A text in which addresses are without user and password. */
export function withoutPasswords(text: string): string {
  return text.replace(withScheme, '$1…@').replace(bare, '…@');
}
