import { execFileSync } from 'node:child_process';
import { mkdir, open, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { LakegooseError } from '../../../src/base/errors.ts';
import { publish } from '../../../src/statements/result-files/new-file.ts';
import { saveRows } from '../../../src/statements/result-files/save-rows.ts';
import { writeRows } from '../../../src/statements/result-files/write-rows.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

type Row = readonly (string | null)[];

let directory = '';
beforeEach(async () => {
  const made = await temporaryDirectory();
  directory = join(made.path, 'working folder');
  await mkdir(directory);
  onTestFinished(() => made[Symbol.asyncDispose]());
});

const columns = [
  { name: 'id', type_name: 'LONG' },
  { name: 'amount', type_name: 'DECIMAL' },
  { name: 'id', type_name: 'INT' },
  { name: 'ratio', type_name: 'DOUBLE' },
  { name: 'on', type_name: 'BOOLEAN' },
  { name: 'tags', type_name: 'ARRAY' },
  { name: 'a "b", c', type_name: 'STRING' },
];
const rows: readonly Row[] = [
  ['9007199254740993', '0.10', '7', '1.0E10', 'true', '["a",\n{"b":9007199254740993}]', 'x\r\ny, "z"'],
  [null, null, null, 'NaN', null, 'not json', ''],
  ['-1', '-2.50', '-3', '-0.0', 'false', '[]', 'NULL'],
];

async function* inBatches(all: readonly Row[], size = 2): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

const save = (
  name: string,
  given: AsyncIterable<readonly Row[]> = inBatches(rows),
  signal = new AbortController().signal,
) => saveRows({ directory, name, columns, rows: given, signal });

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(() => undefined).catch((thrown: unknown) => thrown);
  if (error instanceof LakegooseError) return error.code;
  throw new Error(`no error that we know: ${error}`);
};

describe('the file', () => {
  test('CSV is exact, NULL unlike an empty text', async () => {
    const saved = await save('result.csv');
    const text = await readFile(join(directory, 'result.csv'), 'utf8');
    expect(text).toBe(
      [
        'id,amount,id,ratio,on,tags,"a ""b"", c"',
        '9007199254740993,0.10,7,1.0E10,true,"[""a"",\n{""b"":9007199254740993}]","x\r\ny, ""z"""',
        ',,,NaN,,not json,""',
        '-1,-2.50,-3,-0.0,false,[],NULL',
        '',
      ].join('\n'),
    );
    expect(saved).toMatchObject({ rows: 3, bytes: Buffer.byteLength(text), formulaCells: 0 });
    expect(saved.path.endsWith(join('working folder', 'result.csv'))).toBe(true);
  });

  test.each(['result.jsonl', 'result.NDJSON'])('JSON lines keep every digit: %s', async (name) => {
    await save(name);
    const text = await readFile(join(directory, name), 'utf8');
    expect(text.split('\n')).toEqual([
      '{"id":"9007199254740993","amount":"0.10","id_2":7,"ratio":1.0E10,"on":true,"tags":["a", {"b":9007199254740993}],"a \\"b\\", c":"x\\r\\ny, \\"z\\""}',
      '{"id":null,"amount":null,"id_2":null,"ratio":"NaN","on":null,"tags":"not json","a \\"b\\", c":""}',
      '{"id":"-1","amount":"-2.50","id_2":-3,"ratio":-0.0,"on":false,"tags":[],"a \\"b\\", c":"NULL"}',
      '',
    ]);
    for (const line of text.trim().split('\n')) JSON.parse(line);
  });

  test('JSON is one array', async () => {
    const path = join(directory, 'result.json');
    const given = { columns, rows: inBatches(rows), signal: new AbortController().signal };
    expect(await writeRows(path, 'json', given)).toMatchObject({ rows: 3 });
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject([{ id: '9007199254740993' }, { id_2: null }, {}]);
    await writeRows(`${path}l`, 'json', { ...given, rows: inBatches([]) });
    expect(JSON.parse(await readFile(`${path}l`, 'utf8'))).toEqual([]);
  });

  test('Python reads both, cell for cell', async () => {
    await save('result.csv');
    await save('result.jsonl');
    const program =
      'import csv,json;a=list(csv.reader(open("result.csv",newline="",encoding="utf-8")));' +
      'b=[json.loads(l) for l in open("result.jsonl",encoding="utf-8")];' +
      'print(json.dumps([a[1][0],a[1][6],a[2][6],len(a),b[0]["id"],b[0]["tags"][1]["b"]==9007199254740993]))';
    const answer = execFileSync('python3', ['-c', program], { cwd: directory, encoding: 'utf8', timeout: 20_000 });
    expect(JSON.parse(answer)).toEqual(['9007199254740993', 'x\r\ny, "z"', '', 4, '9007199254740993', true]);
  });

  test('names of columns that are there already are left alone', async () => {
    const names = ['id', 'id', 'id_2', 'id'].map((name) => ({ name, type_name: 'STRING' }));
    const given = inBatches([['a', 'b', 'c', 'd']]);
    await saveRows({ directory, name: 'x.jsonl', columns: names, rows: given, signal: new AbortController().signal });
    expect(await readFile(join(directory, 'x.jsonl'), 'utf8')).toBe('{"id":"a","id_3":"b","id_2":"c","id_4":"d"}\n');
  });

  test('what a spreadsheet would compute is counted, and stays what it is', async () => {
    const cells = ['=1+1', '+SUM(A1)', '-2+3', '@x', '\t=1', '-5', '+1.5', '1e5', '-1,000.5', 'a=b', null];
    const one = [{ name: 'a', type_name: 'STRING' }];
    const given = inBatches(cells.map((cell) => [cell]));
    const saved = await saveRows({
      directory,
      name: 'x.csv',
      columns: one,
      rows: given,
      signal: new AbortController().signal,
    });
    expect(saved.formulaCells).toBe(5);
    expect(await readFile(saved.path, 'utf8')).toContain('\n=1+1\n+SUM(A1)\n-2+3\n@x\n"\t=1"\n');
  });
});

