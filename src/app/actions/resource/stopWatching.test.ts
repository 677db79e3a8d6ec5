import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeUi } from '../../../../test/fakes/fakeUi.ts';
import type { CommandServices } from '../../../extension/commands/command.ts';
import type { Watchable, Watched } from '../watch/watched.ts';
import { run } from './stopWatching.ts';

const accountId = 'contoso';
const jobs = ['one', 'two', 'three'].map((jobId): Watchable => ({ kind: 'job', accountId, jobId }));

/** Starts the command for a user who watches three jobs; `inFront` are the items of the active view or document. */
function start(inFront: readonly Watchable[]) {
  const ui = new FakeUi();
  const removed: Watchable[] = [];
  const watcher = {
    list: async (): Promise<readonly Watched[]> =>
      jobs.map((resource) => ({
        resource: { ...resource },
        since: '',
        seen: { at: '2026-11-20T09:00:00Z', pending: [] },
      })),
    nameOf: () => accountId,
    isLate: () => false,
    remove: async (things: readonly Watchable[]) => void removed.push(...things),
  };
  const services: Partial<Record<keyof CommandServices, unknown>> = {
    ui,
    watcher,
    inFront: () => (inFront.length === 0 ? [] : [[undefined, inFront.map((resource) => ({ resource }))]]),
  };
  return { ui, removed, stop: (...args: readonly unknown[]) => run(services as unknown as CommandServices, args) };
}

test('from the palette, the command asks with the items of the active page or row checked, and stops watching the chosen ones', async () => {
  const { ui, removed, stop } = start(jobs.slice(0, 2));
  const said = await ui.listen(() => stop(), { rows: ['Job three'] });
  assert.deepEqual(said.asked[0]?.ticked, ['Job one', 'Job two']);
  assert.deepEqual(removed, jobs.slice(2));
  assert.deepEqual(said.status, ['1 item is no longer watched.']);
  await ui.listen(() => assert.rejects(stop(), { name: 'Cancelled' }));
  assert.equal(removed.length, 1, 'nothing was ticked');
});

test('from a row, the command does not ask', async () => {
  const { ui, removed, stop } = start([]);
  const said = await ui.listen(() => stop(jobs[1]));
  assert.deepEqual([said.asked, removed], [[], jobs.slice(1, 2)]);
});
