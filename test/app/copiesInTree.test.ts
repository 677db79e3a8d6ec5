import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import { toChildren } from '../../src/app/rows/explorer/children.ts';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import type { ExplorerPlace } from '../../src/app/rows/explorer/treeNode.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { sasUrl } from '../storage/sas.ts';
import { type Storage, startStorage } from '../storage/storage.ts';
import { startCold } from './support/coldApp.ts';

const soon = new Date(Date.now() + 3_600_000);
const viewer = { now: new Date() };

suite('files of tasks in the explorer', () => {
  let storage: Storage;
  before(async () => {
    storage = await startStorage();
    for (const container of ['results', 'work']) await storage.createContainer(container);
    await storage.putBlob('results', 'out/a.csv', '1,2\n');
    await storage.putBlob('results', 'out/sub/b.csv', '3,4\n');
    await storage.putBlob('work', '3f/9c/.command.err', '');
    await storage.putBlob('work', '3f/9c/.command.log', 'boom\n');
    await storage.putBlob('work', '3f/9c/.exitcode', '1');
    await storage.putBlob('work', '3f/9c/.command.run', '#!/bin/bash\n');
  });
  after(() => storage.close());

  const start = async (
    context: TestContext,
    {
      isAllowed = true,
      nodeGone = false,
      isOfEngine = false,
    }: { isAllowed?: boolean; nodeGone?: boolean; isOfEngine?: boolean },
  ) => {
    const sign = (container: string, blob?: string) =>
      sasUrl(storage.account, {
        container,
        permissions: 'rl',
        expiresOn: soon,
        ...(blob === undefined ? {} : { blob }),
      });
    const outputFiles = [
      {
        filePattern: '**/*.csv',
        destination: { container: { containerUrl: sign('results'), path: 'out' } },
        uploadOptions: { uploadCondition: 'taskcompletion' },
      },
    ];
    const work = new URL(sign('work'));
    work.pathname += '/3f/9c/.command.run';
    const body = isOfEngine
      ? { commandLine: 'bash .command.run', resourceFiles: [{ httpUrl: work.href, filePath: '.command.run' }] }
      : { commandLine: 'python3 load.py', outputFiles };
    const run = failed(1, 4000, { files: { 'wd/a.csv': '1,2\n' } });
    const scenario = smallWorld('copies', 'A task that uploads files.', {
      job: { tasks: [completedTask('t', run, { nodeGone, body })] },
    });
    // The storage uses the computer's time, and so does everything else here.
    const cold = await startCold(context, scenario, new SteppedClock(Date.now()), {
      storageHosts: isAllowed ? [new URL(storage.account.url).host] : [],
    });
    const from = storage.asked.length;
    await cold.store.load({ kind: 'tasks', jobId: 'job', group: 'failed' });
    /** Lists the labels and descriptions of the rows below the task, or below one of its folders. */
    const list = async (path = ''): Promise<readonly string[]> => {
      const task = { jobId: 'job', taskId: 't' } as const;
      await cold.store.load({ kind: 'taskFiles', ...task, path });
      const place: ExplorerPlace =
        path === ''
          ? { kind: 'task', ...task, group: 'failed' }
          : { kind: 'taskFile', ...task, path, isDirectory: true };
      const { snapshot } = cold.store;
      return toChildren(place, snapshot).map((child) => {
        const { label, description = '', icon } = toRow(child, snapshot, viewer);
        return [icon, label, description.replace(/^.*? · (?:.*? · )?(?=also|in|saved)/, '')].join(' ').trim();
      });
    };
    return { ...cold, list, asked: () => storage.asked.slice(from) };
  };

  test('file rows show whether a file is on the node, also in storage, or only in storage', async (context) => {
    const { list, asked } = await start(context, {});
    const [root, work] = [await list(), await list('wd')];
    assert.ok(root.includes('folder wd'), root.join('\n'));
    assert.ok(work.includes('file a.csv also in storage'), work.join('\n'));
    assert.ok(work.includes('folder sub'), work.join('\n'));
    assert.deepEqual(await list('wd/sub'), ['stored b.csv in storage']);
    assert.equal(asked().length, 1, 'one list for all folders');
  });

  test('storage is not accessed before the user allows it', async (context) => {
    const { list, asked } = await start(context, { isAllowed: false });
    assert.ok((await list('wd')).every((row) => !row.includes('in storage')));
    assert.equal(asked().length, 0);
  });

  test('files that are only in storage open from there', async (context) => {
    const { list, store } = await start(context, {});
    await list('wd');
    const bytes = await store.service.taskFiles.readFile({ jobId: 'job', taskId: 't' }, 'wd/sub/b.csv');
    assert.equal(new TextDecoder().decode(bytes), '3,4\n');
  });

  test('files of a task whose node is gone are listed from storage', async (context) => {
    const { list } = await start(context, { nodeGone: true });
    assert.deepEqual(await list(), ['folder wd']);
    assert.deepEqual(await list('wd'), ['folder sub', 'stored a.csv in storage']);
  });

  test('files of a workflow engine come first, and its non-empty log before the empty one', async (context) => {
    const { list } = await start(context, { isOfEngine: true, nodeGone: true });
    assert.deepEqual(await list(), [
      'stored .command.log in storage',
      'stored .command.err in storage',
      'stored .exitcode in storage',
      'folder wd',
    ]);
  });
});
