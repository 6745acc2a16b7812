import { type AstNode, childOf, findingAt, nameOf, nodesOf, type Rule, templateOf, textOf } from './source.ts';

/** Where sentences stand: for people, for models, and what the API itself would say. */
const homes = ['messages', 'mcp-server', 'sql-guard', 'local-workspace'].map((room) => `src/${room}/`);
const sqlHead =
  /^\s*(SELECT|SHOW|DESCRIBE|WITH|VALUES|CREATE|INSERT|MERGE|UPDATE|DELETE|EXPLAIN|PRAGMA|DROP|ALTER|GRANT|REVOKE) /;
/** Texts with three words that nobody reads as a sentence, such as the value of a header. */
const notSentences: ReadonlySet<string> = new Set([]);

const hole = '\u0000';
const word = /^["'“‘(]*[\p{L}][\p{L}'’-]*["'”’)]*[.,:;!?…]*$/u;
const filled = /^["'“‘(]*\0["'”’)]*[.,:;!?…]*$/u;
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]{2}/u;

/** No sentence outside the rooms where sentences stand. */
export const sentencesHaveAHome: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('src/') && !homes.some((home) => file.path.startsWith(home)))
    .flatMap((file) => {
      const found = [];
      for (const [node, above] of nodesOf(file.program)) {
        // A sum is judged whole, not piece by piece; a text in a type is never shown.
        const parent = above.at(-1);
        if (parent?.type === 'TSLiteralType' || (parent && textOf(parent) !== undefined)) continue;
        if (file.path.startsWith('src/commands/') && isExample(above)) continue;
        const text = written(node);
        if (text !== undefined && isSentence(text)) {
          found.push(findingAt(file, node.start, `a sentence outside messages/: ${text.replaceAll(hole, '…')}`));
        }
      }
      return found;
    });

/** The examples of a verb are lines to type. */
function isExample(above: readonly AstNode[]): boolean {
  const [property, list] = above.slice(-2);
  return list?.type === 'ArrayExpression' && nameOf(childOf(property, 'key')) === 'examples';
}

function written(node: AstNode): string | undefined {
  return node.type === 'TemplateLiteral' ? templateOf(node, hole) : textOf(node);
}

/** Three words in a row, one of which may be a hole that is filled later; or Japanese. */
function isSentence(text: string): boolean {
  if (notSentences.has(text) || sqlHead.test(text)) return false;
  if (japanese.test(text)) return true;
  let [words, run] = [0, 0];
  for (const token of text.split(/\s+/)) {
    const isWord = word.test(token);
    if (!isWord && !filled.test(token)) [words, run] = [0, 0];
    else [words, run] = [words + (isWord ? 1 : 0), run + 1];
    if (run >= 3 && words >= 2) return true;
  }
  return false;
}
