import { randomUUID } from 'node:crypto';
import { sqlErrorMessage } from '../../engine/dialect/sql-error.ts';
import { type Column, typeName } from '../../engine/dialect/types.ts';
import type { Batch } from '../../engine/run/batch.ts';
import type { Engine } from '../../engine/run/engine.ts';
import { toSqlError } from '../../engine/run/engine-error.ts';
import { callerOf } from '../principals.ts';
import type { User } from '../route.ts';
import { cellIn } from './cell-forms.ts';
import type { SqlQuestion } from './messages.ts';
import { sparkJsonType } from './spark-json-type.ts';

/** Rows in one message. */
const MOST_ROWS = 2000;

type Send = (answer: Readonly<Record<string, unknown>>) => Promise<void>;

/** Runs a statement of a notebook as a SQL warehouse would, in the name of `user`, and sends columns and rows. */
export async function answerSql(
  engine: Engine,
  user: User,
  question: SqlQuestion,
  signal: AbortSignal,
  send: Send,
): Promise<void> {
  const { name, groups } = callerOf(user);
  const request = {
    id: randomUUID(),
    text: question.sql,
    parameters: question.parameters,
    session: question.session ?? { catalog: 'main', schema: 'default' },
    seeding: false,
    user: name,
    groups,
    signal,
  };
  let interrupt: (() => void) | undefined;
  let used: object | undefined;
  // An interrupt between two steps of the engine is lost, so it is repeated until the end.
  const again = setInterval(() => signal.aborted && interrupt?.(), 20);
  const rows = new Rows(question, send);
  try {
    if (question.form === 'columns') {
      const columns = engine.columns(request);
      await send({ done: true, ...(columns && { columns: columns.map(described) }) });
      return;
    }
    await engine.run(request, {
      started: () => signal.throwIfAborted(),
      columns: (columns) => rows.begin(columns),
      used: (session) => {
        used = session;
      },
      rows: async (batch) => (await rows.add(batch)) && !signal.aborted,
      onInterrupt: (stop) => {
        interrupt = stop;
        signal.throwIfAborted();
      },
    });
    await send({
      done: true,
      columns: rows.columns.map(described),
      truncated: rows.isCut,
      ...(used && { session: used }),
    });
  } catch (error) {
    const sqlError = toSqlError(error);
    await send({ error: sqlErrorMessage(sqlError, question.sql), state: sqlError.sqlState });
  } finally {
    clearInterval(again);
  }
}

const described = ({ name, type }: Column) => ({
  name,
  type: { ...type, simple: typeName(type), json: sparkJsonType(type) },
});

/** Hands on rows in pieces, up to what was asked for. */
class Rows {
  private readonly question: SqlQuestion;
  private readonly send: Send;
  columns: readonly Column[] = [];
  private count = 0;
  private bytes = 0;
  isCut = false;

  constructor(question: SqlQuestion, send: Send) {
    this.question = question;
    this.send = send;
  }

  begin(columns: readonly Column[]): void {
    this.columns = columns;
  }

  async add(batch: Batch): Promise<boolean> {
    const { form, rows: mostRows = Number.POSITIVE_INFINITY, size = Number.POSITIVE_INFINITY } = this.question;
    let piece: unknown[][] = [];
    for (let index = 0; index < batch.rowCount; index += 1) {
      const row = this.columns.map(({ type }, column) => cellIn(form, batch.columns[column]?.[index] ?? null, type));
      if (size < Number.POSITIVE_INFINITY) this.bytes += JSON.stringify(row).length;
      this.isCut = this.count >= mostRows || this.bytes > size;
      if (this.isCut) break;
      this.count += 1;
      piece.push(row);
      if (piece.length < MOST_ROWS) continue;
      await this.send({ rows: piece });
      piece = [];
    }
    if (piece.length > 0) await this.send({ rows: piece });
    return !this.isCut;
  }
}
