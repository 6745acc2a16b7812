import { makeData, RecordBatch, RecordBatchStreamWriter, Schema, Struct } from 'apache-arrow';
import type { Batch } from '../../engine/run/batch.ts';
import { arrowColumn, arrowField } from './arrow-column.ts';
import type { WriterOf } from './writer.ts';

/** How an Arrow stream ends: the continuation mark and a length of nothing (Arrow columnar format, IPC streaming). */
const END_BYTES = 8;

/** ARROW_STREAM: every chunk is an Arrow IPC stream of its own. */
export const writeArrow: WriterOf = (columns) => {
  const schema = new Schema(columns.map(arrowField));
  const type = new Struct(schema.fields);
  const toStream = (batches: readonly RecordBatch[]): Uint8Array => {
    const writer = new RecordBatchStreamWriter();
    writer.reset(undefined, schema);
    for (const batch of batches) writer.write(batch);
    return writer.finish().toUint8Array(true);
  };
  const empty = toStream([]);
  const head = empty.subarray(0, empty.length - END_BYTES);
  const toBatch = (batch: Batch, length: number): RecordBatch => {
    const children = columns.map((column, index) => arrowColumn(batch.columns[index] ?? [], column.type, length));
    return new RecordBatch(schema, makeData({ type, length, nullCount: 0, children }));
  };
  return {
    begin: () => head,
    rows: (batch, count) => {
      const bytes = toStream([toBatch(batch, count)]);
      return bytes.subarray(head.length, bytes.length - END_BYTES);
    },
    end: () => empty.subarray(empty.length - END_BYTES),
  };
};
