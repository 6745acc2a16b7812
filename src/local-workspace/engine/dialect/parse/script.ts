import type { SqlType } from '../types.ts';

/** SQL of a script, and where in the script's text it stands. */
/** `isApart`: it sees no parameters of the request, as what EXECUTE IMMEDIATE carries out. */
export type Piece = { readonly text: string; readonly at: number; readonly isApart?: boolean };

export type Declaration = { readonly names: readonly string[]; readonly type?: SqlType; readonly value?: Piece };

/** What an EXIT handler is for: conditions by name, or states. */
export type Handler = { readonly conditions: readonly string[]; readonly steps: readonly Step[] };

/** A name of a variable, in the parts that it was written in. */
export type Target = { readonly parts: readonly string[]; readonly at: number };

export type Block = {
  readonly kind: 'block';
  readonly label?: string;
  readonly declarations: readonly Declaration[];
  readonly handlers: readonly Handler[];
  readonly steps: readonly Step[];
};

export type Execute = {
  readonly kind: 'execute';
  readonly text: Piece;
  readonly into: readonly Target[];
  readonly using: readonly { readonly value: Piece; readonly name?: string }[];
};

export type Loop =
  | {
      readonly kind: 'loop';
      readonly label?: string;
      readonly steps: readonly Step[];
      /** Looked at before each round; `until` after it. */
      readonly condition?: Piece;
      readonly until?: Piece;
    }
  | {
      readonly kind: 'for';
      readonly label?: string;
      readonly variable?: string;
      readonly query: Piece;
      readonly steps: readonly Step[];
    };

/** One thing that a script does. */
export type Step =
  | Block
  | Execute
  | { readonly kind: 'statement'; readonly sql: Piece }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Piece }
  | { readonly kind: 'set-row'; readonly targets: readonly Target[]; readonly query: Piece }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Piece; readonly steps: readonly Step[] }[];
      readonly otherwise: readonly Step[];
    }
  | Loop
  | { readonly kind: 'leave' | 'iterate'; readonly label: string };
