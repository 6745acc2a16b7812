const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Blank: ' \\t',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
  ASCII: '\\x00-\\x7F',
};
const SPACE = POSIX.Space ?? '';
const CATEGORY = /^(L|Lu|Ll|Lt|Lm|Lo|M|Mn|N|Nd|Nl|No|P|Pd|Ps|Pe|Po|S|Sm|Sc|Sk|So|Z|Zs)$/;
const END = '(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?(?![\\s\\S]))';

/** One escape: its text here, and how many characters it took; undefined where there is none that means the same. */
function readEscape(rest: string, inClass: boolean): { text: string; taken: number } | undefined {
  const set = (ranges: string, negated = false): string | undefined =>
    inClass ? (negated ? undefined : ranges) : `[${negated ? '^' : ''}${ranges}]`;
  const give = (text: string | undefined, taken: number) => (text === undefined ? undefined : { text, taken });
  const letter = rest.charAt(0);
  const property = /^([pP])(?:\{(\w+)\}|([A-Z]))/.exec(rest);
  if (property) {
    const word = property[2] ?? property[3] ?? '';
    const ranges = POSIX[word];
    if (ranges !== undefined) return give(set(ranges, property[1] === 'P'), property[0].length);
    const category = word.replace(/^Is(?=[A-Z][a-z]?$)/, '');
    return CATEGORY.test(category) ? give(`\\${property[1]}{${category}}`, property[0].length) : undefined;
  }
  const code = /^x\{([0-9a-fA-F]+)\}|^x([0-9a-fA-F]{2})|^u([0-9a-fA-F]{4})/.exec(rest);
  if (code) return give(`\\u{${code[1] ?? code[2] ?? code[3]}}`, code[0].length);
  if (letter === 's') return give(set(SPACE), 1);
  if (letter === 'S') return give(set(SPACE, true), 1);
  if (/^[dDwWnrtf]/.test(rest)) return give(`\\${letter}`, 1);
  if (!inClass && /^[bB](?!\{)/.test(rest)) return give(`\\${letter}`, 1);
  if (!inClass && /^[1-9](?!\d)/.test(rest)) return give(`\\${letter}`, 1);
  if (!inClass && letter === 'A') return give('(?<![\\s\\S])', 1);
  if (!inClass && letter === 'z') return give('(?![\\s\\S])', 1);
  if (!inClass && letter === 'Z') return give(END, 1);
  const name = inClass ? null : /^k<\w+>/.exec(rest);
  if (name) return give(`\\${name[0]}`, name[0].length);
  if (letter === '' || /^[A-Za-z0-9]/.test(letter)) return undefined;
  return give(/[\^$\\.*+?()[\]{}|/]/.test(letter) || (inClass && letter === '-') ? `\\${letter}` : letter, 1);
}

/** A class in brackets; undefined where it holds what only Java reads. */
function bracket(pattern: string, at: number): { text: string; next: number } | undefined {
  let next = at + 1;
  let text = '[';
  if (pattern[next] === '^') {
    text += '^';
    next += 1;
  }
  if (pattern[next] === ']') return undefined;
  for (;;) {
    const letter = pattern[next];
    if (letter === undefined || letter === '[' || pattern.startsWith('&&', next)) return undefined;
    if (letter === ']') return { text: `${text}]`, next: next + 1 };
    if (letter === '\\') {
      const read = readEscape(pattern.slice(next + 1), true);
      if (!read) return undefined;
      text += read.text;
      next += 1 + read.taken;
    } else {
      text += letter;
      next += 1;
    }
  }
}

const UNBOUNDED = /^(?:[*+]|\{\d+,\})/;

/** Whether what a repeated group holds can match the same text in several ways, so that a text may take for ever. */
function mayExplode(pattern: string): boolean {
  const bare = pattern
    .replace(/\\Q.*?(\\E|$)/gs, 'q')
    .replace(/\\./gs, 'e')
    .replace(/\[\^?\]?[^\]]*\]/g, 'c');
  const open: number[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    if (bare[at] === '(') open.push(at);
    if (bare[at] !== ')') continue;
    const from = open.pop();
    if (from === undefined || !UNBOUNDED.test(bare.slice(at + 1))) continue;
    const body = bare.slice(from + 1, at).replace(/^\?(:|<\w+>|<?[=!])/, '');
    if (/[*+]|\{\d+,\}/.test(body)) return true;
    const firsts = body.split('|').map((part) => part.replace(/^\(+(\?:)?/, '').charAt(0));
    const isTold = firsts.every((first) => /[^ec.\\?(]/.test(first)) && new Set(firsts).size === firsts.length;
    if (firsts.length > 1 && !isTold) return true;
    if (body.includes('?')) return true;
  }
  return false;
}

/**
 * Java's regular expression as one of JavaScript that matches the same; undefined where there is none: possessive
 * quantifiers, atomic groups, classes in classes, flags in the middle; and where there is one that might never end.
 */
export function translate(pattern: string): { source: string; flags: string } | undefined {
  if (mayExplode(pattern)) return undefined;
  const head = /^\(\?([ims]+)\)/.exec(pattern);
  const flags = head?.[1] ?? '';
  if (flags.includes('i') && /[^\x20-\x7E\s]/.test(pattern)) return undefined;
  let at = head?.[0].length ?? 0;
  let source = '';
  while (at < pattern.length) {
    const letter = pattern.charAt(at);
    if (letter === '\\' && pattern[at + 1] === 'Q') {
      const end = pattern.indexOf('\\E', at);
      const quoted = pattern.slice(at + 2, end < 0 ? undefined : end);
      source += quoted.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
      at = end < 0 ? pattern.length : end + 2;
    } else if (letter === '\\') {
      const read = readEscape(pattern.slice(at + 1), false);
      if (!read) return undefined;
      source += read.text;
      at += 1 + read.taken;
    } else if (letter === '[') {
      const read = bracket(pattern, at);
      if (!read) return undefined;
      source += read.text;
      at = read.next;
    } else {
      const read = plain(pattern, at, flags);
      if (read === undefined) return undefined;
      source += read.text;
      at += read.taken;
    }
  }
  return { source, flags };
}

function plain(pattern: string, at: number, flags: string): { text: string; taken: number } | undefined {
  const rest = pattern.slice(at);
  const letter = pattern.charAt(at);
  if (letter === '.') return { text: flags.includes('s') ? '.' : '[^\\n\\r\\u0085\\u2028\\u2029]', taken: 1 };
  if (letter === '$') return { text: flags.includes('m') ? '$' : END, taken: 1 };
  if (letter === ']' || letter === '}') return { text: `\\${letter}`, taken: 1 };
  const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})(\??)(\+?)/.exec(rest);
  if (quantifier) return quantifier[2] === '+' ? undefined : { text: quantifier[0], taken: quantifier[0].length };
  if (letter === '(' && rest[1] === '?' && !/^\(\?(:|=|!|<=|<!|<[A-Za-z]\w*>)/.test(rest)) return undefined;
  const code = rest.codePointAt(0) ?? 0;
  const text = String.fromCodePoint(code);
  return { text, taken: text.length };
}
