import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../test/builders/snapshot.ts';
import type { ExplainedAccount } from '../app/causes/explainedAccounts.ts';
import { lookIntoAll } from './lookIntoAll.ts';

test('a long operation shows its progress until it is done', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'a' }, { id: 'b' }])
    .withTaskCounts('a', { failed: 2 })
    .build();
  const said: string[] = [];
  const found: ExplainedAccount = {
    causes: [],
    failing: [],
    isDone: true,
    snapshot: known,
    toRead: [],
    uncounted: [],
    unread: 0,
  };
  let end = (_found: ExplainedAccount): void => undefined;
  const lookIntoAccount = () => new Promise<ExplainedAccount>((resolve) => (end = resolve));
  const causes = {
    logsRead: 0,
    lookIntoAll: lookIntoAccount,
    lookInto: lookIntoAccount,
    ofKnown: async () => found,
    widen: () => undefined,
  };
  const add = (text: string): void => void (text !== '' && said.push(text));
  const output = { note: add, progress: add, progressMs: 10_000 };
  const looking = lookIntoAll({ causes, store: { snapshot: known } }, output);
  t.mock.timers.tick(10_000);
  const once = ['Looking for failures… · 0 of ≥ 2 failed tasks read · ≥ 1 job · 1 of 2 jobs counted'];
  assert.deepEqual(said, once);
  end(found);
  assert.equal(await looking, found);
  t.mock.timers.tick(10_000);
  assert.deepEqual(said, once);
  const why = 'Stopped after 1 min, as specified.';
  const stop = { asked: Promise.resolve(why), isAsked: true, dispose: () => undefined };
  const stopped = await lookIntoAll({ causes, store: { snapshot: known } }, output, undefined, stop);
  assert.deepEqual([stopped, said.at(-1)], [found, why]);
});
