import type { DuckDBValue } from '@duckdb/node-api';
import type { Piece } from '../dialect/parse/script.ts';
import { moved } from '../dialect/parse/script-pieces.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { type Column, type SqlType, sameType, typeText, VOID } from '../dialect/types.ts';
import type { Batch } from './batch.ts';
import type { Request, Sink } from './request.ts';
import { type Constant, Frame, type Frames, lookUp } from './script-variables.ts';

export type Run = (request: Request, sink: Sink) => Promise<'read' | 'written'>;
export type Answer = { readonly columns: readonly Column[]; readonly rows: readonly (readonly DuckDBValue[])[] };
type Held = { readonly columns: readonly Column[]; readonly batches: Batch[]; rows: number };

/** Rows of a query are held until the script ends, for only then it is known which query was the last. */
const MOST_ROWS = 10_000;
const tooMany = (): SqlError => cannotCompute(`more than ${MOST_ROWS} rows of a query in a script`);

function rowsOf({ rowCount, columns }: Batch): DuckDBValue[][] {
  return Array.from({ length: rowCount }, (_, row) => columns.map((column) => column[row] ?? null));
}

/** The statements of one script: each is a transaction of its own; the last query's rows are the script's. */
export class ScriptStatements {
  private readonly run: Run;
  private readonly sink: Sink;
  private request: Request;
  private hasStarted = false;
  private how: 'read' | 'written' = 'read';
  private last: Held | undefined;

  constructor(request: Request, sink: Sink, run: Run) {
    this.request = request;
    this.sink = sink;
    this.run = run;
  }

  wantGoing(): void {
    this.request.signal.throwIfAborted();
  }

  /** Hands on the last query's rows. */
  async end(): Promise<'read' | 'written'> {
    if (!this.hasStarted) this.sink.started();
    if (!this.last) return this.how;
    if (this.last.rows > MOST_ROWS) throw tooMany();
    this.sink.columns(this.last.columns);
    for (const batch of this.last.batches) if (!(await this.sink.rows(batch))) break;
    return this.how;
  }

  /** Runs one statement in which the variables of the frames stand. */
  private async statement(
    { text, at, isApart }: Piece,
    frames: Frames,
    into: Pick<Sink, 'columns' | 'rows'>,
  ): Promise<void> {
    const { mostRows: _, ...request } = this.request;
    const session = { ...request.session, variables: (parts: readonly string[]) => lookUp(frames, parts) };
    const sink: Sink = {
      ...into,
      started: () => {
        if (!this.hasStarted) this.sink.started();
        this.hasStarted = true;
      },
      used: (place) => {
        this.request = { ...this.request, session: { ...this.request.session, ...place } };
        this.sink.used?.(place);
      },
      onInterrupt: (interrupt) => this.sink.onInterrupt(interrupt),
    };
    const how = await this.run({ ...request, text, session, ...(isApart && { parameters: [] }) }, sink).catch(
      (error: unknown) => {
        throw moved(error, at);
      },
    );
    if (how === 'written') this.how = how;
  }

  async answer(piece: Piece, frames: Frames): Promise<Answer> {
    let columns: readonly Column[] = [];
    const rows: DuckDBValue[][] = [];
    await this.statement(piece, frames, {
      columns: (all) => {
        columns = all;
      },
      rows: (batch) => {
        rows.push(...rowsOf(batch));
        if (rows.length > MOST_ROWS) throw tooMany();
        return true;
      },
    });
    return { columns, rows };
  }

  /** Runs a statement whose rows are the script's, where no other's come later. */
  async show(sql: Piece, frames: Frames): Promise<void> {
    const most = this.request.mostRows ?? Number.POSITIVE_INFINITY;
    let held: Held | undefined;
    await this.statement(sql, frames, {
      columns: (columns) => {
        if (columns.length > 0) held = { columns, batches: [], rows: 0 };
      },
      rows: (batch) => {
        if (!held || held.rows >= most) return true;
        held.rows += batch.rowCount;
        if (held.rows > MOST_ROWS) held.batches.length = 0;
        else held.batches.push(batch);
        return true;
      },
    });
    this.last = held ?? this.last;
  }

  async value({ text, at }: Piece, frames: Frames): Promise<Constant> {
    const { columns, rows } = await this.answer({ text: `SELECT ${text}`, at: at - 'SELECT '.length }, frames);
    return { value: rows[0]?.[0] ?? null, type: columns[0]?.type ?? VOID };
  }

  async cast(constant: Constant, type: SqlType): Promise<Constant> {
    if (constant.value === null) return { value: null, type };
    if (sameType(constant.type, type)) return { ...constant, type };
    const frame = new Frame();
    frame.declare('value', constant);
    return { ...(await this.value({ text: `CAST(value AS ${typeText(type)})`, at: 0 }, [frame])), type };
  }

  async holds(condition: Piece, frames: Frames): Promise<boolean> {
    const { value, type } = await this.value(condition, frames);
    if (type.name === 'BOOLEAN') return value === true;
    const sentence = `Boolean statement is expected in the condition, but "${condition.text}" was found.`;
    throw new SqlError('INVALID_BOOLEAN_STATEMENT', '22546', sentence, condition.at);
  }
}
