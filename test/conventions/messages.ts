import { type Catalogue, placeholdersOf, readCatalogue } from './catalogue.ts';
import {
  type AstNode,
  bare,
  childOf,
  childrenOf,
  type Finding,
  findingAt,
  nameOf,
  nodesOf,
  type Parsed,
  plainProperties,
  type Rule,
  textOf,
} from './source.ts';

const codeForm = /^[a-z][a-z0-9_-]*(\.\w+)+$/;
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Who takes a code, and as which of its arguments. `say` takes a `MessageCode`, which the compiler checks. */
const placeOfCode: ReadonlyMap<string, number> = new Map([
  ['LakegooseError', 0],
  ['say', 1],
]);
/** Templates without a word of their own: a line of code, a name with its value. */
const wordless: ReadonlySet<string> = new Set(['demo.question']);

/** Both languages say the same things about the same facts. */
export const languagesAgree: Rule = (files) => {
  const [en, ja] = [readCatalogue(files, 'en'), readCatalogue(files, 'ja')];
  return [
    ...en.findings,
    ...ja.findings,
    ...missing(en, ja, 'ja'),
    ...missing(ja, en, 'en'),
    ...[...en.messages].flatMap(([code, message]) => {
      const other = ja.messages.get(code);
      const found = [];
      if (!codeForm.test(code)) found.push(findingAt(message.file, message.start, `${code} is not area.what_happened`));
      if (japanese.test(message.text)) found.push(findingAt(message.file, message.start, `${code} is not English`));
      if (other === undefined) return found;
      const [facts, otherFacts] = [message, other].map((one) => placeholdersOf(one.text).join());
      if (facts !== otherFacts)
        found.push(findingAt(other.file, other.start, `${code}: {${otherFacts}}, not {${facts}}`));
      if (!wordless.has(code) && !japanese.test(other.text)) {
        found.push(findingAt(other.file, other.start, `${code} is not Japanese`));
      }
      return found;
    }),
  ];
};

function missing(from: Catalogue, to: Catalogue, language: string): readonly Finding[] {
  return [...from.messages]
    .filter(([code]) => !to.messages.has(code))
    .map(([code, message]) => findingAt(message.file, message.start, `${code} is missing in ${language}`));
}

/** Every code that is thrown or said exists, comes with exactly the facts of its sentence, and none is left over. */
export const codesAreUsed: Rule = (files) => {
  const en = readCatalogue(files, 'en');
  // The generators of `scripts/` say sentences too: the heads of the files that they write.
  const sources = files.filter((file) => /^(src\/(?!messages\/)|scripts\/)/.test(file.path));
  const used = new Set<string>();
  const found: Finding[] = [];
  for (const file of sources) {
    for (const [node] of nodesOf(file.program)) {
      used.add(textOf(node) ?? '');
      found.push(...codeFindings(file, node, en), ...factFindings(file, node, en));
    }
  }
  const unused = [...en.messages].filter(([code]) => !used.has(code));
  return [
    ...found,
    ...unused.map(([code, message]) => findingAt(message.file, message.start, `${code} is never used`)),
  ];
};

function codeFindings(file: Parsed, node: AstNode, en: Catalogue): readonly Finding[] {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return [];
  const name = nameOf(childOf(node, 'callee')) ?? '';
  const place = placeOfCode.get(name);
  if (place === undefined) return [];
  const given = childrenOf(node, 'arguments');
  return choicesOf(given[place]).flatMap((choice) => {
    const code = textOf(choice);
    if (code === undefined) {
      return name === 'say' || isTypedCode(file, choice)
        ? []
        : [findingAt(file, node.start, `${name} of a code that may not exist`)];
    }
    const message = en.messages.get(code);
    if (message === undefined) return [findingAt(file, node.start, `no message for ${code}`)];
    const facts = placeholdersOf(message.text);
    const isBare = given[place + 1] === undefined && facts.length > 0;
    return isBare ? [findingAt(file, node.start, `${code} without its facts {${facts.join()}}`)] : [];
  });
}

/** Whether a name is declared a `MessageCode`, so that the compiler knows that it exists. */
function isTypedCode(file: Parsed, code: AstNode): boolean {
  for (const [node] of nodesOf(file.program)) {
    if (node.type !== 'Identifier' || node.name !== nameOf(code)) continue;
    const type = childOf(childOf(node, 'typeAnnotation'), 'typeAnnotation');
    if (nameOf(childOf(type, 'typeName')) === 'MessageCode') return true;
  }
  return false;
}

/** Wherever a code is followed by a literal of facts, these are the facts of its sentence. */
function factFindings(file: Parsed, node: AstNode, en: Catalogue): readonly Finding[] {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return [];
  const given = childrenOf(node, 'arguments');
  return given.flatMap((argument, index) => {
    const facts = plainProperties(bare(given[index + 1]));
    if (facts === undefined) return [];
    return choicesOf(argument).flatMap((choice) => {
      const message = en.messages.get(textOf(choice) ?? '');
      const [has, needs] = [[...facts.keys()].sort().join(), placeholdersOf(message?.text ?? '').join()];
      if (message === undefined || has === needs) return [];
      return [findingAt(file, node.start, `${textOf(choice)} with {${has}}, not {${needs}}`)];
    });
  });
}

/** Both arms of `a ? b : c`; else the expression itself. */
function choicesOf(node: AstNode | undefined): readonly AstNode[] {
  const plain = bare(node);
  if (plain?.type !== 'ConditionalExpression') return plain === undefined ? [] : [plain];
  return [childOf(plain, 'consequent'), childOf(plain, 'alternate')].flatMap(choicesOf);
}
