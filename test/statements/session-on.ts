import { queryHistory } from '../../src/databricks-api/query-history.ts';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';
import { StatementSession } from '../../src/statements/session.ts';
import type { Outcome, Progress, Statement, Wait } from '../../src/statements/statement.ts';

/** Never ends by itself. */
export const endless = 'SELECT count(*) AS n FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1';
export const rules = { policy: 'read', aiFunctions: 'allow' } as const;

type Options = Partial<ConstructorParameters<typeof StatementSession>[0]>;

/** A session as a process of lakegoose opens it, on a local workspace. */
export function sessionOn(
  { host, token }: Pick<LocalWorkspace, 'host' | 'token'>,
  stateDirectory: string,
  options: Options = {},
) {
  const session = new StatementSession({
    client: { host, token: async () => token, userAgent: 'lakegoose-test' },
    stateDirectory,
    limitSeconds: 60,
    unpolledSeconds: 60,
    ...options,
  });
  return Object.assign(session, { [Symbol.asyncDispose]: () => session.close() });
}

export function statement(text: string, given: Partial<Statement> = {}): Statement {
  return { text, results: 'inline', tags: { tool: 'test' }, ...given };
}

export function patient(patienceSeconds: number, given: Partial<Wait> = {}): Wait & { readonly told: Progress[] } {
  const told: Progress[] = [];
  return { signal: new AbortController().signal, patienceSeconds, onProgress: (one) => told.push(one), told, ...given };
}

/** What the workspace's own history says became of a statement. */
export async function inHistory({ host, token }: Pick<LocalWorkspace, 'host' | 'token'>, id: string) {
  const url = `${host}/api/2.0/sql/history/queries?filter_by.statement_ids=${id}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return queryHistory.parse(await answer.json()).res?.[0];
}

/** The identifier of the statement that came last. */
export async function newestIn({ host, token }: Pick<LocalWorkspace, 'host' | 'token'>): Promise<string | undefined> {
  const url = `${host}/api/2.0/sql/history/queries?max_results=1`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return queryHistory.parse(await answer.json()).res?.[0]?.query_id;
}

export function handleOf(outcome: Outcome): string {
  if (outcome.outcome !== 'running') throw new Error('the statement has ended');
  return outcome.progress.statementId;
}

/** A statement that never ends, handed out under the identifier that the workspace has given it. */
export async function started(session: StatementSession, patienceSeconds = 0.5): Promise<string> {
  let outcome = await session.run(statement(endless), rules, patient(patienceSeconds));
  while (outcome.outcome === 'running' && outcome.progress.state === 'SENT') {
    outcome = await session.poll(handleOf(outcome), patient(patienceSeconds));
  }
  return handleOf(outcome);
}
