import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { run as download } from '../../src/app/actions/task/downloadFiles.ts';
import { partEnding } from '../../src/core/text/safePath.ts';
import { toOutputFolder } from '../../src/node/outputFolder.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { startCold } from './support/coldApp.ts';

const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const content = (id: string): string => `${id}: ${'0123456789'.repeat(300)}\n`;

suite('download', () => {
  test('the same files of hundreds of tasks are downloaded byte for byte, with a reason for each missing file', async (context) => {
    const ids = Array.from({ length: 300 }, (_, index) => `shot-${index}`);
    const { choose, simulator, files, tasks } = await open(context, [...ids, 'CON', `ü${'x'.repeat(60)}`]);
    simulator.addFault({
      operation: 'File_GetFromTask',
      status: 404,
      times: 1,
    });
    const said = await choose(tasks, 'Log Files');
    assert.match(
      said,
      /^603 of 604 files were downloaded to .+\. 1 file could not be downloaded \(not-downloaded-\d{8}T\d{6}Z\.txt\): /,
    );
    const found = files();
    assert.equal(found.size, 604);
    assert.match(
      [...found].find(([path]) => path.startsWith('not-downloaded'))?.[1] ?? '',
      /^job\/[^/]+\/.+\/std(?:out|err)\.txt: .+/,
    );
    for (const [path, text] of found)
      if (path.endsWith('stdout.txt'))
        assert.equal(
          hash(text),
          hash(
            content(
              path
                .split('/')[1]
                ?.replace(/-[0-9a-f]{8}$/, '')
                .replace(/^_/, '') ?? '',
            ),
          ),
        );
    // In a second run, existing files are not read again.
    const before = simulator.requests.filter(({ operation }) => operation === 'File_GetFromTask').length;
    assert.match(await choose(tasks, 'Log Files'), /^604 files were downloaded to /);
    assert.equal(simulator.requests.filter(({ operation }) => operation === 'File_GetFromTask').length, before + 1);
  });

  test('five hundred files of tasks with hostile names are downloaded once each and byte for byte from a failing service', async (context) => {
    const hostile = ['CON', 'aux.', 'a:b', 'e\u0301', '\u00e9', `${'n'.repeat(200)}1`, `${'n'.repeat(200)}2`];
    const ids = [...hostile, ...Array.from({ length: 250 - hostile.length }, (_, index) => `shot-${index}`)];
    const { choose, simulator, files, folder, tasks } = await open(context, ids);
    for (const fault of [
      { operation: 'File_GetFromTask', status: 503, times: 40 },
      { operation: 'File_GetFromTask', status: 429, times: 20 },
      { operation: 'File_GetFromTask', effect: 'resetAfter', times: 10 },
      { operation: 'File_GetFromTask', effect: 'truncate', times: 10 },
      { operation: 'File_GetFromTask', status: 404, times: 7 },
    ] as const)
      simulator.addFault(fault);
    const said = await choose(tasks, 'Log Files');
    assert.match(said, /^4\d\d of 500 files were downloaded to .+ could not be downloaded \(not-downloaded-/);
    assert.match(
      await choose(tasks, 'Log Files'),
      /^500 files were downloaded to /,
      'the rest comes when it is asked for again',
    );
    const found = [...files()].filter(([path]) => !path.startsWith('not-downloaded'));
    assert.equal(found.length, 500);
    assert.equal(
      new Set(found.map(([path]) => path.toLowerCase().normalize('NFC'))).size,
      500,
      'no two clash anywhere',
    );
    assert.ok(listFiles(folder).every((path) => !path.endsWith(partEnding)));
    for (const [path] of found) {
      const name = path.split('/')[1] ?? '';
      assert.ok(Buffer.byteLength(name) <= 255 && !/[:<>"|?*]|[. ]$|^(?:con|aux)(?:\.|$)/i.test(name), name);
    }
    const hashes = found.filter(([path]) => path.endsWith('stdout.txt')).map(([, text]) => hash(text));
    assert.deepEqual(hashes.sort(), ids.map((id) => hash(content(id))).sort());
  });

  test('a Linux file with a backslash in its name is downloaded like any other', async (context) => {
    const { choose, files, tasks } = await open(context, ['t'], { 'wd/back\\slash.txt': 'both\n' });
    assert.match(await choose(tasks, 'All Files'), /^\d files were downloaded to /);
    assert.deepEqual(
      [...files()].filter(([path]) => path.includes('slash')).map(([, text]) => text),
      ['both\n'],
    );
  });

  test('failed downloads leave no folder', async (context) => {
    const { choose, simulator, folder, tasks } = await open(context, ['t', 'u']);
    simulator.addFault({ operation: 'File_GetFromTask', status: 404 });
    assert.match(await choose(tasks, 'Log Files'), /^0 of 4 files were downloaded to /);
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.startsWith('not-downloaded-')),
      [],
    );
  });

  test('an interrupted file continues unless it has changed', async (context) => {
    const { choose, files, folder, tasks } = await open(context, ['t']);
    await choose(tasks, 'All Files');
    const [path = ''] = [...files().keys()].filter((name) => name.endsWith('big.bin'));
    const whole = files().get(path) ?? '';
    const { mtime } = statSync(join(folder, path));
    /** Leaves an incomplete download with recognizable content. */
    const leavePart = (time: Date): void => {
      rmSync(join(folder, path));
      writeFileSync(join(folder, `${path}${partEnding}`), 'x'.repeat(1000));
      utimesSync(join(folder, `${path}${partEnding}`), time, time);
    };
    leavePart(mtime);
    await choose(tasks, 'All Files');
    assert.equal(files().get(path), 'x'.repeat(1000) + whole.slice(1000));
    leavePart(new Date(0));
    await choose(tasks, 'All Files');
    assert.equal(files().get(path), whole);
    assert.ok(!readdirSync(join(folder, path, '..')).some((name) => name.endsWith(partEnding)));
  });

  test('a small file that is rewritten with the same length is detected', async (context) => {
    const { choose, files, store, tasks } = await open(context, ['t']);
    const { taskFiles } = store.service;
    const { listFiles: list } = taskFiles;
    // The list has an older time: an hour before the last write.
    taskFiles.listFiles = async function* (owner, options) {
      for await (const page of list.call(taskFiles, owner, options))
        yield page.map((file) =>
          file.name !== 'stderr.txt' || file.properties === undefined
            ? file
            : { ...file, properties: { ...file.properties, lastModified: '2026-01-01T00:00:00.1Z' } },
        );
    };
    assert.match(
      await choose(tasks, 'Log Files'),
      /^1 of 2 files were downloaded .+ stderr\.txt was written to while it was being read/,
    );
    assert.ok(![...files().keys()].some((path) => path.includes('stderr')));
  });

  test('no file is overwritten by a download, and no link is followed', async (context) => {
    const { choose, folder, tasks } = await open(context, ['t']);
    using elsewhere = temporaryFolder('elsewhere');
    mkdirSync(join(folder, 'job'));
    symlinkSync(elsewhere.path, join(folder, 'job', 't'));
    assert.match(await choose(tasks, 'Log Files'), /^0 of 2 files were downloaded to .+ is in the way/);
    assert.deepEqual(readdirSync(elsewhere.path), []);
  });
});

async function open(context: TestContext, ids: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const files = { ...more, 'wd/big.bin': content('big'), [`wd/big.bin${partEnding}`]: content('part') };
  const scenario = smallWorld('downloads', 'Tasks with files.', {
    job: {
      tasks: ids.map((id) => completedTask(id, failed(1, 4000, { stdout: content(id), stderr: 'boom\n', files }))),
    },
  });
  // A failed request is retried after several seconds.
  const cold = await startCold(context, scenario, undefined, {}, { waits: fastClock(20) });
  const made = temporaryFolder('downloaded');
  context.after(() => made[Symbol.dispose]());
  const app = { ...cold.app, pickFolder: async () => toOutputFolder(made.path) };
  const accountId = cold.store.account.id;
  return {
    ...cold,
    folder: made.path,
    tasks: ids.map((taskId) => ({ kind: 'task', accountId, jobId: 'job', taskId }) as const),
    /** Returns the files in the folder by path. */
    files: () => new Map(listFiles(made.path).map((path) => [path, readFileSync(join(made.path, path), 'utf8')])),
    async choose(tasks: readonly unknown[], label: string): Promise<string> {
      const { informations, warnings } = await cold.ui.listen(() => download(app, [tasks[0], tasks]), {
        rows: (row) => row === label,
      });
      return [...informations, ...warnings].join('\n');
    },
  };
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
  );
}
