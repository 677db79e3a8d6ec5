import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { NodeFile } from '../../src/core/model/nodeFile.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import { toBulkFolder } from '../../src/extension/commands/bulk/bulkServices.ts';
import { requeueAll } from '../../src/extension/commands/task/requeue.ts';
import { retry } from '../../src/extension/commands/task/retry.ts';
import { FailureReader } from '../../src/extension/evidence/failureReader.ts';
import type { KnownCauses } from '../../src/extension/evidence/knownCauses.ts';
import { loadDiagnosis } from '../../src/extension/load.ts';
import { tellTaskCauses } from '../../src/extension/views/causes/taskCauses.ts';
import type { ListOptions, Page } from '../../src/service/ports.ts';
import { snapshot } from '../builders/snapshot.ts';
import { type FakePorts, page, pagesOf } from '../fakes/fakeBatchService.ts';
import { accountId, makeServices, type TestServices } from './support/commandServices.ts';
import { withDrivenPick } from './support/drivenPick.ts';
import { eventually } from './support/eventually.ts';
import { listen, type Said } from './support/messages.ts';

const failed: Task = {
  id: 'frame-1',
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure' },
  nodeInfo: { poolId: 'cpu', nodeId: 'tvm-1' },
};
const toFailed = (id: string): Task => ({ ...failed, id });
const waiting: Task = { id: 'frame-1', state: 'active' };
const resourceOf = (taskId: string): TaskResource => ({ kind: 'task', accountId, jobId: 'frames', taskId });
const frame1 = resourceOf('frame-1');

/** A job with one task that failed; `calls` are the requests in order. `changes` are what the test is about. */
function makeAccount(changes: {
  tasks?: FakePorts['tasks'];
  taskFiles?: FakePorts['taskFiles'];
  jobState?: string;
  ofTasks?: KnownCauses['ofTasks'];
}) {
  const calls: string[] = [];
  const content = new TextEncoder().encode('no such file\n');
  const services: TestServices = makeServices(
    {
      jobs: { getJob: async () => ({ id: 'frames', state: changes.jobState ?? 'active' }) },
      tasks: {
        getTask: async (_jobId, taskId) => ({ ...failed, id: taskId }),
        reactivateTask: async (_jobId, taskId) => {
          calls.push(`reactivate ${taskId}`);
        },
        ...changes.tasks,
      },
      taskFiles: {
        listFiles: () => pagesOf([]),
        getFileProperties: async () => ({ contentLength: content.length }),
        readFile: async (_owner, path) => {
          calls.push(`read ${path}`);
          return content;
        },
        ...changes.taskFiles,
      },
    },
    changes.ofTasks,
  );
  return { services, calls };
}

const failing =
  (code: string, init: { status?: number; mayHaveActed?: boolean } = {}) =>
  async () => {
    throw new BatchError({ code, message: `sentence about ${code}`, ...init });
  };

// biome-ignore lint/correctness/useYield: it fails before there is anything
async function* failingPages(code: string): AsyncGenerator<Page<NodeFile>> {
  await failing(code)();
}

