import { grammar } from './grammar.ts';
import type { Random } from './random.ts';

const deepest = 6;

/** A text from a template, with each `<part>` that the grammar has replaced by one of its forms. */
export function generate(template: string, random: Random, depth = 0, parts = grammar): string {
  return template.replace(/<([a-z]+)>/g, (part, name: string) => {
    const forms = parts[name];
    if (forms === undefined) return part;
    // The first form of every part ends the recursion.
    const form = depth >= deepest ? (forms[0] ?? '') : random.pick(forms);
    return generate(form, random, depth + 1, parts);
  });
}
