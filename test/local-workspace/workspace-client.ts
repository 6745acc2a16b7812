import { z } from 'zod';
import { apiErrorBody } from '../../src/databricks-api/errors.ts';
import { statementResponse } from '../../src/databricks-api/statements.ts';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';

const anyObject = z.looseObject({});

type Reached = Pick<LocalWorkspace, 'host' | 'token' | 'warehouseId'>;

/** Plain HTTP calls to a started workspace, as any client would make them. */
export class WorkspaceClient {
  readonly workspace: Reached;

  constructor(workspace: Reached) {
    this.workspace = workspace;
  }

  async call(method: string, path: string, body?: unknown, token = this.workspace.token) {
    const response = await fetch(this.workspace.host + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, json: anyObject.parse(await response.json()) };
  }

  async get(path: string) {
    return (await this.call('GET', path)).json;
  }

  async refused(method: string, path: string, body?: unknown, token?: string) {
    const { status, json } = await this.call(method, path, body, token);
    return { status, ...apiErrorBody.parse(json) };
  }

  async execute(statement: string, extra: object = {}) {
    const body = { statement, warehouse_id: this.workspace.warehouseId, wait_timeout: '30s', ...extra };
    return statementResponse.parse((await this.call('POST', '/api/2.0/sql/statements', body)).json);
  }

  /** A statement that was sent before. */
  async result(id: string) {
    return statementResponse.parse(await this.get(`/api/2.0/sql/statements/${id}`));
  }

  /** Rows of a statement that must succeed. */
  async rows(statement: string, extra: object = {}) {
    const answer = await this.execute(statement, extra);
    if (answer.status.state !== 'SUCCEEDED') throw new Error(answer.status.error?.message ?? answer.status.state);
    return answer.result?.data_array ?? [];
  }

  /** Message of a statement that must fail. */
  async failure(statement: string, extra: object = {}) {
    const answer = await this.execute(statement, extra);
    return answer.status.error?.message ?? `${answer.status.state}: ${JSON.stringify(answer.result?.data_array)}`;
  }
}
