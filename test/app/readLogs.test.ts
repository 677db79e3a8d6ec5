import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run as readLogs } from '../../src/app/actions/failures/readLogs.ts';
import { findCountedJobs, isAllCounted } from '../../src/app/lists/taskCount.ts';
import { countUnread, isUnread } from '../../src/core/failures/unreadFailures.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { makeMillion } from '../../src/simulator/scenarios/million.ts';
import { failed, secondMs } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { openCold } from './support/coldApp.ts';

test('failed tasks with unread logs do not form a cause, and a button reads the logs', async (context) => {
  // Too many failures to diagnose each for a page.
  const lost = failed(1, secondMs, { stderr: 'ValueError: bad header\n' });
  const other = failed(2, secondMs, { stderr: 'KeyError: "frame"\n' });
  const tasks = range(1_100).map((index) => completedTask(`lost-${index}`, index % 2 === 0 ? lost : other));
  const scenario = smallWorld('many', 'More failures than a page looks into.', { job: { tasks } });
  const simulator = await startSimulator({ scenario, clock: new SteppedClock() });
  context.after(() => simulator.close());
  const { causes, store, services, explain, app, close } = openCold(simulator);
  context.after(close);
  const resource = { kind: 'account', accountId: store.account.id } as const;
  const countLeft = async (): Promise<number> => countUnread((await causes.ofAccount(store)).causes);
  assert.ok((await countLeft()) > 0);
  const { explanation, actions } = await explain({ resource, document: 'explanation' });
  assert.doesNotMatch(explanation.cause, /Not read yet/);
  const action = actions.find(({ remedy }) => remedy === 'failures.readLogs') ?? assert.fail(explanation.title);
  assert.deepEqual(action.target, resource);
  assert.equal(explanation.fixes.filter(({ remedies = [] }) => remedies.includes('failures.readLogs')).length, 1);
  let announced = 0;
  causes.onDidChange(() => {
    announced += 1;
  });
  await readLogs(app, [action.target]);
  assert.ok(announced > 0);
  await causes.lookIntoAll(store);
  assert.equal(await countLeft(), 0);
  const [first] = (await causes.ofAccount(store)).causes;
  assert.ok(first !== undefined && !isUnread(first.cluster));
  services.isMuted = ({ cluster }) => cluster.fingerprint === first.cluster.fingerprint;
  const muted = await explain({ resource, document: 'explanation' });
  assert.ok(!muted.explanation.cause.includes(first.cluster.title), 'a muted cause does not lead');
});

test('logs are read, with progress, until none is left or the user cancels', async (context) => {
  const count = 30_000;
  const [large, ...others] = makeMillion().jobs;
  assert.ok(large !== undefined && others.length > 0 && 'nextFailure' in large.tasks);
  const { at, indexOf, nextFailure } = large.tasks;
  const tasks = { count, at, indexOf, nextFailure: (index: number) => Math.min(nextFailure?.(index) ?? count, count) };
  const simulator = await startSimulator({
    scenario: { ...makeMillion(), jobs: [{ ...large, tasks }] },
    clock: new SteppedClock(),
  });
  context.after(() => simulator.close());
  const { app, ui, causes, store, close } = openCold(simulator);
  context.after(close);
  const watching = causes.watch();
  context.after(() => watching.dispose());
  await causes.lookIntoAll(store);
  const resource = { kind: 'account', accountId: store.account.id } as const;
  const countLeft = (): number => countUnread(causes.shownOf(store, resource)?.causes ?? []);
  const total = countLeft();
  assert.ok(total > 100, `${total} are left to the user`);

  const cancel = new AbortController();
  const steps: string[] = [];
  const onStep = (message: string): void => {
    steps.push(message);
    cancel.abort();
  };
  await assert.rejects(
    ui.listen(() => readLogs(app, [resource]), { cancel, onStep }),
    Cancelled.is,
  );
  const left = countLeft();
  assert.match(steps.join(), new RegExp(`^${total - left} of ${total} failed tasks read, about .* left$`));
  assert.ok(left > 0 && left < total, `${left} of ${total}`);

  const said = await ui.listen(() => readLogs(app, [resource]));
  assert.equal(countLeft(), 0);
  assert.deepEqual(said.status, [`${left} of ${left} failed tasks read`]);
});

test('while jobs are counted, the logs of known tasks are already read, with progress and the time left', async (context) => {
  const simulator = await startSimulator({ scenario: makeMillion(), clock: new SteppedClock() });
  context.after(() => simulator.close());
  const { app, ui, causes, store, close } = openCold(simulator, fastClock(1));
  context.after(close);
  const watching = causes.watch();
  context.after(() => watching.dispose());
  const resource = { kind: 'account', accountId: store.account.id } as const;
  const known = (): number => countUnread(causes.shownOf(store, resource)?.causes ?? []);
  await new Promise<void>((resolve) => {
    const listening = causes.onDidUpdate(() => {
      if (known() < 100) return;
      listening.dispose();
      resolve();
    });
  });
  const cancel = new AbortController();
  const steps: string[] = [];
  const onStep = (message: string): void => {
    steps.push(message);
    if (steps.length === 2) cancel.abort();
  };
  await assert.rejects(
    ui.listen(() => readLogs(app, [resource]), { cancel, onStep }),
    Cancelled.is,
  );
  assert.equal(isAllCounted(findCountedJobs(store.snapshot)), false, 'counting goes on');
  const [first = 0, second = 0] = steps.map((step) => {
    const [, read = ''] = /^([\d,]+) of [\d,]+ failed tasks read, about .+ left$/.exec(step) ?? assert.fail(step);
    return Number(read.replaceAll(',', ''));
  });
  assert.ok(first > 0 && second > first, steps.join('\n'));
});
