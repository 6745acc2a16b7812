import { LakegooseError } from '../base/errors.ts';

/**
 * The local workspace, loaded only by the verbs that start one: it carries a database engine.
 * Throws `workspace.not_installed`.
 */
export async function loadLocalWorkspace() {
  try {
    return await import('../local-workspace/index.ts');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new LakegooseError('workspace.not_installed', {}, { cause: error });
  }
}
