import sync from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a program (`node --import`): kills it, as `kill -9` does, before the KILL_AT-th time that it changes
 * something in the file system. A write counts twice: before it, and when half of it is done.
 */
const killAt = Number(process.env.KILL_AT);
let count = 0;

function countOne(): void {
  count++;
  if (count === killAt) process.kill(process.pid, 'SIGKILL');
}

type Call = (...given: readonly unknown[]) => unknown;
const isCall = (value: unknown): value is Call => typeof value === 'function';

function counted(owner: object, name: string, isChange: (given: readonly unknown[]) => boolean = () => true): void {
  const original: unknown = Reflect.get(owner, name);
  if (!isCall(original)) throw new Error(`There is no ${name} to watch.`);
  Reflect.set(owner, name, function (this: unknown, ...given: readonly unknown[]) {
    if (isChange(given)) countOne();
    return original.apply(this, [...given]);
  });
}

const handle = await fs.open('/dev/null');
const handles: object = Object.getPrototypeOf(handle);
await handle.close();

const changing = ['mkdir', 'rename', 'rm', 'unlink', 'symlink', 'link', 'copyFile', 'chmod', 'chown', 'truncate'];
for (const name of [...changing, 'appendFile']) counted(fs, name);
for (const name of changing) counted(sync, `${name}Sync`);
for (const name of ['chmod', 'chown', 'sync', 'truncate', 'write', 'appendFile']) counted(handles, name);
counted(fs, 'open', ([, flags]) => typeof flags === 'string' && flags !== 'r');

for (const owner of [fs, handles]) {
  const write: unknown = Reflect.get(owner, 'writeFile');
  if (!isCall(write)) throw new Error('There is no writeFile to watch.');
  Reflect.set(owner, 'writeFile', async function (this: unknown, ...given: readonly unknown[]) {
    countOne();
    const at = owner === fs ? 1 : 0;
    if (count + 1 === killAt) await write.apply(this, given.with(at, String(given[at]).slice(0, 10)));
    countOne();
    return write.apply(this, [...given]);
  });
}
syncBuiltinESMExports();
