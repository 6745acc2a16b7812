import { type AstNode, childOf, findingAt, nameOf, nodesOf, type Rule } from './source.ts';

/** Comments that switch off the compiler, the linter, the formatter or the coverage of what follows. */
const silencers = [
  '@ts-ignore',
  '@ts-expect-error',
  '@ts-nocheck',
  'biome-ignore',
  'eslint-disable',
  'oxlint-disable',
  'prettier-ignore',
  'v8 ignore',
  'istanbul ignore',
];

/** Nothing is told to the compiler that it cannot check. */
export const escapeHatches: Rule = (files) =>
  files.flatMap((file) => {
    const found = [];
    for (const [node] of nodesOf(file.program)) {
      const what = hatch(node);
      if (what !== undefined) found.push(findingAt(file, node.start, what));
    }
    for (const comment of file.comments) {
      const silencer = silencers.find((text) => comment.value.includes(text));
      if (silencer !== undefined) found.push(findingAt(file, comment.start, `a ${silencer} comment`));
    }
    return found;
  });

function hatch(node: AstNode): string | undefined {
  switch (node.type) {
    case 'TSAnyKeyword':
      return 'any';
    case 'TSAsExpression':
      return isConst(childOf(node, 'typeAnnotation')) ? undefined : 'as';
    case 'TSTypeAssertion':
      return 'a type assertion in angle brackets';
    case 'TSNonNullExpression':
      return 'a non-null !';
    case 'TSEnumDeclaration':
      return 'an enum';
    case 'CallExpression':
      return isZodAny(childOf(node, 'callee')) ? 'z.any()' : undefined;
    default:
      return node.definite === true ? 'a definite assignment !' : undefined;
  }
}

function isConst(annotation: AstNode | undefined): boolean {
  return annotation?.type === 'TSTypeReference' && nameOf(childOf(annotation, 'typeName')) === 'const';
}

function isZodAny(callee: AstNode | undefined): boolean {
  return nameOf(childOf(callee, 'object')) === 'z' && nameOf(childOf(callee, 'property')) === 'any';
}
