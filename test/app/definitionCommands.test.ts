import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as checkAgainstAccount } from '../../src/app/actions/definition/checkAgainstAccount.ts';
import { run as showTasks } from '../../src/app/actions/definition/showTasks.ts';
import { run as turnOffCheck } from '../../src/app/actions/definition/turnOffCheck.ts';
import type { WindowApp } from '../../src/app/actions/verb/window.ts';
import { jobId, makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import { FakeDocument, withEditors } from '../fakes/fakeWindow.ts';
import { type Simulated, simulate } from './support/simulate.ts';

suite('commands on definitions that only read', () => {
  let world: Simulated;
  let window: WindowApp;
  const shown: { readonly name: string; readonly text: string }[] = [];
  const levels = new Map<string, string | undefined>();

  before(async () => {
    world = await simulate(makeQuietWorld());
    window = {
      ...withEditors(world.app).window,
      showText: async (name, text) => void shown.push({ name, text }),
      async setCheck(code, level) {
        const before = levels.get(code);
        levels.set(code, level);
        return { file: undefined, before };
      },
    };
  });

  after(() => world.close());

  test('a definition that does not fit an account is marked, and the next check clears the marks', async () => {
    const document = new FakeDocument({ id: jobId, poolInfo: { poolId: 'no-such-pool' } });
    const check = () =>
      world.run((_app, args) => checkAgainstAccount(window, args), [document], { rows: [world.simulator.accountName] });
    const { informations } = await check();
    const texts = document.marked.map(({ message }) => message).join('\n');
    assert.match(texts, /no-such-pool/);
    assert.match(informations.join(), /compatible with account/);
    document.text = JSON.stringify({ id: 'fits', poolInfo: { poolId } });
    await check();
    assert.doesNotMatch(document.marked.map(({ message }) => message).join('\n'), /no-such-pool/);
  });

  test('a text that defines nothing is refused', async () => {
    await assert.rejects(checkAgainstAccount(window, [new FakeDocument({ nothing: 1 })]), /not the definition/);
  });

  test('the tasks of a task factory are shown, and a definition without one is refused', async () => {
    const taskFactory = {
      type: 'parametricSweep',
      parameterSets: [{ start: 1, end: 3 }],
      repeatTask: { commandLine: 'echo {0}' },
    };
    const job = { type: 'Microsoft.Batch/batchAccounts/jobs', properties: { id: 'j', poolInfo: {}, taskFactory } };
    await showTasks(window, [new FakeDocument({ job })]);
    const [tasks] = shown;
    assert.equal(tasks?.name, 'j.tasks.json');
    assert.match(tasks?.text ?? '', /echo 3/);
    await assert.rejects(showTasks(window, [new FakeDocument({ id: 'j' })]), /no task factory/);
  });

  test('a check is turned off, and Undo restores its level', async () => {
    levels.set('comments', 'warning');
    const { notified } = await world.run((_app, args) => turnOffCheck(window, args), ['comments'], {});
    assert.equal(levels.get('comments'), 'off');
    const undo = notified.flatMap(({ actions = [] }) => actions).find(({ title }) => title === 'Undo');
    assert.deepEqual(undo?.arguments, ['comments', 'warning']);
    await turnOffCheck(window, undo?.arguments ?? []);
    assert.equal(levels.get('comments'), 'warning');
    await turnOffCheck(window, ['comments', null]);
    assert.equal(levels.get('comments'), undefined);
  });
});
