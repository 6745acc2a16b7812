import { parse } from 'yaml';
import { z } from 'zod';
import { LakegooseError } from '../../base/errors.ts';
import { lastLine, run } from '../../base/shell.ts';

type Asked = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
};

/** What `goose info -v` prints below its heading: all layers of its configuration as one, its own defaults included. */
const info = z.looseObject({
  extensions: z.record(
    z.string(),
    z.looseObject({ enabled: z.boolean(), type: z.string(), available_tools: z.array(z.string()).optional() }),
  ),
});

type Extension = z.infer<typeof info>['extensions'][string] & { readonly name: string };

/** An environment in which Goose writes no log of being asked, unless `GOOSE_PATH_ROOT` says where. It only warns of that. */
export function withoutLog(environment: Asked['environment']): Asked['environment'] {
  return { ...environment, XDG_STATE_HOME: '/dev/null' };
}

/** The extensions that Goose switches on, by its own word. Throws `goose.no_answer`. */
export async function extensionsInForce({ environment, ...limits }: Asked): Promise<readonly Extension[]> {
  const told = await run('goose', ['info', '-v'], { ...limits, environment: withoutLog(environment) });
  limits.signal.throwIfAborted();
  const text = told.outcome === 'done' ? told.stdout.split(/^goose Configuration:$/m)[1] : undefined;
  const read = info.safeParse(parsed(text));
  if (!read.success) {
    throw new LakegooseError('goose.no_answer', {
      reason: told.outcome === 'done' ? lastLine(told.stderr) : told.outcome,
    });
  }
  return Object.entries(read.data.extensions)
    .map(([name, extension]) => ({ name, ...extension }))
    .filter(({ enabled }) => enabled);
}

function parsed(text: string | undefined): unknown {
  try {
    return parse(text ?? '');
  } catch {
    return undefined;
  }
}
