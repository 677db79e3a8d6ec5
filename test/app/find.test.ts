import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { run as find } from '../../src/app/actions/file/find.ts';
import { findLastFound } from '../../src/app/documents/foundLines.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startCold } from './support/coldApp.ts';

/** More lines than are read at once. */
const lines = Array.from({ length: 2500 }, (_, index) => `frame ${index + 1}: rendered`.padEnd(3999));
const wanted = 'frame 5: no texture';
lines[4] = wanted;

suite('find in whole files', () => {
  const open = async (context: TestContext) => {
    const short = 'frame 1: no texture\n';
    const scenario = smallWorld('logs', 'Tasks with logs.', {
      job: {
        tasks: [
          completedTask('long', failed(1, 4000, { stdout: `${lines.join('\n')}\n`, stderr: '' })),
          completedTask('short', failed(1, 4000, { stdout: short, stderr: short })),
        ],
      },
    });
    const { app, ui, accounts } = await startCold(context, scenario);
    const [{ id: accountId } = { id: '' }] = accounts.all;
    const toTask = (taskId: string) => ({ kind: 'task', accountId, jobId: 'job', taskId }) as const;
    return { app, ui, toTask, file: { ...toTask('long'), kind: 'taskFile', path: 'stdout.txt' } as const };
  };

  test('results before a cancellation are shown, and the search is repeated next time', async (context) => {
    const { app, ui, file } = await open(context);
    const seek = async (text: string, cancel?: AbortController) => {
      const answers = { type: () => text, onStep: () => cancel?.abort(), rows: `5: ${wanted}` };
      const { opened } = await ui.listen(() => find(app, [file]), cancel ? { ...answers, cancel } : answers);
      const [, found] = findLastFound(app.accounts) ?? assert.fail('nothing was sought');
      return { ...found, opened };
    };
    const canceled = await seek('no texture', new AbortController());
    assert.equal(canceled.note, 'You canceled after 8 MiB. 1 line in that part matches. Files searched to the end: 0.');
    assert.deepEqual(
      canceled.lines.map(({ line }) => line),
      [5],
    );
    assert.equal(canceled.opened.length, 1);
    const none = await seek('no such words', new AbortController());
    assert.equal(none.note, 'You canceled after 8 MiB. No lines in that part match. Files searched to the end: 0.');
    assert.match((await seek('no such words')).note, /^No lines match\. Files searched: 1 /);
  });

  test('results of several tasks are in the order of the tasks, however soon each was read', async (context) => {
    const { app, ui, toTask } = await open(context);
    await ui.listen(() => find(app, [toTask('long'), [toTask('long'), toTask('short')]]), {
      type: () => 'no texture',
      rows: `5: ${wanted}`,
    });
    const [, found] = findLastFound(app.accounts) ?? assert.fail('nothing was sought');
    assert.deepEqual(
      found.lines.map(({ resource, line }) => [resource.kind === 'taskFile' && resource.taskId, resource.path, line]),
      [
        ['long', 'stdout.txt', 5],
        ['short', 'stdout.txt', 1],
        ['short', 'stderr.txt', 1],
      ],
    );
  });
});
