import { firstOf } from './cut-point.ts';
import { inLine } from './escape.ts';

const mostNotes = 5;
const longestNote = 200;

/** Notes as single lines of bounded length that cannot be taken for a fence: a note may hold a name somebody else chose. */
export function noteLines(notes: readonly string[]): readonly string[] {
  return notes.slice(0, mostNotes).map((note) => firstOf(inLine(note), longestNote));
}
