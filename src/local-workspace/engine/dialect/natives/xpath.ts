import { cannotCompute } from '../sql-error.ts';
import { parseXml } from './xml.ts';
import { NoPath, type Path, parsePath } from './xpath-parse.ts';
import { numberOf, PathRun, textOf, truthOf, type Value } from './xpath-run.ts';

const LONGEST = 1_000_000;
const kept = new Map<string, Path>();

function pathOf(text: string): Path {
  const known = kept.get(text);
  if (known) return known;
  try {
    const path = parsePath(text);
    if (kept.size > 100) kept.clear();
    kept.set(text, path);
    return path;
  } catch (error) {
    throw error instanceof NoPath ? cannotCompute(`the XPath ${text.slice(0, 100)}`) : error;
  }
}

/** What a path finds in a document; undefined in an empty text. */
function found(xml: string, path: string): Value | undefined {
  const parsed = pathOf(path);
  if (xml === '') return undefined;
  if (xml.length > LONGEST) throw cannotCompute(`XPath in a text of more than ${LONGEST} characters`);
  const root = parseXml(xml);
  if (!root) throw cannotCompute('XPath in a text that is no well-formed XML');
  return new PathRun(root).whole(parsed);
}

/** Java's cast of a double to a whole number: what is none is 0, what is too large the largest. */
function wholeOf(value: number, bits: number): bigint {
  if (Number.isNaN(value)) return 0n;
  const limit = 2n ** BigInt(bits - 1);
  if (!Number.isFinite(value)) return value > 0 ? limit - 1n : -limit;
  const whole = BigInt(Math.trunc(value));
  return whole >= limit ? limit - 1n : whole < -limit ? -limit : whole;
}

const of =
  <Result>(read: (value: Value) => Result) =>
  (xml: string, path: string): Result | null => {
    const value = found(xml, path);
    return value === undefined ? null : read(value);
  };

export const xpathString = of(textOf);
export const xpathBoolean = of(truthOf);
export const xpathDouble = of(numberOf);
export const xpathLong = of((value) => wholeOf(numberOf(value), 64));
export const xpathInt = of((value) => Number(wholeOf(numberOf(value), 32)));
export const xpathShort = of((value) => Number(BigInt.asIntN(16, wholeOf(numberOf(value), 32))));
/** The texts of the nodes; an element has none of its own. */
export const xpathNodes = of((value) => {
  if (typeof value !== 'object') throw cannotCompute('xpath() of a path that finds no nodes');
  return value.map((node) => (node.kind === 'text' || node.kind === 'attribute' ? node.value : null));
});
