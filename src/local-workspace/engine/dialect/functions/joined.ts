import { roomyText } from '../analyze/room.ts';
import { type Given, text } from './rule.ts';

/** Texts, one behind the other. What is put together already has room, and numbers and dates need none. */
export function joined(given: Given): string {
  return given.args.reduce((before, { type, name, isNamed }, index) => {
    const sql = text(given, index);
    const hasRoom = type.name !== 'STRING' || (name.startsWith('concat(') && !isNamed);
    const part = hasRoom ? sql : roomyText(sql, before);
    return index === 0 ? part : `${before} || ${part}`;
  }, '');
}
