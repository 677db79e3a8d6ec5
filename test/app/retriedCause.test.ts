import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as retry } from '../../src/app/actions/task/retry.ts';
import { toLimits } from '../../src/app/evidence/attemptJournal.ts';
import type { Explained } from '../../src/app/explain/explained.ts';
import { toRemedyActions as listActions } from '../../src/app/explain/remedyActions.ts';
import { type ExplanationServices, writeExplanation } from '../../src/app/explain/writeExplanation.ts';
import type { CauseTarget } from '../../src/core/places/documentPath.ts';
import { hourMs } from '../../src/simulator/scenarios/runs.ts';
import type { Scenario, TaskSeed } from '../../src/simulator/scenarios/scenario.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const failure = { category: 'UserError', code: 'FailureExitCode', message: 'it failed' } as const;
const toFailed = (stderr: string) => ({
  durationMs: 1000,
  exitCode: 1,
  failure,
  stderr,
});
const minutes20 = { durationMs: 20 * 60_000, exitCode: 0 };
const logs = {
  missing: "FileNotFoundError: [Errno 2] No such file or directory: 'scene.blend'\n",
  denied: "PermissionError: [Errno 13] Permission denied: '/opt/licence.key'\n",
  weights: "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n",
  network: 'curl: (6) Could not resolve host: licences.contoso.com\n',
  header:
    'Traceback (most recent call last):\n  File "train.py", line 12, in <module>\nValueError: bad header in shard\n',
  command: '/bin/bash: line 1: ffmpeg: command not found\n',
  queue:
    'Traceback (most recent call last):\n  File "pull.py", line 7, in <module>\nRuntimeError: queue of tiles is closed\n',
};
const seed = (id: string, log: keyof typeof logs, next: NonNullable<TaskSeed['outcomes']>[number]): TaskSeed => ({
  body: { id, commandLine: 'python3 render.py' },
  state: 'completed',
  outcomes: [toFailed(logs[log]), next],
});

const small = makeSmallWorld(0, 0, 0);
/** Each task fails for a different reason, and has a different outcome when it is retried. */
const scenario: Scenario = {
  ...small,
  jobs: [
    {
      body: { id: 'render', poolInfo: { poolId: 'busy' } },
      tasks: [
        seed('works', 'missing', { durationMs: 1000, exitCode: 0 }),
        seed('fails', 'denied', toFailed(logs.denied)),
        seed('lasts', 'command', minutes20),
        seed('passing', 'network', toFailed(logs.network)),
      ],
    },
    {
      body: { id: 'solo', poolInfo: { poolId: 'busy' } },
      tasks: [seed('lonely', 'header', toFailed(logs.header))],
    },
    {
      body: { id: 'many', poolInfo: { poolId: 'busy' } },
      tasks: Array.from({ length: 13 }, (_, index) =>
        seed(`many-${index}`, 'weights', { durationMs: 1000, exitCode: 0 }),
      ),
    },
    {
      body: { id: 'crowd', poolInfo: { poolId: 'busy' } },
      tasks: Array.from({ length: 40 }, (_, index) =>
        seed(`crowd-${index}`, 'missing', toFailed(index % 4 === 3 ? logs.denied : logs.missing)),
      ),
    },
  ],
};