suite('retry', () => {
  let services: TestServices | undefined;
  const use = (account: ReturnType<typeof makeAccount>) => {
    services = account.services;
    return account;
  };

  teardown(() => services?.dispose());

  test('keeps the failure before the task is reactivated, and loads the job again', async () => {
    const { services, calls } = use(makeAccount({}));
    const said = await listen(() => retry(services, [frame1]));
    assert.deepEqual(calls.slice(0, 2).sort(), ['read stderr.txt', 'read stdout.txt']);
    assert.equal(calls[2], 'reactivate frame-1');
    assert.deepEqual(said, {
      questions: [],
      informations: [],
      warnings: [],
      errors: [],
      status: ['The task runs again.'],
    });
    const [attempt] = await services.journal.list(frame1);
    assert.equal(attempt?.task.executionInfo?.exitCode, 1);
    assert.equal(attempt?.logs[0]?.text, 'no such file\n');
    assert.ok(services.store.loaded.some((scope) => scope.kind === 'tasks' && scope.group === 'failed'));
  });

  test('leaves a task alone whose logs could not be asked for', async () => {
    const taskFiles = { getFileProperties: failing('NetworkUnreachable') };
    const { services, calls } = use(makeAccount({ taskFiles }));
    const said = await listen(() => retry(services, [frame1]));
    assert.equal(calls.length, 0);
    assert.match(said.warnings[0] ?? '', /The task could not be retried\. frame-1: sentence about NetworkUnreachable/);
  });

  test('logs that are gone are no reason not to retry', async () => {
    const { services, calls } = use(makeAccount({ taskFiles: { getFileProperties: failing('NodeNotFound') } }));
    await listen(() => retry(services, [frame1]));
    assert.deepEqual(calls, ['reactivate frame-1']);
    const [attempt] = await services.journal.list(frame1);
    assert.match(attempt?.logs[0]?.missing ?? '', /left the pool/);
  });

  test('that somebody else was faster is told as what it is', async () => {
    let looks = 0;
    const tasks = {
      getTask: async () => (looks++ === 0 ? failed : waiting),
      reactivateTask: failing('TaskNotCompleted', { status: 409 }),
    };
    const { services } = use(makeAccount({ tasks }));
    const said = await listen(() => retry(services, [frame1]));
    assert.deepEqual(said.warnings, []);
    assert.match(said.status[0] ?? '', /^The task runs again\. The task already runs again: someone else/);
  });

  test('a lost answer is settled by looking at the task', async () => {
    let looks = 0;
    const reactivateTask = failing('ConnectionReset', { mayHaveActed: true });
    const acted = use(
      makeAccount({ tasks: { getTask: async () => (looks++ === 0 ? failed : waiting), reactivateTask } }),
    );
    assert.deepEqual((await listen(() => retry(acted.services, [frame1]))).status, ['The task runs again.']);
    acted.services.dispose();
    const idle = use(makeAccount({ tasks: { reactivateTask } }));
    const said = await listen(() => retry(idle.services, [frame1]));
    assert.match(said.warnings[0] ?? '', /^The result of 1 is unknown\. frame-1: The answer of the service was lost/);
  });

  test('A9-45 says beforehand which tasks can’t be retried and why, and does nothing when that is declined', async () => {
    const states: Readonly<Record<string, Task>> = {
      'frame-1': failed,
      'frame-2': { id: 'frame-2', state: 'running' },
      'frame-3': { id: 'frame-3', state: 'completed', executionInfo: { exitCode: 0, result: 'success' } },
      'frame-4': { id: 'frame-4', state: 'running' },
      'frame-5': { id: 'frame-5', state: 'running' },
    };
    const tasks = { getTask: async (_jobId: string, taskId: string) => states[taskId] ?? failed };
    const { services, calls } = use(makeAccount({ tasks }));
    const all = Object.keys(states).map(resourceOf);
    const declined = listen(() => retry(services, all), 'cancel');
    await assert.rejects(declined, (error) => Cancelled.is(error));
    assert.equal(calls.length, 0);
    const { questions } = await listen(() => retry(services, all));
    assert.equal(questions[0]?.message, 'Retry 1 of 5 tasks?');
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^frame-2 and 2 more: The task is running\. To stop it/m);
    assert.match(detail, /^frame-3: The task succeeded/m);
    assert.doesNotMatch(detail, /frame-[45]/);
    assert.deepEqual(
      calls.filter((call) => call.startsWith('reactivate')),
      ['reactivate frame-1'],
    );
  });

  test('A9-42 what was asked about is done, whatever is selected when the answer comes', async () => {
    const { services, calls } = use(makeAccount({}));
    const selected = [resourceOf('frame-1'), resourceOf('frame-2')];
    const questions: Said['questions'] = [];
    // The selection goes on while the question is open.
    questions.push = (question) => {
      selected.splice(0, selected.length, resourceOf('frame-8'), resourceOf('frame-9'));
      return Array.prototype.push.call(questions, question);
    };
    const said = { questions, informations: [], warnings: [], errors: [], status: [] };
    await listen(() => retry(services, selected, ['A note, so that it asks.']), 'confirm', said);
    assert.equal(questions.length, 1);
    assert.match(questions[0]?.detail ?? '', /frame-1[\s\S]*frame-2/);
    assert.deepEqual(calls.filter((call) => call.startsWith('reactivate')).sort(), [
      'reactivate frame-1',
      'reactivate frame-2',
    ]);
  });

  test('many tasks of a job are read with a list, those that are not in it one by one', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `frame-${index}`);
    const asked: string[] = [];
    const tasks = {
      listTasks: () => pagesOf(ids.slice(0, 20).map(toFailed), ids.slice(20, 29).map(toFailed)),
      getTask: async (_jobId: string, taskId: string) => {
        asked.push(taskId);
        return { id: taskId, state: 'running' };
      },
    };
    const { services, calls } = use(makeAccount({ tasks }));
    const { questions } = await listen(() => retry(services, ids.map(resourceOf)));
    assert.deepEqual(asked, ['frame-29']);
    assert.equal(questions[0]?.message, 'Retry 29 of 30 tasks?');
    assert.equal(calls.filter((call) => call.startsWith('reactivate')).length, 29);
  });

  test('of a long list no more is read than to the last task that is wanted, and of each what is judged and kept', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `frame-${index}`);
    const asked: (readonly string[] | undefined)[] = [];
    let pages = 0;
    const tasks = {
      async *listTasks(_jobId: string, options: ListOptions = {}) {
        asked.push(options.select);
        for (const some of [ids.slice(0, 25), ids.slice(25), ['frame-100'], ['frame-101']]) {
          pages += 1;
          yield page(some.map(toFailed), false);
        }
      },
    };
    const { services } = use(makeAccount({ tasks }));
    const { questions } = await listen(() => retry(services, ids.map(resourceOf)));
    assert.equal(questions[0]?.message, 'Retry 30 tasks?');
    assert.equal(pages, 2);
    assert.deepEqual(asked, [
      [
        'id',
        'state',
        'stateTransitionTime',
        'commandLine',
        'constraints',
        'executionInfo',
        'nodeInfo',
        'outputFiles',
        'resourceFiles',
      ],
    ]);
  });

  test('a list is given up where it costs more to read on than to ask for each task that is left', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `frame-${index}`);
    const asked: string[] = [];
    let pages = 0;
    const tasks = {
      async *listTasks() {
        for (const some of [ids.slice(0, 25), ...Array.from({ length: 100 }, () => ['another'])]) {
          pages += 1;
          yield page(some.map(toFailed), false);
        }
      },
      getTask: async (_jobId: string, taskId: string) => {
        asked.push(taskId);
        return toFailed(taskId);
      },
    };
    const { services } = use(makeAccount({ tasks }));
    const { questions } = await listen(() => retry(services, ids.map(resourceOf)));
    assert.equal(questions[0]?.message, 'Retry 30 tasks?');
    assert.equal(pages, 5);
    assert.deepEqual(asked, ids.slice(25));
  });

  test('who does not want to wait until thousands are looked at may leave', async () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `frame-${index}`);
    const cancel = new vscode.CancellationTokenSource();
    const tasks = {
      async *listTasks() {
        yield page(ids.slice(0, 1000).map(toFailed), false);
        cancel.cancel();
        yield page(ids.slice(1000).map(toFailed));
      },
    };
    const { services, calls } = use(makeAccount({ tasks }));
    const titles: (string | undefined)[] = [];
    const { withProgress } = vscode.window;
    const show: typeof withProgress = (options, task) => {
      titles.push(options.title);
      return task({ report: () => undefined }, cancel.token);
    };
    Object.assign(vscode.window, { withProgress: show });
    try {
      await assert.rejects(
        listen(() => retry(services, ids.map(resourceOf))),
        (error) => Cancelled.is(error),
      );
    } finally {
      Object.assign(vscode.window, { withProgress });
      cancel.dispose();
    }
    assert.deepEqual(titles, ['Checking 2,000 tasks']);
    assert.deepEqual(calls, []);
  });

  test('refuses with the reason when nothing can be retried', async () => {
    const { services, calls } = use(makeAccount({ jobState: 'completed' }));
    await assert.rejects(
      listen(() => retry(services, [frame1])),
      (error) => BatchError.is(error, 'InvalidInput') && /frame-1: The job of the task has ended/.test(error.message),
    );
    assert.equal(calls.length, 0);
  });

  test('asks before a task of a disabled job is reactivated, since it will wait', async () => {
    const { services } = use(makeAccount({ jobState: 'disabled' }));
    const { questions } = await listen(() => retry(services, [frame1]));
    assert.match(questions[0]?.detail ?? '', /until the job is enabled/);
  });
});

