import type { z } from 'zod';
import { commandKey, contextKey, createContext, executeCommand } from '../../databricks-api/command-execution.ts';
import { ApiError } from '../services/api-error.ts';
import { commandRefused } from '../services/commands/command-refused.ts';
import type { ContextService } from '../services/commands/context-service.ts';
import { readInput } from '../services/read-input.ts';
import type { Answer, Route, RouteRequest } from '../services/route.ts';

function checkLanguage(language = 'python'): void {
  if (language === 'python') return;
  throw commandRefused(400, 'UnsupportedLanguage', `The local workspace runs python, and not ${language}.`);
}

/** Of `execute` and `create`: what is refused elsewhere as `error_code` and `message` is `error` here. */
async function answered(work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw commandRefused(error.status, error.errorCode, error.message);
  }
}

/** Command Execution, `/api/1.2/contexts` and `/api/1.2/commands`. A context is there for who has made it only. */
export function commandExecutionRoutes(contexts: ContextService): Route[] {
  const route = <Input extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    shape: Input,
    answer: (input: z.output<Input>, request: RouteRequest) => Answer | Promise<Answer>,
  ): Route => ({
    method,
    path: `/api/1.2/${path}`,
    answer: (request) =>
      answered(() => {
        const given = method === 'GET' ? Object.fromEntries(request.query) : request.body;
        return answer(readInput(shape, given), request);
      }),
  });
  return [
    route('POST', 'contexts/create', createContext, async ({ clusterId, language }, { user }) => {
      checkLanguage(language);
      const { id } = await contexts.create(user, clusterId);
      return { json: { id } };
    }),
    route('GET', 'contexts/status', contextKey, async (key, { user }) => {
      const context = contexts.find(user, key);
      return { json: { id: context.id, status: await contexts.contextStatus(context) } };
    }),
    route('POST', 'contexts/destroy', contextKey, async (key, { user }) => {
      const context = contexts.find(user, key);
      await contexts.destroy(context);
      return { json: { id: context.id } };
    }),
    route('POST', 'commands/execute', executeCommand, (asked, { user }) => {
      checkLanguage(asked.language);
      const { id } = contexts.execute(contexts.find(user, asked), asked.command);
      return { json: { id }, log: { command_id: id } };
    }),
    route('GET', 'commands/status', commandKey, async (key, { user }) => {
      const status = await contexts.status(contexts.findCommand(user, key, key.commandId));
      // It may have been destroyed meanwhile: clients make a new one when they read that.
      contexts.find(user, key);
      return { json: status };
    }),
    route('POST', 'commands/cancel', commandKey, (key, { user }) => {
      const command = contexts.findCommand(user, key, key.commandId);
      contexts.find(user, key).cancel(command);
      return { json: { id: command.id } };
    }),
  ];
}
