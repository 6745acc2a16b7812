import { type Budget, charactersOf } from './budget.ts';
import { codePointsFrom } from './cut-point.ts';
import { escaped, hidesSomething } from './escape.ts';
import { fenced, fenceRoom } from './fence.ts';
import { fittingEnd } from './field.ts';

const headRoom = 200;

/** Prose or a tree in a fence that it cannot leave, with a line before it where something was cut or escaped. */
export function textBlock(text: string, budget: Budget = {}): string {
  const characters = charactersOf(budget);
  const end = wholeLines(text, fittingEnd(text, characters - headRoom - fenceRoom));
  const shown = text.slice(0, end);
  const isEscaped = hidesSomething(shown);
  const rest = codePointsFrom(text, end);
  return [
    ...(rest > 0 ? [`cut at ${characters} characters: ${rest} more were left out`] : []),
    ...(isEscaped ? ['hidden or markup characters are written as \\uXXXX, and \\ as \\\\'] : []),
    fenced('text', isEscaped ? escaped(shown) : shown),
  ].join('\n');
}

/** A cut text ends with a whole line, unless that line alone is half of it. */
function wholeLines(text: string, end: number): number {
  if (end === text.length) return end;
  const line = text.lastIndexOf('\n', end);
  return line > end / 2 ? line : end;
}
