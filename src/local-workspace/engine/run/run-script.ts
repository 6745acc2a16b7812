import { setImmediate } from 'node:timers/promises';
import type { Block, Execute, Handler, Step, Target } from '../dialect/parse/script.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { typeText, VOID } from '../dialect/types.ts';
import { toSqlError } from './engine-error.ts';
import { fillParameters } from './fill-parameters.ts';
import { literalText } from './literal-text.ts';
import type { Request, Sink } from './request.ts';
import { type Answer, type Run, ScriptStatements } from './script-statements.ts';
import { Frame, type Frames, setVariable, typeOf } from './script-variables.ts';

/** Where a step goes on, where that is not the next one: behind or at the beginning of what has the label. */
type Jump = { readonly kind: 'leave' | 'iterate'; readonly label: string } | undefined;

const isFor = (jump: Jump, label: string | undefined): boolean =>
  jump !== undefined && label !== undefined && jump.label.toLowerCase() === label.toLowerCase();

/** How well a handler fits an error; 0 where it does not. A condition goes before a state, a state before all errors. */
function fitness({ conditions }: Handler, { errorClass, sqlState }: SqlError): number {
  const [main = ''] = errorClass.split('.');
  if (conditions.includes(errorClass)) return 4;
  if (conditions.includes(main)) return 3;
  if (conditions.includes(sqlState)) return 2;
  return conditions.includes(sqlState.startsWith('02') ? 'NOT FOUND' : 'SQLEXCEPTION') ? 1 : 0;
}

/** What cannot be computed here is no error of the script's, which it could handle. */
const isOurs = ({ errorClass }: SqlError): boolean =>
  errorClass === 'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE' || errorClass === 'INTERNAL_ERROR';

/** Whether a loop is over after a round, and where the script goes on then. */
function ended(jump: Jump, label: string | undefined): { readonly jump: Jump } | undefined {
  if (!jump) return undefined;
  if (!isFor(jump, label)) return { jump };
  return jump.kind === 'leave' ? { jump: undefined } : undefined;
}

class ScriptRun {
  private readonly statements: ScriptStatements;

  constructor(statements: ScriptStatements) {
    this.statements = statements;
  }

  async step(step: Step, frames: Frames): Promise<Jump> {
    this.statements.wantGoing();
    switch (step.kind) {
      case 'block': {
        const jump = await this.block(step, frames);
        return isFor(jump, step.label) ? undefined : jump;
      }
      case 'if':
        for (const { condition, steps } of step.branches)
          if (await this.statements.holds(condition, frames)) return this.steps(steps, frames);
        return this.steps(step.otherwise, frames);
      case 'loop':
        return this.loop(step, frames);
      case 'for':
        return this.rounds(step, frames);
      case 'leave':
      case 'iterate':
        return step;
      case 'set': {
        const type = typeOf(frames, step.target);
        const given = await this.statements.value(step.value, frames);
        setVariable(frames, step.target, await this.statements.cast(given, type));
        return undefined;
      }
      case 'set-row':
        await this.assign(step.targets, await this.statements.answer(step.query, frames), frames);
        return undefined;
      case 'execute':
        await this.execute(step, frames);
        return undefined;
      case 'statement':
        await this.statements.show(step.sql, frames);
        return undefined;
    }
  }

  private async steps(steps: readonly Step[], frames: Frames): Promise<Jump> {
    for (const step of steps) {
      const jump = await this.step(step, frames);
      if (jump) return jump;
    }
    return undefined;
  }

  private async block(block: Block, around: Frames): Promise<Jump> {
    const frame = new Frame(block.label);
    const frames = [...around, frame];
    for (const { names, type, value } of block.declarations) {
      const given = value ? await this.statements.value(value, frames) : { value: null, type: VOID };
      const constant = type ? await this.statements.cast(given, type) : given;
      for (const name of names) frame.declare(name, constant);
    }
    try {
      return await this.steps(block.steps, frames);
    } catch (thrown) {
      this.statements.wantGoing();
      const error = toSqlError(thrown);
      const [best] = isOurs(error) ? [] : block.handlers.toSorted((a, b) => fitness(b, error) - fitness(a, error));
      if (!best || fitness(best, error) === 0) throw thrown;
      return this.steps(best.steps, frames);
    }
  }

  private async loop(step: Extract<Step, { kind: 'loop' }>, frames: Frames): Promise<Jump> {
    while (!step.condition || (await this.statements.holds(step.condition, frames))) {
      // A loop without statements lets others have their turn too.
      await setImmediate();
      this.statements.wantGoing();
      const end = ended(await this.steps(step.steps, frames), step.label);
      if (end) return end.jump;
      if (step.until && (await this.statements.holds(step.until, frames))) break;
    }
    return undefined;
  }

  private async rounds(step: Extract<Step, { kind: 'for' }>, frames: Frames): Promise<Jump> {
    const { columns, rows } = await this.statements.answer(step.query, frames);
    for (const row of rows) {
      await setImmediate();
      this.statements.wantGoing();
      const frame = new Frame(step.variable, true);
      for (const [index, { name, type }] of columns.entries()) frame.declare(name, { value: row[index] ?? null, type });
      const end = ended(await this.steps(step.steps, [...frames, frame]), step.label);
      if (end) return end.jump;
    }
    return undefined;
  }

  private async assign(targets: readonly Target[], { columns, rows }: Answer, frames: Frames): Promise<void> {
    const types = targets.map((target) => typeOf(frames, target));
    if (columns.length !== targets.length)
      throw new SqlError(
        'ASSIGNMENT_ARITY_MISMATCH',
        '42802',
        `The number of columns or variables assigned or aliased: ${targets.length} does not match the number of source expressions: ${columns.length}.`,
        targets[0]?.at,
      );
    if (rows.length > 1)
      throw new SqlError(
        'ROW_SUBQUERY_TOO_MANY_ROWS',
        '21000',
        'More than one row returned by a subquery used as a row.',
      );
    for (const [index, target] of targets.entries()) {
      const given = { value: rows[0]?.[index] ?? null, type: columns[index]?.type ?? VOID };
      setVariable(frames, target, await this.statements.cast(given, types[index] ?? VOID));
    }
  }

  private async execute(step: Execute, frames: Frames): Promise<void> {
    const { value, type } = await this.statements.value(step.text, frames);
    if (typeof value !== 'string' || type.name !== 'STRING')
      throw new SqlError(
        'INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE',
        '42K09',
        `Expression type must be string type but got "${typeText(type)}".`,
        step.text.at,
      );
    const given = [];
    for (const { value: piece, name } of step.using)
      given.push({
        text: literalText(await this.statements.value(piece, frames)),
        ...(name !== undefined && { name }),
      });
    const sql = { text: fillParameters(value, given), at: 0, isApart: true };
    if (/^\s*BEGIN\b/i.test(sql.text))
      throw new SqlError(
        'SQL_SCRIPT_IN_EXECUTE_IMMEDIATE',
        '07501',
        'SQL scripts in EXECUTE IMMEDIATE are not allowed.',
      );
    // What is carried out so does not see the script's variables.
    if (step.into.length === 0) await this.statements.show(sql, []);
    else await this.assign(step.into, await this.statements.answer(sql, []), frames);
  }
}

/** Runs a script from its first step to its last. */
export async function runScript(step: Step, request: Request, sink: Sink, run: Run): Promise<'read' | 'written'> {
  const statements = new ScriptStatements(request, sink, run);
  await new ScriptRun(statements).step(step, []);
  return statements.end();
}
