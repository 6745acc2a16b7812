import type { Environment } from '../settings/dot-env.ts';

/** Where lakegoose runs, and what it is to be. */
export type Surroundings = {
  readonly environment: Environment;
  readonly directory: string;
  /** Where the administrators' limits on SQL stand. */
  readonly policyFile: string;
  /** How agents start this CLI: a program and the words before the verb. */
  readonly cli: readonly [string, ...string[]];
  /** The names of the tools that agents get under a policy. */
  readonly toolsUnder: (policy: 'none' | 'read' | 'write' | 'update') => readonly string[];
  /** The folder that pins the versions of other programs, where there is one. */
  readonly pins: string | undefined;
  /** So long each check may take. */
  readonly seconds: number;
  /** Aborted when the person ends it. */
  readonly signal: AbortSignal;
};
