import { z } from 'zod';

/** Where things stand: in the folder that is hardened, and in the image. */
export const places = {
  config: '.devcontainer/devcontainer.json',
  folder: '.devcontainer/hardened',
  /** The plain configuration, as it was. Not a name that VS Code looks for. */
  plain: '.devcontainer/hardened/plain.jsonc',
  policy: '.devcontainer/hardened/policy.yaml',
  compose: '.devcontainer/hardened/compose.yaml',
  /** The program of the way out. */
  egress: '.devcontainer/hardened/egress',
  /** Where the way out keeps that set-up is over. */
  state: '.devcontainer/hardened/state',
} as const;

const command = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]);

/** A plain `devcontainer.json`, as far as hardening has to do with it (containers.dev, "implementors/json_reference"). */
export const devContainer = z.looseObject({
  image: z.string().optional(),
  build: z
    .looseObject({
      dockerfile: z.string().optional(),
      context: z.string().optional(),
      args: z.record(z.string(), z.string()).optional(),
      target: z.string().optional(),
      cacheFrom: z.union([z.string(), z.array(z.string())]).optional(),
    })
    .optional(),
  mounts: z.array(z.union([z.string(), z.looseObject({ type: z.string().optional() })])).optional(),
  features: z.record(z.string(), z.unknown()).optional(),
  postStartCommand: command.optional(),
});

export type DevContainer = z.output<typeof devContainer>;
