import type { Catalog } from '../catalog/catalog.ts';
import { fullName, type RoutineEntry } from '../catalog/entries.ts';
import { routineNotFound, type Session, tablePlace, wantPlace } from '../catalog/resolve-name.ts';
import { isBuiltIn } from '../dialect/analyze/built-in.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { type Column, typeText, VOID } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import { routineSecurable } from '../grants/securable.ts';
import { column, listing } from './listing.ts';
import type { Plan } from './plan.ts';
import { momentText } from './table-details.ts';

type Parameter = Column & { readonly default?: string };

/** Names and types one below the other, as Spark aligns them. */
function aligned(parameters: readonly Parameter[], extended: boolean): string[] {
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const name = widest(parameters.map((own) => own.name));
  const type = widest(parameters.map((own) => typeText(own.type)));
  return parameters.map((own) => {
    const more = [
      ...(own.default === undefined ? [] : [` DEFAULT ${own.default}`]),
      ...(own.comment === undefined ? [] : [` '${own.comment}'`]),
    ];
    const line = `${own.name.padEnd(name)} ${typeText(own.type).padEnd(type)}`;
    return extended ? `${line}${more.join('')}` : line;
  });
}

/** Lines with a title each; the second and later ones of a title stand below the first. */
function titled(sections: readonly (readonly [title: string, lines: readonly string[]])[], width: number): string[] {
  return sections.flatMap(([title, lines]) =>
    lines.map((line, index) => `${(index === 0 ? `${title}:` : '').padEnd(width)}${line}`),
  );
}

function described(entry: RoutineEntry, extended: boolean, catalog: Catalog, access: Access): string[] {
  const securable = routineSecurable(entry);
  const sections: (readonly [string, readonly string[]])[] = [
    ['Function', [fullName(entry)]],
    ['Type', [entry.columns ? 'TABLE' : 'SCALAR']],
    ['Input', entry.parameters.length === 0 ? ['()'] : aligned(entry.parameters, extended)],
    ['Returns', entry.columns ? aligned(entry.columns, extended) : [typeText(entry.type ?? VOID)]],
  ];
  if (!extended) return titled(sections, 10);
  if (entry.comment !== undefined) sections.push(['Comment', [entry.comment]]);
  sections.push(['Owner', [catalog.grants.ownerOf(securable)]], ['Create Time', [momentText(entry.createdAt)]]);
  // As of a view: for its owner only, for it names what others may not see.
  if (access.owns(securable)) sections.push(['Body', [entry.text]]);
  return titled(sections, 15);
}

/** DESCRIBE FUNCTION of what people made; what Spark says of its own functions is Spark's. */
export function planDescribeFunction(
  { name, extended }: Extract<Statement, { kind: 'describe-function' }>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const own = name.parts.at(-1)?.toLowerCase() ?? '';
  if (name.parts.length === 1 && isBuiltIn(own))
    throw cannotCompute('DESCRIBE FUNCTION of a built-in function', name.at);
  const place = tablePlace(name, session);
  const entry = catalog.routine(place.catalog, place.schema, place.name);
  if (name.parts.length > 1) wantPlace(catalog, place, access);
  if (entry && (name.parts.length > 1 || access.mayUse(place.catalog, place.schema))) {
    access.wantRoutineSeen(entry, false);
    return listing(
      [column('function_desc')],
      described(entry, extended, catalog, access).map((line) => [line]),
    );
  }
  if (name.parts.length > 1) throw routineNotFound(name, session);
  const path = `[\`system\`.\`builtin\`, \`system\`.\`session\`, \`${session.catalog}\`.\`${session.schema}\`]`;
  const sentence = `Cannot resolve routine \`${own}\` on search path ${path}.`;
  throw new SqlError('UNRESOLVED_ROUTINE', '42883', sentence, name.at);
}
