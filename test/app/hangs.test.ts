import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { run as retryTask } from '../../src/app/actions/task/retry.ts';
import { writeUnread } from '../../src/app/explain/writeUnread.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { settled } from '../fakes/liveStore.ts';
import { openCold } from './support/coldApp.ts';

const scenario = smallWorld('hangs', 'Two tasks failed.', {
  job: { tasks: [completedTask('frame-1', failed(1, 4000)), completedTask('frame-2', failed(1, 4000))] },
});

const patienceMs = 15 * 60_000;

/**
 * Opens the application with the test's clock, over an account that hangs, with helpers that measure time until a
 * condition holds.
 */
async function openHanging(context: TestContext) {
  const simulator = await startSimulator({ scenario, clock: new SteppedClock() });
  context.after(() => simulator.close());
  const clock = new FakeClock();
  const cold = openCold(simulator, clock);
  context.after(cold.close);
  simulator.addFault({ operation: '*', effect: 'hang' });
  const accountId = cold.store.account.id;
  const tasks = ['frame-1', 'frame-2'].map((taskId) => ({ kind: 'task', accountId, jobId: 'job', taskId }) as const);
  /** Lets time pass until a condition holds; returns the milliseconds that passed. */
  const passUntil = async (isSo: () => boolean): Promise<number> => {
    const startMs = clock.elapsedMs();
    while (!isSo()) {
      assert.ok(clock.elapsedMs() - startMs < patienceMs, 'it does not come');
      clock.advance(100);
      await settled();
    }
    return clock.elapsedMs() - startMs;
  };
  /** Returns the result of `work` while time passes slowly enough for answers. */
  const passWhile = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = work.finally(() => {
      isOver = true;
    });
    for (over.catch(() => undefined); !isOver; await settled()) clock.advance(5);
    return over;
  };
  return { ...cold, passWhile, simulator, clock, tasks, passUntil };
}

test('an action on a hanging account shows after 2 s what it is reading, then when the account stopped responding, and can be canceled', async (context) => {
  const { app, ui, simulator, tasks, passUntil, store } = await openHanging(context);
  const cancel = new AbortController();
  const steps: string[] = [];
  const acting = ui
    .listen(() => retryTask(app, [tasks[0], tasks]), { cancel, onStep: (message) => steps.push(message) })
    .catch((error: unknown) => error);
  assert.ok((await passUntil(() => ui.said.progress.length > 0)) <= 2_500);
  assert.deepEqual(ui.said.progress, [`Checking frame-1 and 1 more in ${store.account.name}`]);
  await passUntil(() => steps.some((step) => step !== ''));
  assert.match(steps.at(-1) ?? '', new RegExp(`^${store.account.name} hasn't responded since \\d`));
  const sent = simulator.requests.length;
  cancel.abort();
  assert.ok(Cancelled.is(await acting));
  simulator.clearFaults();
  await settled();
  assert.equal(simulator.requests.length, sent);
  assert.deepEqual([ui.said.questions, ui.said.errors], [[], []]);
});

test('the page of an unreadable item names it and the reason, and is read again when the account answers', async (context) => {
  const { explain, services, simulator, tasks, passWhile } = await openHanging(context);
  const [resource] = tasks;
  assert.ok(resource !== undefined);
  const target = { resource, document: 'explanation' } as const;
  const askedAt = new Date(services.clock.now());
  const awaited = await writeUnread(services, target, { askedAt });
  assert.match(awaited.text, /^# frame-1: This is still being read\n/);
  assert.match(awaited.text, /hasn't fully responded yet/);

  simulator.clearFaults();
  simulator.addFault({ operation: 'Task_Get', status: 400 });
  const error = await passWhile(explain(target)).catch((refused: unknown) => refused);
  assert.ok(BatchError.is(error));
  const unread = await writeUnread(services, target, { askedAt, error, before: awaited });
  assert.match(unread.text, /^# frame-1: Azure Batch returned an error\n/);
  assert.match(unread.text, /It has been unreadable since .* and is read again as soon as /);
  assert.ok(
    unread.looks.some((look) => 'isRefresh' in look),
    'it can be asked for again',
  );
  assert.equal(unread.unread?.isPassing, true);

  simulator.clearFaults();
  assert.match((await passWhile(explain(target))).text, /^# frame-1 /);
});

test('the page of an item whose account hangs shows when the account stopped responding', async (context) => {
  const { services, tasks, passUntil, store, ui, app } = await openHanging(context);
  const [resource] = tasks;
  assert.ok(resource !== undefined);
  const cancel = new AbortController();
  const acting = ui.listen(() => retryTask(app, [resource, tasks]), { cancel }).catch((error: unknown) => error);
  await passUntil(() => store.snapshot.silentSince !== undefined);
  const askedAt = new Date(services.clock.now());
  const { text } = await writeUnread(services, { resource, document: 'explanation' }, { askedAt });
  assert.match(text, new RegExp(`^# frame-1: ${store.account.name} isn't responding\\n`));
  assert.match(text, new RegExp(`${store.account.name} hasn't responded since \\d`));
  cancel.abort();
  await acting;
});

test('a page that was open before its account hung keeps its content, and shows when the account stopped responding', async (context) => {
  const { explain, services, simulator, tasks, passUntil, passWhile, store, ui, app } = await openHanging(context);
  const [resource] = tasks;
  assert.ok(resource !== undefined);
  const target = { resource, document: 'explanation' } as const;
  simulator.clearFaults();
  const before = await passWhile(explain(target));
  const askedAt = new Date(services.clock.now());
  assert.equal(await writeUnread(services, target, { askedAt, before }), before, 'it only takes long');
  simulator.addFault({ operation: '*', effect: 'hang' });
  const cancel = new AbortController();
  const acting = ui.listen(() => retryTask(app, [resource, tasks]), { cancel }).catch((error: unknown) => error);
  await passUntil(() => store.snapshot.silentSince !== undefined);
  const during = await writeUnread(services, target, { askedAt, before });
  assert.equal(during.text.split('\n', 1)[0], before.text.split('\n', 1)[0]);
  const said = `${store.account.name} hasn't responded since \\d.*\\. The data shown was read earlier`;
  assert.match(during.text, new RegExp(said));
  assert.match(during.drawn.page.notice ?? '', new RegExp(said));
  assert.deepEqual([during.unread?.isBlank, during.unread?.isPassing], [false, false]);
  cancel.abort();
  await acting;
});

test('an action on a hanging account ends with the time when the account stopped responding', async (context) => {
  const { app, ui, tasks, passUntil, store } = await openHanging(context);
  let ended: unknown;
  const acting = ui
    .listen(() => retryTask(app, [tasks[0], tasks]))
    .catch((error: unknown) => {
      ended = error;
    });
  await passUntil(() => ended !== undefined);
  await acting;
  assert.ok(BatchError.is(ended, 'InvalidInput'));
  assert.match(ended.message, new RegExp(`^frame-1 and 1 more: ${store.account.name} hasn't responded since \\d`));
});
