import { databricksFromGo } from './databricks-from-go.ts';
import type { Fetching } from './fetching.ts';
import { fromNpm } from './from-npm.ts';
import { uvFromPypi } from './uv-from-pypi.ts';

/** Each tool from npm, PyPI or the Go module proxy, and from nowhere else. Each gives the program's path. */
export const fromRegistries = {
  goose: (fetching: Fetching) =>
    fromNpm({ tool: 'Goose', name: 'goose', file: '@aaif/goose-binary-linux-x64/bin/goose' }, fetching),
  databricks: databricksFromGo,
  uv: uvFromPypi,
} as const;
