import { SqlError } from '../sql-error.ts';
import { newCursor, type Parameters } from './parse-statement.ts';
import { parseType } from './parse-type.ts';
import type { Block, Declaration, Execute, Handler, Loop, Step, Target } from './script.ts';
import { checked, expressionPiece, type Place, parseTarget, pieceUpTo } from './script-pieces.ts';

const REFUSED = /^(SIGNAL|RESIGNAL|OPEN|FETCH|CLOSE)$/;
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const labelError = (kind: string, sentence: string, at: number): SqlError => new SqlError(kind, '42K0L', sentence, at);

function parseSteps(place: Place, ends: readonly string[]): Step[] {
  const { cursor } = place;
  const steps: Step[] = [];
  while (!ends.some((word) => cursor.sees(word))) {
    steps.push(...cursor.deeper(() => parseStep(place)));
    cursor.expect(';');
  }
  return steps;
}

function parseIf(place: Place): Step {
  const { cursor } = place;
  const branches = [];
  do {
    const condition = expressionPiece(place);
    cursor.expect('THEN');
    branches.push({ condition, steps: parseSteps(place, ['ELSEIF', 'ELSE', 'END']) });
  } while (cursor.accept('ELSEIF'));
  const otherwise = cursor.accept('ELSE') ? parseSteps(place, ['END']) : [];
  cursor.expect('END', 'IF');
  return { kind: 'if', branches, otherwise };
}

function parseCase(place: Place): Step {
  const { cursor } = place;
  const operand = cursor.sees('WHEN') ? undefined : expressionPiece(place);
  const branches = [];
  while (cursor.accept('WHEN')) {
    const when = expressionPiece(place);
    const condition = operand ? { text: `(${operand.text}) = (${when.text})`, at: operand.at } : when;
    cursor.expect('THEN');
    branches.push({ condition, steps: parseSteps(place, ['WHEN', 'ELSE', 'END']) });
  }
  if (branches.length === 0) throw cursor.unexpected();
  const otherwise = cursor.accept('ELSE') ? parseSteps(place, ['END']) : [];
  cursor.expect('END', 'CASE');
  return { kind: 'if', branches, otherwise };
}

/** Reads a loop, whose first word says which one; undefined where it says none. */
function parseLoop(place: Place): Loop | undefined {
  const { cursor } = place;
  if (cursor.accept('WHILE')) {
    const condition = expressionPiece(place);
    cursor.expect('DO');
    const steps = parseSteps(place, ['END']);
    cursor.expect('END', 'WHILE');
    return { kind: 'loop', condition, steps };
  }
  if (cursor.accept('REPEAT')) {
    const steps = parseSteps(place, ['UNTIL']);
    cursor.expect('UNTIL');
    const until = expressionPiece(place);
    cursor.expect('END', 'REPEAT');
    return { kind: 'loop', until, steps };
  }
  if (cursor.accept('LOOP')) {
    const steps = parseSteps(place, ['END']);
    cursor.expect('END', 'LOOP');
    return { kind: 'loop', steps };
  }
  if (!cursor.accept('FOR')) return undefined;
  const isNamed = cursor.sees(cursor.peek().upper, 'AS') && !cursor.sees('WITH');
  const variable = isNamed ? cursor.name() : undefined;
  if (isNamed) cursor.expect('AS');
  const query = checked(place, pieceUpTo(place, ['DO']));
  cursor.expect('DO');
  const steps = parseSteps(place, ['END']);
  cursor.expect('END', 'FOR');
  return { kind: 'for', query, steps, ...(variable !== undefined && { variable }) };
}

