import { codeBlock } from './markdown.ts';
import type { Phrases } from './phrases-en.ts';
import type { ToolResult } from './tool-result.ts';

type Node = { readonly name: string; readonly depth: number };

/** An indented tree: the table first, below each table the ones its data comes from. */
export function tellLineage({ tree }: ToolResult, about: string, phrases: Phrases): string | undefined {
  if (tree === undefined) return undefined;
  const lines = tree.split('\n').filter((line) => line.trim() !== '' && !pointsDown.test(line));
  const nodes = lines.flatMap(readNode);
  const below = nodes[0]?.name.toLowerCase() === about ? nodes.slice(1) : nodes;
  const [first] = below;
  if (first === undefined) {
    return lines.length === nodes.length || lines.some((line) => saysNone.test(line))
      ? phrases.noSources(about)
      : undefined;
  }
  const direct = below.filter(({ depth }) => depth <= first.depth).map(({ name }) => `\`${name}\``);
  const sentence = phrases.sources(about, [...new Set(direct)].join(', '));
  const chain = lines.length === nodes.length ? chainOf(below) : undefined;
  const whole = chain === undefined ? '' : `${phrases.space}${phrases.chain([`\`${about}\``, ...chain].join(' ← '))}`;
  return `${sentence}${whole}\n\n${codeBlock(tree)}`;
}

// A tool that was not asked for one direction may give both.
const pointsDown = /^\s*(?:->|→)|no downstream/;
const saysNone = /^\s*no (?:upstream )?lineage/;

/** Undefined where the tree branches: then only the tree itself says it. */
function chainOf(nodes: readonly Node[]): string[] | undefined {
  const deepens = nodes.every(({ depth }, position) => position === 0 || depth > (nodes[position - 1]?.depth ?? 0));
  return deepens ? nodes.map(({ name }) => `\`${name}\``) : undefined;
}

function readNode(line: string): Node[] {
  const [, indent = '', rest = ''] = /^([\s│├└─┬|+*<>←\\-]*)(.*)$/.exec(line) ?? [];
  const name = /^(?:file )?`?((?:[\w-]+\.)+[\w-]+|[a-z][a-z0-9+]*:\/\/\S+|\/\S+)/i.exec(rest)?.[1];
  return name === undefined ? [] : [{ name, depth: indent.length }];
}