suite('what a retry comes to', () => {
  const reader = new FailureReader();
  /** As their logs tell it, which are read. */
  const byLogs: KnownCauses['ofTasks'] = (store, failed) =>
    tellTaskCauses(store, failed, () => undefined, reader, loadDiagnosis);
  const logs: Readonly<Record<string, string>> = {
    unlucky: 'segfault\n',
    missing: "FileNotFoundError: [Errno 2] No such file or directory: 'scene.blend'\n",
  };
  const listed: Readonly<Record<string, readonly NodeFile[]>> = {
    writer: [
      { name: 'stdout.txt', isDirectory: false, properties: { contentLength: 9 } },
      { name: 'wd/part.csv', isDirectory: false, properties: { contentLength: 2048 } },
    ],
  };
  const toKind = (taskId: string): string => taskId.replace(/-\d+$/, '');
  let account: ReturnType<typeof makeAccount> | undefined;
  /** Tasks that end as their ids say; `calls` has what was listed, read and reactivated, in order. */
  function makeMixed() {
    const calls: string[] = [];
    account = makeAccount({
      ofTasks: byLogs,
      tasks: {
        getTask: async (_jobId, taskId) => toFailed(taskId),
        listTasks: () => pagesOf(Array.from({ length: 230 }, (_, index) => toFailed(`unlucky-${index}`))),
        reactivateTask: async (_jobId, taskId) => void calls.push(`reactivate ${taskId}`),
      },
      taskFiles: {
        async *listFiles({ taskId }, { namePrefix, recursive } = {}) {
          calls.push(`list ${taskId}`);
          assert.deepEqual({ namePrefix, recursive }, { namePrefix: 'wd', recursive: true });
          yield page(listed[toKind(taskId)] ?? []);
        },
        getFileProperties: async ({ taskId }) => ({ contentLength: logs[toKind(taskId)]?.length ?? 0 }),
        readFile: async ({ taskId }, path) => {
          calls.push(`read ${path} ${taskId}`);
          return new TextEncoder().encode(logs[toKind(taskId)] ?? '');
        },
      },
    });
    return { calls, services: account.services };
  }
  const listReactivated = (calls: readonly string[]): readonly string[] =>
    calls.flatMap((call) => (call.startsWith('reactivate ') ? [call.slice('reactivate '.length)] : []));
  const retryAll = (services: TestServices, ...ids: readonly string[]) => retry(services, ids.map(resourceOf));

  teardown(() => account?.services.dispose());
  suiteTeardown(() => reader.dispose());

  test('Enter retries what loses nothing and is not known to fail again, and says what it leaves out', async () => {
    const { services, calls } = makeMixed();
    const { questions, status } = await listen(
      () => retryAll(services, 'missing-1', 'missing-2', 'writer-1', 'unlucky-1'),
      'enter',
    );
    assert.equal(questions.length, 1);
    assert.equal(questions[0]?.message, 'Retry 1 of 4 tasks?');
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^1 task runs again\.\nLeft out, unless you choose them:\n1 task loses files in wd/m);
    assert.match(detail, /^1 task loses files.*\. 1 file in wd is lost \(2 KiB\): part\.csv \(2 KiB\)\.$/m);
    assert.match(detail, /^2 tasks would fail again: .*scene\.blend.*\. Fix the cause first\.$/m);
    assert.deepEqual(listReactivated(calls), ['unlucky-1']);
    assert.deepEqual(status, ['The task runs again. 3 tasks were left out.']);
    const last = calls.lastIndexOf('reactivate unlucky-1');
    assert.ok(calls.findLastIndex((call) => call.startsWith('list ')) < last);
    assert.ok(calls.lastIndexOf('read stderr.txt unlucky-1') < last);
    assert.equal(calls.filter((call) => call.startsWith('list ')).length, 4);
    const [kept] = await toBulkFolder(services).list();
    assert.deepEqual(
      kept?.record.plan.leftOut?.map(({ reason, items }) => [reason.split(':')[0], items.length]),
      [
        ['1 task loses files in wd that no output file sent.', 1],
        ['2 tasks would fail again', 2],
      ],
    );
  });

  test('who chooses ticks what is retried, and nothing is sent for the rest', async () => {
    const { services, calls } = makeMixed();
    await withDrivenPick(async (pick) => {
      const ends = listen(() => retryAll(services, 'missing-1', 'writer-1', 'unlucky-1'), { choose: 'Choose…' });
      await eventually('the groups', [pick.onDidDraw], () => pick.items.length > 0 || undefined);
      assert.equal(pick.title, 'Which of 3 tasks to retry');
      assert.deepEqual(
        pick.items.map(({ label }) => label.split(':')[0]),
        ['1 task runs again.', '1 task loses files in wd that no output file sent.', '1 task would fail again'],
      );
      assert.deepEqual(pick.selectedItems, [pick.items[0]]);
      pick.selectedItems = pick.items.filter(({ label }) => /runs|fail/.test(label));
      pick.accept();
      await ends;
    });
    assert.deepEqual([...listReactivated(calls)].sort(), ['missing-1', 'unlucky-1']);
  });

  test('who ticks nothing, or declines, sends nothing', async () => {
    const { services, calls } = makeMixed();
    await withDrivenPick(async (pick) => {
      const ends = listen(() => retryAll(services, 'missing-1', 'unlucky-1'), { choose: 'Choose…' });
      await eventually('the groups', [pick.onDidDraw], () => pick.items.length > 0 || undefined);
      pick.selectedItems = [];
      pick.accept();
      await assert.rejects(ends, (error) => Cancelled.is(error));
    });
    await assert.rejects(
      listen(() => retryAll(services, 'missing-1', 'unlucky-1'), 'cancel'),
      (error) => Cancelled.is(error),
    );
    assert.deepEqual(listReactivated(calls), []);
    assert.deepEqual(await services.journal.list(resourceOf('missing-1')), []);
  });

  test('one task is retried unasked unless it would fail again or lose files; what would be lost Enter only shows', async () => {
    const { services, calls } = makeMixed();
    assert.deepEqual((await listen(() => retryAll(services, 'unlucky-1'))).questions, []);
    const { questions } = await listen(() => retryAll(services, 'missing-1'), { choose: 'Retry' });
    assert.equal(questions[0]?.message, 'Retry the task?');
    assert.match(questions[0]?.detail ?? '', /^The task would fail again: .*scene\.blend/m);
    assert.deepEqual(listReactivated(calls), ['unlucky-1', 'missing-1']);
    await assert.rejects(
      listen(() => retryAll(services, 'writer-1'), { choose: 'Cancel' }),
      (error) => Cancelled.is(error),
    );
    assert.deepEqual((await listen(() => retryAll(services, 'writer-1'), { choose: 'Retry' })).status, [
      'The task runs again.',
    ]);
    assert.equal(listReactivated(calls).at(-1), 'writer-1');
  });

  test('a cause that came back after a retry says so, and is left out of a retry of all', async () => {
    const { services } = makeMixed();
    await listen(() => retryAll(services, 'missing-1'));
    const { questions } = await listen(() => retryAll(services, 'missing-1', 'unlucky-1'), 'enter');
    assert.match(questions[0]?.detail ?? '', /1 was retried before \(.+\) and failed again for the same reason\./);
  });

  test('Enter retries nothing that would fail again: it explains that, or corrects the definition once a retry did not help', async () => {
    const { services, calls } = makeMixed();
    const { executeCommand } = vscode.commands;
    const called: unknown[] = [];
    Object.assign(vscode.commands, { executeCommand: async (...args: unknown[]) => void called.push(args) });
    try {
      for (const answer of ['enter', { choose: 'Retry' }, 'enter'] as const)
        await listen(() => retryAll(services, 'missing-1', 'missing-2'), answer).catch((error: unknown) => {
          if (!Cancelled.is(error)) throw error;
        });
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    const [one, two] = ['missing-1', 'missing-2'].map(resourceOf);
    assert.deepEqual(called, [
      ['azureBatch.task.explain', one],
      ['azureBatch.task.resubmit', one, [one, two]],
    ]);
    assert.equal(listReactivated(calls).length, 2);
  });

  test('a cause that sits on one node offers to take it offline, and asks again after that', async () => {
    const { services, calls } = makeMixed();
    const { store } = services;
    store.snapshot = snapshot(store.account)
      .with({ kind: 'pools' }, [{ id: 'cpu', currentDedicatedNodes: 4 }])
      .build();
    const { executeCommand } = vscode.commands;
    const called: unknown[] = [];
    Object.assign(vscode.commands, { executeCommand: async (...args: unknown[]) => void called.push(args) });
    let said: Said | undefined;
    try {
      said = await listen(() => retryAll(services, 'unlucky-1', 'unlucky-2', 'unlucky-3'), 'enter');
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    const node = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' };
    assert.deepEqual(called, [['azureBatch.node.disableScheduling', node, [node]]]);
    assert.match(said.questions[0]?.detail ?? '', /^Only tasks on .*tvm-1.* failed for this reason\./m);
    assert.equal(said.questions.length, 2);
    assert.equal(listReactivated(calls).length, 3);
  });

  test('what could not be looked at counts as lost, what is gone with its node does not', async () => {
    const trouble = makeAccount({ taskFiles: { listFiles: () => failingPages('NetworkUnreachable') } });
    const { questions } = await listen(() => retry(trouble.services, [frame1]));
    assert.match(questions[0]?.detail ?? '', /The files of 1 task were not looked at, and may be lost\./);
    trouble.services.dispose();
    account = makeAccount({ taskFiles: { listFiles: () => failingPages('NodeNotFound') } });
    const { services } = account;
    assert.deepEqual((await listen(() => retry(services, [frame1]))).questions, []);
  });

  test('of many tasks the files of two hundred are looked at, and the question says of how many not', async () => {
    const { services, calls } = makeMixed();
    const ids = Array.from({ length: 230 }, (_, index) => `unlucky-${index}`);
    const { questions } = await listen(() => retryAll(services, ...ids), 'enter');
    assert.equal(questions[0]?.message, 'Retry 200 of 230 tasks?');
    assert.match(questions[0]?.detail ?? '', /The files of 30 tasks were not looked at, and may be lost\./);
    assert.equal(calls.filter((call) => call.startsWith('list ')).length, 200);
    assert.equal(listReactivated(calls).length, 200);
  });
});

suite('requeue', () => {
  const running: Task = {
    ...failed,
    state: 'running',
    commandLine: 'train --checkpoints /mnt',
    executionInfo: { startTime: '2020-01-01T00:00:00Z' },
  };
  let services: TestServices | undefined;
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
  };

  setup(() => {
    waits.length = 0;
  });
  teardown(() => services?.dispose());

  /** A task that is seen in these states, one after the other; the last one stays. */
  function makeRunning(...seen: readonly Task[]) {
    const calls: string[] = [];
    let looks = 0;
    const account = makeAccount({
      tasks: {
        getTask: async () => seen[Math.min(looks++, seen.length - 1)] ?? running,
        terminateTask: async () => {
          calls.push('terminate');
        },
        reactivateTask: async () => {
          calls.push('reactivate');
        },
      },
    });
    services = account.services;
    return { services, calls };
  }

  test('ends the task, waits until it has ended, keeps what is known and reactivates it', async () => {
    const { services, calls } = makeRunning(running, running, running, failed);
    const { questions, status } = await listen(() => requeueAll(services, [frame1], wait));
    assert.match(questions[0]?.detail ?? '', /loses its progress/);
    assert.match(
      questions[0]?.detail ?? '',
      /^The task has run for .*\nThe definition of the task mentions a checkpoint/m,
    );
    assert.deepEqual(calls, ['terminate', 'reactivate']);
    assert.deepEqual(waits, [250, 500]);
    assert.deepEqual(status, ['The task waits to run again.']);
    assert.equal((await services.journal.list(frame1))[0]?.action, 'requeue');
  });

  test('does not run a task again that succeeded before it could be stopped', async () => {
    const succeeded: Task = { ...failed, executionInfo: { exitCode: 0, result: 'success' } };
    const { services, calls } = makeRunning(running, succeeded);
    const { warnings } = await listen(() => requeueAll(services, [frame1], wait));
    assert.deepEqual(calls, ['terminate']);
    assert.match(warnings[0] ?? '', /succeeded before it could be stopped/);
  });

  test('says so when the task does not end', async () => {
    const { services, calls } = makeRunning(running);
    const { warnings } = await listen(() => requeueAll(services, [frame1], wait));
    assert.deepEqual(calls, ['terminate']);
    assert.match(warnings[0] ?? '', /still runs, although Batch may have been told to end it/);
  });

  test('A9-45 does nothing when it is declined', async () => {
    const { services, calls } = makeRunning(running);
    await assert.rejects(
      listen(() => requeueAll(services, [frame1], wait), 'cancel'),
      (error) => Cancelled.is(error),
    );
    assert.equal(calls.length, 0);
  });
});