function parseLabelled(place: Place, label: string, at: number): Step {
  const { cursor, labels } = place;
  if (labels.some(({ name }) => same(name, label)))
    throw labelError(
      'LABEL_OR_FOR_VARIABLE_ALREADY_EXISTS',
      `The label or FOR variable \`${label}\` already exists. Choose another name or rename the existing one.`,
      at,
    );
  const isLoop = !cursor.sees('BEGIN');
  const within = { ...place, labels: [...labels, { name: label, isLoop }] };
  const step = isLoop ? parseLoop(within) : parseBlock(within);
  if (!step) throw cursor.unexpected();
  const after = cursor.peek();
  if ((after.kind === 'word' || after.kind === 'name') && !same(cursor.name(), label))
    throw labelError(
      'LABELS_MISMATCH',
      `Begin label \`${label}\` does not match the end label \`${after.value}\`.`,
      after.at,
    );
  return { ...step, label };
}

function parseJump({ cursor, labels }: Place, kind: 'leave' | 'iterate'): Step {
  const { at } = cursor.peek();
  const label = cursor.name();
  const found = labels.find(({ name }) => same(name, label));
  const word = kind.toUpperCase();
  if (!found)
    throw labelError(
      'INVALID_LABEL_USAGE.DOES_NOT_EXIST',
      `The usage of the label \`${label}\` is invalid. Label was used in the ${word} statement, but the label does not belong to any surrounding block.`,
      at,
    );
  if (kind === 'iterate' && !found.isLoop)
    throw labelError(
      'INVALID_LABEL_USAGE.ITERATE_IN_COMPOUND',
      `The usage of the label \`${label}\` is invalid. ITERATE statement cannot be used with a label that belongs to a compound (BEGIN...END) body.`,
      at,
    );
  return { kind, label };
}

function parseSet(place: Place): Step[] {
  const { cursor } = place;
  if (cursor.sees('(')) {
    const targets = cursor.list(() => parseTarget(place));
    cursor.expect('=');
    const whole = pieceUpTo(place, [';']);
    return [{ kind: 'set-row', targets, query: checked(place, whole) }];
  }
  const steps: Step[] = [];
  do {
    const target = parseTarget(place);
    cursor.expect('=');
    const value = cursor.accept('DEFAULT') ? { text: 'NULL', at: target.at } : expressionPiece(place);
    steps.push({ kind: 'set', target, value });
  } while (cursor.accept(','));
  return steps;
}

/** Reads EXECUTE IMMEDIATE, after its first word. */
function parseExecute(place: Place): Execute {
  const { cursor } = place;
  cursor.expect('IMMEDIATE');
  const text = expressionPiece(place);
  const into: Target[] = [];
  if (cursor.accept('INTO'))
    do into.push(parseTarget(place));
    while (cursor.accept(','));
  const argument = (): Execute['using'][number] => {
    const value = expressionPiece(place);
    return { value, ...(cursor.accept('AS') && { name: cursor.name() }) };
  };
  if (!cursor.accept('USING')) return { kind: 'execute', text, into, using: [] };
  if (cursor.sees('(')) return { kind: 'execute', text, into, using: cursor.list(argument) };
  const using = [argument()];
  while (cursor.accept(',')) using.push(argument());
  return { kind: 'execute', text, into, using };
}

function parseStep(place: Place): Step[] {
  const { cursor } = place;
  const first = cursor.peek();
  const colon = cursor.peek(1);
  if ((first.kind === 'word' || first.kind === 'name') && (colon.value === ':' || colon.kind === 'parameter')) {
    const label = cursor.name();
    cursor.acceptColon();
    return [parseLabelled(place, label, first.at)];
  }
  if (cursor.sees('BEGIN')) return [parseBlock(place)];
  if (cursor.accept('IF')) return [parseIf(place)];
  if (cursor.accept('CASE')) return [parseCase(place)];
  if (cursor.accept('SET')) return parseSet(place);
  if (cursor.accept('LEAVE')) return [parseJump(place, 'leave')];
  if (cursor.accept('ITERATE')) return [parseJump(place, 'iterate')];
  if (cursor.accept('EXECUTE')) return [parseExecute(place)];
  if (cursor.sees('DECLARE'))
    throw new SqlError(
      'INVALID_VARIABLE_DECLARATION.ONLY_AT_BEGINNING',
      '42K0M',
      'Invalid variable declaration. Variable can only be declared at the beginning of the compound.',
      first.at,
    );
  if (REFUSED.test(first.upper) || cursor.sees('GET', 'DIAGNOSTICS')) throw cursor.refuse(`${first.upper} in a script`);
  const loop = parseLoop(place);
  return [loop ?? { kind: 'statement', sql: checked(place, pieceUpTo(place, [';'])) }];
}

