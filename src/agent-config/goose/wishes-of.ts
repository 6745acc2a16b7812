import { LakegooseError } from '../../base/errors.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Workspace } from '../../settings/workspace.ts';
import type { GooseWishes } from './goose-config.ts';

/** The model that the local workspace's guide answers to. */
export const guideModel = 'lakegoose-guide';

/** What the settings mean for Goose. Throws `agents.no_model`. */
export function wishesOf(settings: Settings, workspace: Workspace, cli: GooseWishes['cli']): GooseWishes {
  const { kind, host, profile, profileFile } = workspace;
  const model = settings.GOOSE_MODEL ?? (kind === 'local' ? guideModel : undefined);
  if (model === undefined) throw new LakegooseError('agents.no_model', { host });
  return {
    host,
    model,
    plane: settings.GOOSE_PROVIDER === 'databricks' ? 'serving_endpoints' : 'ai_gateway',
    cli,
    shell: settings.LAKEGOOSE_GOOSE_TOOLS === 'shell',
    ...(profile === undefined ? {} : { profile }),
    ...(profileFile === undefined ? {} : { profileFile }),
    mcpEnvironment: kind === 'local' ? { LAKEGOOSE_WORKSPACE: 'local' } : {},
  };
}