describe('whole or none', () => {
  test('nothing is left when the rows fail in the middle', async () => {
    async function* failing() {
      yield rows;
      throw new LakegooseError('databricks.cancelled');
    }
    expect(await codeOf(save('result.csv', failing()))).toBe('databricks.cancelled');
    expect(await readdir(directory)).toEqual([]);
  });

  test('nothing is left when it is cancelled, even while the source hangs', async () => {
    const stopped = new AbortController();
    async function* hanging() {
      yield rows;
      setImmediate(() => stopped.abort());
      await new Promise(() => undefined);
    }
    expect(await codeOf(save('result.csv', hanging(), stopped.signal))).toBe('statements.cancelled');
    expect(await codeOf(save('other.csv', inBatches(rows), AbortSignal.abort()))).toBe('statements.cancelled');
    expect(await readdir(directory)).toEqual([]);
  });

  test('a file that is there stays as it is, and no row is asked for', async () => {
    await writeFile(join(directory, 'result.csv'), 'mine');
    let asked = false;
    async function* watched() {
      asked = true;
      yield rows;
    }
    expect(await codeOf(save('result.csv', watched()))).toBe('files.exists');
    expect(asked).toBe(false);
    expect(await readFile(join(directory, 'result.csv'), 'utf8')).toBe('mine');
  });

  test('a file that appears while ours is written stays as it is', async () => {
    async function* late() {
      yield rows;
      await writeFile(join(directory, 'result.csv'), 'theirs');
    }
    expect(await codeOf(save('result.csv', late()))).toBe('files.exists');
    expect(await readdir(directory)).toEqual(['result.csv']);
    expect(await readFile(join(directory, 'result.csv'), 'utf8')).toBe('theirs');
  });

  test('without hard links, too', async () => {
    const noLink = () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
    const [from, to] = [join(directory, 'from'), join(directory, 'to')];
    await writeFile(from, 'ours');
    await publish(from, to, noLink);
    expect(await readFile(to, 'utf8')).toBe('ours');
    await writeFile(from, 'other');
    await expect(publish(from, to, noLink)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(to, 'utf8')).toBe('ours');
  });

  test('rows are asked for only as fast as they are written', async () => {
    const batch = [['x'.repeat(200_000)]];
    const behind: number[] = [];
    async function* watched() {
      for (let at = 0; at < 20; at += 1) {
        const [part] = (await readdir(directory)).filter((name) => name.endsWith('.part'));
        const written = part === undefined ? 0 : (await stat(join(directory, part))).size;
        behind.push(at * 200_000 - written);
        yield batch;
      }
    }
    await saveRows({
      directory,
      name: 'x.csv',
      columns: [{ name: 'a', type_name: 'STRING' }],
      rows: watched(),
      signal: new AbortController().signal,
    });
    expect(Math.max(...behind)).toBeLessThanOrEqual(0);
  });

  test('a disk that takes the bytes and cannot keep them is told, and nothing is left', async () => {
    const probe = await open(join(directory, '..', 'probe'), 'w');
    await probe.close();
    const sync = vi.spyOn(Object.getPrototypeOf(probe), 'sync');
    onTestFinished(() => sync.mockRestore());
    // So do network drives and quotas report what they could not store.
    sync.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space left on device, fsync'), { code: 'ENOSPC' }));
    expect(await codeOf(save('result.csv'))).toBe('files.not_writable');
    expect(await readdir(directory)).toEqual([]);
  });

  test('a folder that is not there is told as that', async () => {
    const given = { columns, rows: inBatches(rows), signal: new AbortController().signal };
    expect(await codeOf(writeRows(join(directory, 'nowhere', 'x.csv'), 'csv', given))).toBe('files.folder_missing');
  });

  test('a place that cannot be written to is told', async () => {
    const given = { columns, rows: inBatches(rows), signal: new AbortController().signal };
    expect(await codeOf(writeRows('/dev/null/x.csv', 'csv', given))).toBe('files.not_writable');
  });
});

