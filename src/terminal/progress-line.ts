import { stripVTControlCharacters } from '../base/node-util.ts';

/** A line on a terminal that tells how something is getting on, written over again and again; elsewhere nothing. */
export function progressLine(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>) {
  let isShown = false;
  return {
    show: (text: string) => {
      if (!stream.isTTY) return;
      const line = stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ');
      // One that is longer than the terminal would not be written over whole. Some terminals say 0 of their width.
      stream.write(
        `\r\u001b[2K${Array.from(line)
          .slice(0, Math.max(10, (stream.columns || 80) / 2 - 1))
          .join('')}`,
      );
      isShown = true;
    },
    clear: () => {
      if (isShown) stream.write('\r\u001b[2K');
      isShown = false;
    },
  };
}
