import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { retry } from '../../src/app/actions/task/retry.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { NodeState } from '../../src/core/model/computeNode.ts';
import type { Pool } from '../../src/core/model/pool.ts';
import type { Task } from '../../src/core/model/task.ts';
import type { ListOptions } from '../../src/service/ports.ts';
import { page, pagesOf } from '../fakes/fakeBatchService.ts';
import { Said } from '../fakes/fakeUi.ts';
import { settled } from '../fakes/liveStore.ts';
import {
  failed,
  failing,
  frame1,
  makeAccount,
  resourceOf,
  toFailed,
  toRefusing,
  waiting,
} from './support/failedAccount.ts';

suite('retry', () => {
  test('a retry saves the failure before the task is reactivated, and reloads the job', async () => {
    const { services, calls } = makeAccount({});
    const said = await services.ui.listen(() => retry(services, [frame1]));
    assert.deepEqual(calls.slice(0, 2).sort(), ['read stderr.txt', 'read stdout.txt']);
    assert.equal(calls[2], 'reactivate frame-1');
    assert.deepEqual(
      said,
      Object.assign(new Said(), { status: ['Task frame-1 was retried.'], progress: ['Retrying task frame-1'] }),
    );
    const [attempt] = await services.journal.list(frame1);
    assert.equal(attempt?.task.executionInfo?.exitCode, 1);
    assert.equal(attempt?.logs[0]?.text, 'no such file\n');
    assert.ok(services.store.loaded.some((scope) => scope.kind === 'tasks' && scope.group === 'failed'));
  });

  test('a retry skips a task whose logs could not be read', async () => {
    const { services, calls } = makeAccount({ taskFiles: toRefusing('NetworkUnreachable') });
    const said = await services.ui.listen(() => retry(services, [frame1]));
    assert.equal(calls.length, 0);
    assert.match(said.warnings[0] ?? '', /The task could not be retried\. frame-1: sentence about NetworkUnreachable/);
  });

  test('missing logs do not prevent a retry', async () => {
    const { services, calls } = makeAccount({ taskFiles: toRefusing('NodeNotFound') });
    await services.ui.listen(() => retry(services, [frame1]));
    assert.deepEqual(calls, ['reactivate frame-1']);
    const [attempt] = await services.journal.list(frame1);
    assert.match(attempt?.logs[0]?.unread?.why ?? '', /left the pool/);
  });

  test('a retry by someone else is reported as such', async () => {
    let looks = 0;
    const tasks = {
      getTask: async () => (looks++ === 0 ? failed : waiting),
      reactivateTask: failing('TaskNotCompleted', { status: 409 }),
    };
    const { services } = makeAccount({ tasks });
    const said = await services.ui.listen(() => retry(services, [frame1]));
    assert.deepEqual(said.warnings, []);
    assert.match(said.status[0] ?? '', /^Task frame-1 was retried\. The task has already been retried by someone else/);
  });

  test('after a lost answer, the outcome of a retry is determined by reading the task', async () => {
    let looks = 0;
    const reactivateTask = failing('ConnectionReset', { mayHaveActed: true });
    const acted = makeAccount({
      tasks: { getTask: async () => (looks++ === 0 ? failed : waiting), reactivateTask },
    }).services;
    assert.deepEqual((await acted.ui.listen(() => retry(acted, [frame1]))).status, ['Task frame-1 was retried.']);
    const idle = makeAccount({ tasks: { reactivateTask } }).services;
    const said = await idle.ui.listen(() => retry(idle, [frame1]));
    assert.match(said.warnings[0] ?? '', /^The result of 1 is unknown\. frame-1: The service's response was lost/);
  });

  test("A9-45 the question names the tasks that can't be retried with the reason, and declining it does nothing", async () => {
    const states: Readonly<Record<string, Task>> = {
      'frame-1': failed,
      'frame-2': { id: 'frame-2', state: 'running' },
      'frame-3': { id: 'frame-3', state: 'completed', executionInfo: { exitCode: 0, result: 'success' } },
      'frame-4': { id: 'frame-4', state: 'running' },
      'frame-5': { id: 'frame-5', state: 'running' },
    };
    const tasks = { getTask: async (_jobId: string, taskId: string) => states[taskId] ?? failed };
    const { services, calls } = makeAccount({ tasks });
    const all = Object.keys(states).map(resourceOf);
    const declined = services.ui.listen(() => retry(services, all), { question: 'cancel' });
    await assert.rejects(declined, (error) => Cancelled.is(error));
    assert.equal(calls.length, 0);
    const { questions } = await services.ui.listen(() => retry(services, all));
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

  test('A9-42 a retry acts on the confirmed tasks, whatever is selected when the answer comes', async () => {
    const { services, calls } = makeAccount({});
    const selected = [resourceOf('frame-1'), resourceOf('frame-2')];
    // The selection changes while the question is open.
    const question = () => {
      selected.splice(0, selected.length, resourceOf('frame-8'), resourceOf('frame-9'));
      return 'confirm' as const;
    };
    const act = () => retry(services, selected, ['A note, so that it asks.']);
    const { questions } = await services.ui.listen(act, { question });
    assert.equal(questions.length, 1);
    assert.match(questions[0]?.detail ?? '', /frame-1[\s\S]*frame-2/);
    assert.deepEqual(calls.filter((call) => call.startsWith('reactivate')).sort(), [
      'reactivate frame-1',
      'reactivate frame-2',
    ]);
  });

  test('many tasks of a job are read as a list, and tasks that are missing in the list are read individually', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `frame-${index}`);
    const asked: string[] = [];
    const tasks = {
      listTasks: () => pagesOf(ids.slice(0, 20).map(toFailed), ids.slice(20, 29).map(toFailed)),
      getTask: async (_jobId: string, taskId: string) => {
        asked.push(taskId);
        return { id: taskId, state: 'running' as const };
      },
    };
    const { services, calls } = makeAccount({ tasks });
    const { questions } = await services.ui.listen(() => retry(services, ids.map(resourceOf)));
    assert.deepEqual(asked, ['frame-29']);
    assert.equal(questions[0]?.message, 'Retry 29 of 30 tasks?');
    assert.equal(calls.filter((call) => call.startsWith('reactivate')).length, 29);
  });

  /** Checks whether a list is read to find how the definitions of failed and of succeeded tasks differ. */
  const isForComparison = ({ select = [] }: ListOptions): boolean => select.includes('environmentSettings');

  test('a long list is read only to the last wanted task, with only the needed properties', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `frame-${index}`);
    const asked: (readonly string[] | undefined)[] = [];
    let pages = 0;
    const tasks = {
      async *listTasks(_jobId: string, options: ListOptions = {}) {
        if (isForComparison(options)) return;
        asked.push(options.select);
        for (const some of [ids.slice(0, 25), ids.slice(25), ['frame-100'], ['frame-101']]) {
          pages += 1;
          yield page(some.map(toFailed), false);
        }
      },
    };
    const { services } = makeAccount({ tasks });
    const { questions } = await services.ui.listen(() => retry(services, ids.map(resourceOf)));
    assert.equal(questions[0]?.message, 'Retry 30 tasks?');
    assert.equal(pages, 2);
    assert.deepEqual(asked, [
      [
        'id',
        'creationTime',
        'state',
        'stateTransitionTime',
        'commandLine',
        'constraints',
        'executionInfo',
        'exitConditions',
        'nodeInfo',
        'outputFiles',
        'resourceFiles',
      ],
    ]);
  });

  test('reading a list is abandoned if reading the remaining tasks individually takes fewer requests', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `frame-${index}`);
    const asked: string[] = [];
    let pages = 0;
    const tasks = {
      async *listTasks(_jobId: string, options: ListOptions = {}) {
        if (isForComparison(options)) return;
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
    const { services } = makeAccount({ tasks });
    const { questions } = await services.ui.listen(() => retry(services, ids.map(resourceOf)));
    assert.equal(questions[0]?.message, 'Retry 30 tasks?');
    assert.equal(pages, 5);
    assert.deepEqual(asked, ids.slice(25));
  });

  test('reading thousands of tasks can be canceled', async () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `frame-${index}`);
    const cancel = new AbortController();
    const tasks = {
      async *listTasks() {
        yield page(ids.slice(0, 1000).map(toFailed), false);
        while (services.ui.said.progress.length === 0) await settled();
        cancel.abort();
        yield page(ids.slice(1000).map(toFailed));
      },
    };
    const { services, calls } = makeAccount({ tasks });
    await assert.rejects(
      services.ui.listen(() => retry(services, ids.map(resourceOf)), { cancel }),
      (error) => Cancelled.is(error),
    );
    assert.deepEqual(services.ui.said.progress, ['Checking frame-0 and 1,999 more in contoso']);
    assert.deepEqual(calls, []);
  });

  test('a retry is refused with the reason if no task can be retried', async () => {
    const { services, calls } = makeAccount({ jobState: 'completed' });
    await assert.rejects(
      services.ui.listen(() => retry(services, [frame1])),
      (error) => BatchError.is(error, 'InvalidInput') && /frame-1: The task's job has ended/.test(error.message),
    );
    assert.equal(calls.length, 0);
  });

  test('retrying a task of a disabled job asks first, since the task will wait', async () => {
    const { services } = makeAccount({ jobState: 'disabled' });
    const { questions } = await services.ui.listen(() => retry(services, [frame1]));
    assert.match(questions[0]?.detail ?? '', /until the job is enabled/);
  });

  test('retrying a task of a pool that is gone asks first, and an unreadable pool proves nothing', async () => {
    const ask = async (getPool: () => Promise<Pool>) => {
      const { services } = makeAccount({ getPool });
      return (await services.ui.listen(() => retry(services, [frame1]))).questions[0]?.detail ?? '';
    };
    assert.match(
      await ask(failing('PoolNotFound')),
      /pool render, which doesn't exist .* don't start until someone acts/,
    );
    assert.equal(await ask(failing('ServerBusy', { status: 503 })), '');
    assert.equal(await ask(async () => ({ id: 'render' })), '');
  });

  test('retrying a task in a pool that runs nothing until someone acts asks first, and the result says so', async () => {
    const pool: Pool = { id: 'render', allocationState: 'steady', currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
    const ask = (changes: Partial<Pool>) => {
      const { services } = makeAccount({ getPool: async () => ({ ...pool, ...changes }) });
      return services.ui.listen(() => retry(services, [frame1]));
    };
    const empty = await ask({});
    assert.match(empty.questions[0]?.detail ?? '', /^Pool render has no nodes, and its target is 0\. Tasks that are/m);
    assert.match(empty.status[0] ?? '', /frame-1 was retried\. .*don't start until someone acts/);
    const failedResize = { targetDedicatedNodes: 2, resizeErrors: [{ code: 'AccountCoreQuotaReached' }] };
    assert.match((await ask(failedResize)).questions[0]?.detail ?? '', /quota is used up.*until someone acts/);
    assert.deepEqual((await ask({ allocationState: 'resizing' })).questions, []);
    assert.deepEqual((await ask({ currentDedicatedNodes: 1, targetDedicatedNodes: 1 })).questions, []);
  });

  test('files that are known to be gone are not asked about as if a retry could lose them', async () => {
    const run = (state: NodeState) => {
      const nodes = { getNode: async () => ({ id: 'tvm-1', state }) };
      const { services } = makeAccount({ taskFiles: toRefusing('TaskFilesUnavailable', 409), nodes });
      return services.ui.listen(() => retry(services, [frame1], ['A note, so that it asks.']));
    };
    const [lost] = (await run('preempted')).questions;
    assert.match(lost?.detail ?? '', /are already gone\.\nwd is gone: Azure reclaimed its node's VM\./);
    assert.doesNotMatch(lost?.detail ?? '', /may be lost/);
    const [kept] = (await run('offline')).questions;
    assert.match(kept?.detail ?? '', /may be lost/);
  });
});