describe('where a file may be', () => {
  test.each([
    ['result.txt', 'files.bad_extension'],
    ['result', 'files.bad_extension'],
    ['', 'files.bad_extension'],
    ['.csv', 'files.bad_extension'],
    ['result.json', 'files.bad_extension'],
    ['result.csv\0.csv', 'files.bad_name'],
    ['../result.csv', 'files.outside'],
    ['a/../../result.csv', 'files.outside'],
    ['/tmp/result.csv', 'files.outside'],
    ['/dev/stdout.csv', 'files.outside'],
    ['nowhere/result.csv', 'files.no_folder'],
    ['.hidden.csv', 'files.bad_name'],
    ['-rf.csv', 'files.bad_name'],
    ['a\nb.csv', 'files.bad_name'],
    ['a\u202evsc.csv', 'files.bad_name'],
    ['..\\result.csv', 'files.bad_name'],
    ['C:\\result.csv', 'files.bad_name'],
    ['nul.csv', 'files.bad_name'],
    ['a*.csv', 'files.bad_name'],
    [`${'x'.repeat(300)}.csv`, 'files.too_long'],
    [`${'あ'.repeat(90)}.csv`, 'files.too_long'],
    [`${'x/'.repeat(3000)}x.csv`, 'files.no_folder'],
  ])('%j: %s', async (name, code) => {
    expect(await codeOf(save(name))).toBe(code);
    expect(await readdir(directory)).toEqual([]);
  });

  test('in folders that are there, under any plain name', async () => {
    await mkdir(join(directory, 'reports'));
    for (const name of ['reports/a.csv', 'a/../b.csv', '売上 2026.csv', join(directory, 'c.jsonl')]) await save(name);
    expect((await readdir(directory)).sort()).toEqual(['b.csv', 'c.jsonl', 'reports', '売上 2026.csv'].sort());
  });

  test('links do not lead out of the folder, nor does one that stands in the place of the file', async () => {
    const outside = join(directory, '..');
    await symlink(outside, join(directory, 'out'));
    expect(await codeOf(save('out/result.csv'))).toBe('files.outside');
    await symlink(join(outside, 'target.csv'), join(directory, 'link.csv'));
    expect(await codeOf(save('link.csv'))).toBe('files.exists');
    expect(await readdir(outside)).toEqual(['working folder']);
  });

  test('a working folder that is itself a link', async () => {
    const linked = join(directory, '..', 'linked');
    await symlink(directory, linked);
    const given = { columns, signal: new AbortController().signal, directory: linked };
    await saveRows({ ...given, rows: inBatches(rows), name: 'a.csv' });
    await saveRows({ ...given, rows: inBatches(rows), name: join(linked, 'b.csv') });
    expect((await readdir(directory)).sort()).toEqual(['a.csv', 'b.csv']);
  });

  test('a folder that is gone', async () => {
    const signal = new AbortController().signal;
    const gone = saveRows({
      directory: join(directory, 'gone'),
      name: 'a.csv',
      columns,
      rows: inBatches(rows),
      signal,
    });
    expect(await codeOf(gone)).toBe('files.no_folder');
  });
});
