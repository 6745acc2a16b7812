/** What Goose must know to talk to a workspace through our provider and our tools. */
export type GooseWishes = {
  /** Such as `https://adb-123.7.azuredatabricks.net`. */
  readonly host: string;
  /** The Databricks CLI's profile that signs in to it, where one is known. */
  readonly profile?: string;
  /** Where its profiles are, if not where they usually are. */
  readonly profileFile?: string;
  readonly model: string;
  /** Which of the workspace's gateways carries the model: serving endpoints, or the AI Gateway (facts `goose.md` §2). */
  readonly plane: 'serving_endpoints' | 'ai_gateway';
  /** How Goose starts this CLI: a program and the words before the verb. */
  readonly cli: readonly [string, ...string[]];
  /** Whether Goose's own `developer` extension is on: a shell, and tools that write files. */
  readonly shell?: boolean;
  /** Given to the MCP server besides Goose's own environment. No secrets: Goose keeps it in a file. */
  readonly mcpEnvironment: Readonly<Record<string, string>>;
};

/** The name of our provider, and of our extension: what stands before `__` in the tools' names. */
export const ownName = 'lakegoose';

/**
 * Goose's own extensions. They are on where the user's file says nothing, and come back when Goose rewrites the file
 * (facts `goose.md` §1). Read from the file that Goose 1.52 wrote; a test compares it with the Goose in use.
 */
export const gooseOwnExtensions: Readonly<Record<string, string>> = {
  analyze: 'analyze',
  apps: 'apps',
  chatrecall: 'chatrecall',
  code_execution: 'code_execution',
  developer: 'developer',
  extensionmanager: 'Extension Manager',
  orchestrator: 'orchestrator',
  scheduler: 'scheduler',
  skills: 'skills',
  summarize: 'summarize',
  summon: 'summon',
  todo: 'todo',
  tom: 'tom',
};

/** The one with a shell, and with tools that write files. */
export const shellExtension = 'developer';

/**
 * Those of them that run nothing, write nothing and start no other agent. Once our settings stand in the file, they are as
 * a person leaves them.
 */
export const harmlessExtensions: readonly string[] = ['analyze', 'chatrecall', 'skills', 'summarize', 'todo', 'tom'];