suite('the page of a cause with retried tasks', () => {
  let world: Simulated;
  const causes = new Map<string, CauseTarget>();

  const toTask = (taskId: string) => ({ kind: 'task', accountId: world.accountId, jobId: 'render', taskId }) as const;
  const explain = async (taskId: string, others: Partial<Simulated['app']> = {}): Promise<Explained> => {
    const services = { ...world.app, ...others, toRemedyActions: () => [], findSource: async () => undefined };
    const target = causes.get(taskId) ?? assert.fail(taskId);
    return writeExplanation(services, target, 60_000, () => undefined);
  };
  const retryUntil = async (taskId: string, state: string): Promise<void> => {
    await world.run(retry, [toTask(taskId)], { question: 'confirm' });
    while ((await world.client.task.get('render', taskId)).state !== state);
    const store = await world.app.accounts.getStore(world.accountId);
    await store.refresh();
  };

  before(async () => {
    world = await simulate(scenario);
    const store = await world.app.accounts.getStore(world.accountId);
    for (const jobId of ['render', 'many', 'crowd']) {
      const resource = { kind: 'job', accountId: world.accountId, jobId } as const;
      for (const { cluster, failures } of (await world.app.causes.ofJob(store, jobId)).causes)
        for (const { failing } of failures)
          if (failing.kind === 'task')
            causes.set(failing.task.id, { resource, document: 'cause', fingerprint: cluster.fingerprint });
    }
  });

  after(() => world.close());

  test('the page of a cause names the task that runs again, follows it, and shows its earlier failure', async () => {
    await retryUntil('lasts', 'running');
    const { text, following } = await explain('lasts');
    assert.match(text, /^# lasts, which failed with “.*ffmpeg.*”, was retried\n/);
    assert.match(text, /## Retried from this computer\n[\s\S]*lasts, retried .*\. It is running now\./);
    const services = { ...world.app, toRemedyActions: () => [], findSource: async () => undefined };
    const target = { resource: toTask('lasts'), document: 'explanation' } as const;
    const ofTask = (await writeExplanation(services, target, 60_000, () => undefined)).text;
    assert.match(ofTask, /has been running since .*\. Before it was retried on .*, it failed: .*ffmpeg.*\.\n/);
    assert.doesNotMatch(ofTask, /nothing has failed/);
    assert.deepEqual(
      following.map(({ resource }) => resource.taskId),
      ['lasts'],
    );
  });

  test('the pages of the job and the account show the earlier failure, too', async () => {
    const { accountId } = world;
    const job = { kind: 'job', accountId, jobId: 'render' } as const;
    const services = { ...world.app, toRemedyActions: () => [], findSource: async () => undefined };
    for (const resource of [job, { kind: 'account', accountId } as const]) {
      const { text } = await writeExplanation(services, { resource, document: 'explanation' }, 60_000, () => undefined);
      assert.match(text, /lasts was retried .* and has not ended\. Before that, it failed: .*ffmpeg.*\.\n/);
      assert.match(text, /## Retried from this computer\n[\s\S]*lasts, retried .*\. It is running now\./);
    }
  });

  test('the page of a cause names the resubmission of a failed task, shows its state, and follows it', async () => {
    const again = { at: new Date(world.app.clock.now()).toISOString(), jobId: 'render', taskId: 'lasts' };
    const resubmissions = { ...world.app.resubmissions, find: () => again };
    const { text, following } = await explain('fails', { resubmissions });
    assert.match(text, /## Submitted again\n[\s\S]*Submitted again as lasts in job render and is running now\./);
    assert.deepEqual(
      following.map(({ resource }) => resource.taskId),
      ['lasts'],
    );
  });

  test('the page of a cause shows how many tasks were retried, including unread ones', async () => {
    const tasks = Array.from({ length: 13 }, (_, index) => ({ ...toTask(`many-${index}`), jobId: 'many' }));
    await world.run(retry, [tasks[0], tasks], { question: 'confirm' });
    const store = await world.app.accounts.getStore(world.accountId);
    await store.refresh();
    const { text } = await explain('many-0');
    assert.match(text, /^# 13 tasks that failed with “.*weights\.pt.*” were retried\n/);
    assert.equal(text.match(/, retried /g)?.length, 10);
    assert.match(text, /3 more tasks were retried\./);
  });

  test('the page of a cause claims the earlier reason only for tasks with read logs, not for others that ended in the same way', async () => {
    const tasks = Array.from({ length: 40 }, (_, index) => ({ ...toTask(`crowd-${index}`), jobId: 'crowd' }));
    const said = world.ui.untilSaid(/40 of 40 tasks/);
    await world.run(retry, [tasks[0], tasks], { question: 'confirm' });
    assert.match(
      await said,
      /At least \d+ of them failed for the same reason.*Of the \d+ that were checked, \d+ failed for this reason: /,
    );
    const same = new Set<string>();
    for (const task of tasks)
      for (const { effect } of await world.app.journal.list(task))
        if (effect === 'failedForSameReason') same.add(task.taskId);
    assert.ok(same.size > 0);
    for (const taskId of same) assert.notEqual(Number(taskId.slice(6)) % 4, 3, `${taskId} fails otherwise now`);
    const { text } = await explain('crowd-0');
    const [, count] = /(\d+) were retried before/.exec(text) ?? assert.fail(text);
    assert.ok(Number(count) <= 20, 'of no more than these the logs were read');
    assert.match(text, /Tasks that were retried and have since failed: 40 of 40\./);
  });

  test('the page of a cause shows that the task has succeeded since', async () => {
    await retryUntil('works', 'completed');
    const { text, following } = await explain('works');
    assert.match(text, /^# works, which failed with “.*scene\.blend.*”, has since succeeded\n/);
    assert.deepEqual(following, []);
  });

  test('on all pages of a repeated failure, a correction is the first step and another retry is the last', async () => {
    const { accountId } = world;
    const lonely = { kind: 'task', accountId, jobId: 'solo', taskId: 'lonely' } as const;
    const job = { kind: 'job', accountId, jobId: 'solo' } as const;
    const store = await world.app.accounts.getStore(accountId);
    const [cause = assert.fail()] = (await world.app.causes.ofJob(store, 'solo')).causes;
    const target = { resource: job, document: 'cause', fingerprint: cause.cluster.fingerprint } as const;
    const readSteps = async (): Promise<readonly string[]> => {
      const services = { ...world.app, toRemedyActions: () => [], findSource: async () => undefined };
      const pages = await Promise.all([
        world.readPage(lonely),
        world.readPage(job),
        writeExplanation(services, target, 60_000, () => undefined).then(({ text }) => text),
      ]);
      return pages.map((text) => /## What to do\n([\s\S]*?)(?=\n## |$)/.exec(text)?.[1] ?? assert.fail(text));
    };
    const corrected =
      /If its definition is wrong, correct it[^\n]*: a retry used the same definition[^\n]*\n\d\. If something outside its definition was at fault[^\n]*, retry the task\.\n/;
    for (const steps of await readSteps()) {
      assert.match(steps, /Then retry the task/);
      assert.doesNotMatch(steps, corrected);
    }
    const said = world.ui.untilSaid(/ran again and failed/);
    await world.run(retry, [lonely], { question: 'confirm' });
    await said;
    await store.refresh();
    for (const steps of await readSteps()) {
      assert.match(steps, corrected);
      assert.doesNotMatch(steps, /Then retry/);
    }
    assert.match(
      await world.readPage(job),
      /The task was retried before \(.*\) and failed again for the same reason\./,
    );
  });

  test('the page of a cause shows when the task was retried and that it failed the same way', async () => {
    const said = world.ui.untilSaid(/ran again and failed/);
    await retryUntil('fails', 'completed');
    await said;
    const { text } = await explain('fails');
    assert.match(text, /^# .*licence\.key/);
    assert.match(text, /fails, retried .*\. It failed again for the same reason\./);
  });

  test('the page of a task that failed again offers the correction before another retry', async () => {
    const toRemedyActions: ExplanationServices['toRemedyActions'] = (remedies, targets) =>
      listActions(remedies, targets, (remedy) => ({ title: remedy }));
    const services = { ...world.app, toRemedyActions, findSource: async () => undefined };
    const target = { resource: toTask('passing'), document: 'explanation' } as const;
    const listButtons = async () => {
      const { steps, actions } = (await writeExplanation(services, target, 60_000, () => undefined)).drawn.page;
      const buttons = [...steps.flatMap((step) => step.actions), ...actions];
      return buttons.flatMap(({ title, isPrimary = false }) =>
        /retry|resubmit/.test(title) ? [{ title, isPrimary }] : [],
      );
    };
    assert.deepEqual(await listButtons(), [
      { title: 'task.retry', isPrimary: true },
      { title: 'task.resubmit', isPrimary: false },
    ]);
    const said = world.ui.untilSaid(/ran again and failed/);
    await retryUntil('passing', 'completed');
    await said;
    const ofCause = await explain('passing');
    assert.match(ofCause.text, /\d\. If its definition is wrong, correct it and submit the task again/);
    assert.doesNotMatch(ofCause.text, /Then retry/);
    assert.deepEqual(await listButtons(), [
      { title: 'task.resubmit', isPrimary: true },
      { title: 'task.retry', isPrimary: false },
    ]);
  });
});

test('a retry that helped in two runs is named beside the first step, and after one run is not', async (context) => {
  const jobs = ['night-1', 'night-2', 'night-3'].map((id, index) => ({
    body: { id, poolInfo: { poolId: 'busy' } },
    createdAgoMs: (3 - index) * hourMs,
    tasks: [seed('pull', 'queue', { durationMs: 1000, exitCode: 0 })],
  }));
  const folder = new MemoryFolder();
  const memory = { folder, readLimits: () => toLimits(), mayWrite: () => true, report: assert.ifError };
  const world = await simulate({ ...small, jobs }, { memory });
  context.after(() => world.close());
  const { accountId } = world;
  const account = { kind: 'account', accountId } as const;
  const store = await world.app.accounts.getStore(accountId);
  const readStep = async (): Promise<string> => {
    const [cause = assert.fail()] = (await world.app.causes.ofJob(store, 'night-3')).causes;
    const target = { resource: account, document: 'cause', fingerprint: cause.cluster.fingerprint } as const;
    const services = { ...world.app, toRemedyActions: () => [], findSource: async () => undefined };
    const { text } = await writeExplanation(services, target, 60_000, () => undefined);
    return /## What to do\n\n(.*)/.exec(text)?.[1] ?? assert.fail(text);
  };
  await world.causes.lookIntoAll(store);
  for (const jobId of ['night-1', 'night-2']) {
    await world.run(retry, [{ kind: 'task', accountId, jobId, taskId: 'pull' }], { question: 'confirm' });
    while ((await world.client.task.get(jobId, 'pull')).state !== 'completed');
    await store.refresh();
    const step = await readStep();
    if (jobId === 'night-1') assert.doesNotMatch(step, /a retry helped/);
    else assert.match(step, / Before, a retry helped each time: in night-2 and night-1\.$/);
  }
  const page = (await world.readPage({ kind: 'job', accountId, jobId: 'night-3' })).replaceAll('\\', '');
  // The memory keeps the first and the last of the nights that one look saw fail.
  assert.match(page, /Tasks failed in 2 of 3 runs, most recently in night-3/);
  assert.match(page, /“[^”]*queue of tiles[^”]*”: in 2 runs, from night-1/);
  assert.match(page, /Failures that earlier looks saw in night-1 were retried or removed since\./);
  assert.match(page, /pull succeeded in job night-2, whose name differs only/);
  assert.match(page, /It succeeded only on retry in night-2\./);
});