function parseVariables(place: Place): Declaration {
  const { cursor } = place;
  if (!cursor.accept('VARIABLE')) cursor.accept('VAR');
  const names = [cursor.name()];
  while (cursor.accept(',')) names.push(cursor.name());
  const hasType = !['DEFAULT', '=', ';'].some((word) => cursor.sees(word));
  const type = hasType ? parseType(cursor) : undefined;
  const hasValue = cursor.accept('DEFAULT') || cursor.accept('=');
  if (!hasType && !hasValue) throw cursor.unexpected();
  return { names, ...(type && { type }), ...(hasValue && { value: expressionPiece(place) }) };
}

function parseHandler(place: Place): Handler {
  const { cursor } = place;
  if (cursor.sees('CONTINUE')) throw cursor.refuse('a CONTINUE handler');
  cursor.expect('EXIT', 'HANDLER', 'FOR');
  const conditions: string[] = [];
  do {
    if (cursor.accept('SQLSTATE')) {
      cursor.accept('VALUE');
      conditions.push(cursor.string().toUpperCase());
    } else if (cursor.accept('NOT', 'FOUND')) conditions.push('NOT FOUND');
    else conditions.push(parseTarget(place).parts.join('.').toUpperCase());
  } while (cursor.accept(','));
  if (conditions.length > 1 && conditions.some((each) => each === 'SQLEXCEPTION' || each === 'NOT FOUND'))
    throw new SqlError(
      'INVALID_HANDLER_DECLARATION.INVALID_CONDITION_COMBINATION',
      '42K0Q',
      'Invalid handler declaration. Invalid condition combination in the handler declaration.',
      cursor.peek().at,
    );
  return { conditions, steps: parseStep(place) };
}

function parseBlock(place: Place): Block {
  const { cursor } = place;
  cursor.expect('BEGIN');
  cursor.accept('NOT', 'ATOMIC');
  const declarations: Declaration[] = [];
  const handlers: Handler[] = [];
  while (cursor.accept('DECLARE')) {
    if (cursor.peek(1).upper === 'CONDITION' || cursor.peek(1).upper === 'CURSOR')
      throw cursor.refuse(`DECLARE … ${cursor.peek(1).upper}`);
    if (cursor.peek(1).upper === 'HANDLER') handlers.push(parseHandler(place));
    else declarations.push(parseVariables(place));
    cursor.expect(';');
  }
  const steps = parseSteps(place, ['END']);
  cursor.expect('END');
  return { kind: 'block', declarations, handlers, steps };
}

/** So many statements, one after the other, take some seconds. */
const MOST_STEPS = 5000;

/** Whether a text is a script: a block, with or without a label, or EXECUTE IMMEDIATE. */
const HEAD = /\b(BEGIN|EXECUTE)\b/i;

/** What a script does; undefined where the text is one statement. */
export function parseScript(text: string, parameters: Parameters): Step | undefined {
  if (!HEAD.test(text)) return undefined;
  const cursor = newCursor(text, parameters);
  const place = { cursor, labels: [], parameters };
  const isBlock = cursor.sees('BEGIN') || (cursor.peek(1).value === ':' && cursor.peek(2).upper === 'BEGIN');
  if (!isBlock && !cursor.sees('EXECUTE', 'IMMEDIATE')) return undefined;
  if (cursor.count(';') > MOST_STEPS) throw cursor.refuse(`a script of more than ${MOST_STEPS} statements`);
  const [step] = parseStep(place);
  while (cursor.accept(';'));
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  return step;
}
