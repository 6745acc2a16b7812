import stringWidth from 'string-width';
import { stripVTControlCharacters } from '../base/node-util.ts';

/** A terminal that tells no width, as that of a dev container at first, is taken for one of this. */
const usualColumns = 80;

/** A line on a terminal that tells how something is getting on, written over again and again; elsewhere nothing. */
export function progressLine(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>) {
  let isShown = false;
  return {
    show: (text: string) => {
      if (!stream.isTTY) return;
      const line = stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ');
      // One that is longer than the terminal would not be written over whole.
      stream.write(`\r\u001b[2K${cut(line, (stream.columns || usualColumns) - 1)}`);
      isShown = true;
    },
    clear: () => {
      if (isShown) stream.write('\r\u001b[2K');
      isShown = false;
    },
  };
}

/** As much of it as has room: a Japanese character takes two places. */
function cut(line: string, width: number): string {
  let room = width;
  const shown = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  const end = shown.findIndex((segment) => {
    room -= stringWidth(segment);
    return room < 0;
  });
  return end < 0 ? line : shown.slice(0, end).join('');
}
