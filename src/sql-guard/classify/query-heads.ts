/** What a query begins with, besides WITH. */
export const queryHeads: ReadonlySet<string> = new Set(['SELECT', 'FROM', 'VALUES', 'TABLE', '(']);
