import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/base/shell.ts';

/** The newest Delta, and the Spark that it is built for. */
export const sparkOfDelta = '4.2.0';
const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lakegoose</groupId><artifactId>delta</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.delta</groupId><artifactId>delta-spark_4.2_2.13</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
`;
const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

/** The folder of Delta's own jars, from Maven Central. Fetched once for each project above, kept below the home directory. */
export async function installDelta(): Promise<string> {
  const store = join(homedir(), '.cache', 'lakegoose', 'delta');
  const folder = join(store, createHash('sha256').update(project).update(plugin).digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  await mkdir(store, { recursive: true });
  const part = await mkdtemp(join(store, 'part-'));
  await writeFile(join(part, 'pom.xml'), project);
  // Spark brings the rest.
  const words = ['-q', '-B', plugin, '-DincludeGroupIds=io.delta,io.unitycatalog', '-DoutputDirectory=.'];
  const result = await run('mvn', words, { timeoutSeconds: 400, directory: part });
  if (result.outcome !== 'done' || result.exitCode !== 0)
    throw new Error(`Delta could not be installed: ${JSON.stringify(result)}`);
  await rename(part, folder).catch(() => rm(part, { recursive: true, force: true }));
  return folder;
}
