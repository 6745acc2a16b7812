import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { tableText } from '../src/mcp-server/result/table-text.ts';
import { Random } from '../test/sql-guard/random.ts';

const most = 1.15;
const columns = [
  { name: 'trip_id', type_text: 'BIGINT' },
  { name: 'tpep_pickup_datetime', type_text: 'TIMESTAMP' },
  { name: 'trip_distance', type_text: 'DOUBLE' },
  { name: 'fare_amount', type_text: 'DECIMAL(18,2)' },
  { name: 'pickup_zip', type_text: 'INT' },
  { name: 'remark', type_text: 'STRING' },
];
const random = new Random(6);
const remarks = ['airport', 'cash, no receipt', 'Grand Central', '', null, 'said "thanks"'];
const rows = Array.from({ length: 100 }, (_, at) => [
  `${90_071_992_547 + at}`,
  new Date(Date.UTC(2026, 0, 1) + random.below(31_536_000) * 1000).toISOString(),
  `${random.below(3000) / 100}`,
  (random.below(9000) / 100).toFixed(2),
  `${10_000 + random.below(1000)}`,
  random.pick(remarks.map((remark) => ({ remark }))).remark,
]);

/** As an ordinary CSV writer prints it: names without types, an empty text like NULL. */
const field = (cell: string | null) => (/[",\n]/.test(cell ?? '') ? `"${cell?.replaceAll('"', '""')}"` : (cell ?? ''));
const compact = [columns.map(({ name }) => name), ...rows].map((row) => row.map(field).join(',')).join('\n');

const [ours, csv] = [tableText({ columns, rows }), compact].map((text) => encode(text).length);
const ratio = (ours ?? 0) / (csv ?? 1);
process.stdout.write(
  `tokens (o200k) of a 100 x 6 result over compact CSV: ${ratio.toFixed(3)} (wanted <= ${most}) ` +
    `${ratio <= most ? 'ok' : 'TOO MUCH'} - ${ours} / ${csv}\n`,
);
if (ratio > most) process.exitCode = 1;
