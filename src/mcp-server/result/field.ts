import { codePointsFrom, cutPoint, firstOf } from './cut-point.ts';
import { escaped, hidesSomething, shownLengths } from './escape.ts';

/**
 * A field of CSV (RFC 4180) that says more than CSV can: NULL is nothing at all, an empty text is `""`, and what stands
 * after a closing quote, where CSV has nothing, is a remark of ours and never data:
 *
 *     "first characters"…+9997   cut; 9997 code points are left out
 *     "id:INT"#2                 the second column of that name
 *     "red \u001b[31m"\u         holds characters written as \uXXXX, and its backslashes as \\
 *
 * in this order.
 */
export type Field = { readonly text: string; readonly isCut: boolean; readonly isEscaped: boolean };

/** A field that is longer than this many characters without its remarks is not looked through: it is cut anyway. */
export function wholeField(data: string | null, longest: number, remark = ''): Field | undefined {
  if (data === null) return { text: '', isCut: false, isEscaped: false };
  if (data.length > longest) return undefined;
  const field = quoted(data, remark, false);
  return field.text.length > longest ? undefined : field;
}

/** The field, `longest` characters long at the most (not less than 60), cut where it does not fit. */
export function fieldWithin(data: string | null, longest: number, remark = ''): Field {
  const whole = wholeField(data, longest, remark);
  if (whole !== undefined || data === null) return whole ?? { text: '', isCut: false, isEscaped: false };
  const remarks = `""…+${data.length}${remark}\\u`.length;
  const end = fittingEnd(data, longest - remarks, '"');
  return quoted(data.slice(0, end), `…+${codePointsFrom(data, end)}${remark}`, true);
}

/** Where to cut data so that it takes `room` characters at the most when it is shown; `doubled` counts twice. */
export function fittingEnd(data: string, room: number, doubled = ''): number {
  const piece = firstOf(data, room);
  let [end, length] = [0, 0];
  for (const shown of shownLengths(piece)) {
    length += shown.character === doubled ? 2 : shown.length;
    if (length > room) break;
    end += shown.character.length;
  }
  return cutPoint(data, end);
}

function quoted(data: string, remark: string, isCut: boolean): Field {
  const isEscaped = hidesSomething(data);
  if (!isEscaped && remark === '' && !/[",\r\n]|^\s|\s$|^$/.test(data)) return { text: data, isCut, isEscaped };
  const inside = (isEscaped ? escaped(data) : data).replaceAll('"', '""');
  return { text: `"${inside}"${remark}${isEscaped ? '\\u' : ''}`, isCut, isEscaped };
}
