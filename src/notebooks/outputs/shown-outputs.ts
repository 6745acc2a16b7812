import { stripVTControlCharacters } from '../../base/node-util.ts';
import { joined, type Output } from '../file/notebook.ts';
import { type HtmlTable, tableOfHtml, textOfHtml } from './html-table.ts';

/** What of an output can be shown without a browser. */
export type Shown =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly table: HtmlTable }
  | { readonly kind: 'image' };

/** What a cell gave, in order. Its error is told elsewhere. */
export function shownOutputs(outputs: readonly Output[]): readonly Shown[] {
  return outputs.flatMap((output) => {
    if (output.output_type === 'error') return [];
    const shown = output.output_type === 'stream' ? textOf(joined(output.text)) : ofData(output.data ?? {});
    return shown === undefined ? [] : [shown];
  });
}

function ofData(data: Readonly<Record<string, unknown>>): Shown | undefined {
  if (Object.keys(data).some((kind) => kind.startsWith('image/'))) return { kind: 'image' };
  const [html, plain] = [data['text/html'], data['text/plain']].map(lines);
  const table = html === undefined ? undefined : tableOfHtml(html);
  if (table !== undefined) return { kind: 'table', table };
  return textOf(plain ?? (html === undefined ? '' : textOfHtml(html)));
}

function lines(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  return Array.isArray(given) ? given.map(String).join('') : undefined;
}

function textOf(text: string): Shown | undefined {
  const plain = stripVTControlCharacters(text);
  return plain.trim() === '' ? undefined : { kind: 'text', text: plain };
}
