import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { JobState } from '../../core/model/job.ts';
import type { Task } from '../../core/model/task.ts';
import type { BatchService, ListOptions } from '../../service/ports.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { MissingEvidence } from './missingEvidence.ts';
import { gatherDependencies, gatherDependents, gatherNodes, gatherSiblings } from './siblings.ts';

const failed: Task = { id: 'a', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };
const succeeded: Task = { id: 'b', state: 'completed', executionInfo: { exitCode: 0, result: 'success' } };
type ListTasks = BatchService['tasks']['listTasks'];

async function gather(
  listTasks: ListTasks,
  known: AccountSnapshot = snapshot().build(),
  task = failed,
  waitMs?: number,
) {
  const absent = new MissingEvidence();
  const store = { service: fakeBatchService({ tasks: { listTasks } }), snapshot: known };
  const tasks = await gatherSiblings(store, 'j', task, absent, waitMs === undefined ? {} : { waitMs });
  return { ids: tasks.map(({ id }) => id), missing: absent.found };
}

test('for a failed task, one page each of failed and succeeded tasks is requested, and no more', async () => {
  const asked: ListOptions[] = [];
  const { ids } = await gather((_, options = {}) => {
    asked.push(options);
    return pagesOf(options.filter?.includes("'success'") ? [succeeded] : [failed], [{ id: 'second page' }]);
  });
  assert.deepEqual(ids, ['a', 'b']);
  assert.equal(asked.length, 2);
  assert.deepEqual(
    asked.map(({ pageSize }) => pageSize),
    [1000, 100],
  );
  for (const { select } of asked) assert.ok(select?.includes('commandLine') && select.includes('resourceFiles'));
});

test('loaded or absent tasks are not requested', async () => {
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'j', group: 'failed' }, [failed])
    .withTaskCounts('j', { completed: 1, succeeded: 0, failed: 1 })
    .build();
  const nothing: ListTasks = () => assert.fail('asked');
  assert.deepEqual((await gather(nothing, known)).ids, ['a']);
  const single = snapshot().withTaskCounts('j', { completed: 1, succeeded: 0, failed: 1 }).build();
  assert.deepEqual((await gather(nothing, single)).ids, []);
  assert.deepEqual((await gather(nothing, snapshot().build(), { id: 'c', state: 'running' })).ids, []);
});

test('for a waiting task, failed tasks are requested only in a job that has stopped', async () => {
  const waiting: Task = { id: 'w', state: 'active' };
  const gatherIn = async (state: JobState, task = waiting) => {
    const listTasks: ListTasks = (_, { filter } = {}) =>
      pagesOf(filter?.includes("'failure'") ? [failed] : [succeeded]);
    const store = { service: fakeBatchService({ tasks: { listTasks } }), snapshot: snapshot().build() };
    const tasks = await gatherSiblings(store, 'j', task, new MissingEvidence(), { job: { id: 'j', state } });
    return tasks.map(({ id }) => id);
  };
  for (const state of ['disabled', 'terminating', 'completed'] as const) assert.deepEqual(await gatherIn(state), ['a']);
  assert.deepEqual(await gatherIn('active'), []);
  assert.deepEqual(await gatherIn('completed', succeeded), []);
});

test('an answer that this process was too busy to read is not late', async () => {
  const answer: ListTasks = async function* (_, { signal, filter } = {}) {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new Cancelled();
    yield filter?.includes("'success'") ? [succeeded] : [failed];
  };
  const gathered = gather(answer, undefined, failed, 50);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  assert.deepEqual(await gathered, { ids: ['a', 'b'], missing: [] });
});

test('a refused or late answer is reported in the explanation, and the other data is used', async () => {
  const refused = await gather(async function* (_, { filter } = {}) {
    if (filter?.includes("'failure'")) throw new BatchError({ code: 'ServerBusy', message: 'The service is busy.' });
    yield [succeeded];
  });
  assert.deepEqual(refused.ids, ['b']);
  assert.deepEqual(refused.missing, [{ text: 'The service is busy.', source: 'ServerBusy' }]);
  const late = await gather(
    async function* (_, { signal, filter } = {}) {
      if (filter?.includes("'success'")) return yield [succeeded];
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      throw new Cancelled();
    },
    undefined,
    failed,
    1,
  );
  assert.deepEqual(late.ids, ['b']);
  assert.match(late.missing[0]?.text ?? '', /took too long to list/);
});

test('failed tasks are requested for a waiting task that depends on too many to read each', async () => {
  const asked: (string | undefined)[] = [];
  const listTasks: ListTasks = (_jobId, { filter } = {}) => {
    asked.push(filter);
    return pagesOf([failed]);
  };
  const store = { service: fakeBatchService({ tasks: { listTasks } }), snapshot: snapshot().build() };
  const gatherOf = (end: number) => {
    const task: Task = { id: 'c', state: 'active', dependsOn: { taskIdRanges: [{ start: 1, end }] } };
    return gatherSiblings(store, 'j', task, new MissingEvidence());
  };
  assert.deepEqual(await gatherOf(75), []);
  assert.deepEqual(await gatherOf(76), [failed]);
  assert.equal(asked.length, 1);
});

test('nodes are requested if a task ran and its job is loaded; otherwise, loaded nodes are used', async () => {
  const ran: Task = { ...failed, nodeInfo: { poolId: 'p', nodeId: 'n1' } };
  const asked: ListOptions[] = [];
  const gatherOf = async (known: AccountSnapshot, task: Task) => {
    const listNodes: BatchService['nodes']['listNodes'] = (_, options = {}) => {
      asked.push(options);
      return pagesOf([{ id: 'n1' }], [{ id: 'second page' }]);
    };
    const store = { service: fakeBatchService({ nodes: { listNodes } }), snapshot: known };
    return (await gatherNodes(store, 'p', 'j', task, new MissingEvidence())).map(({ id }) => id);
  };
  const loaded = snapshot().with({ kind: 'tasks', jobId: 'j', group: 'failed' }, [ran]);
  assert.deepEqual(await gatherOf(loaded.build(), ran), ['n1']);
  assert.ok(asked[0]?.select?.includes('nodeAgentInfo'));
  assert.deepEqual(await gatherOf(snapshot().build(), ran), [], 'two requests for tasks come first');
  assert.deepEqual(await gatherOf(loaded.build(), failed), [], 'a task that never ran');
  assert.deepEqual(await gatherOf(loaded.with({ kind: 'nodes', poolId: 'p' }, [{ id: 'n2' }]).build(), ran), ['n2']);
  assert.equal(asked.length, 1);
});

test('the dependencies of a waiting task are requested by ID, unless they are loaded', async () => {
  const asked: (string | undefined)[] = [];
  const known = snapshot().with({ kind: 'tasks', jobId: 'j', group: 'failed' }, [failed]).build();
  const tasks: readonly Task[] = [
    { id: 'd', state: 'active', dependsOn: { taskIds: ['B', 'e', 'ghost'] } },
    { id: 'e', state: 'running', dependsOn: { taskIds: ['f'] } },
    succeeded,
  ];
  const gatherOf = async (dependsOn: Task['dependsOn'], listTasks: ListTasks) => {
    const store = { service: fakeBatchService({ tasks: { listTasks } }), snapshot: known };
    const task: Task = { id: 'c', state: 'active', ...(dependsOn && { dependsOn }) };
    const found = await gatherDependencies(store, 'j', task, new MissingEvidence());
    return { ids: found.tasks.map(({ id }) => id), absent: found.absentTasks };
  };
  const listTasks: ListTasks = (_jobId, { filter = '', select } = {}) => {
    asked.push(filter);
    assert.ok(select?.includes('exitConditions'));
    return pagesOf(tasks.filter(({ id }) => filter.toLowerCase().includes(`'${id}'`)));
  };
  const nothing: ListTasks = () => assert.fail('asked');
  const none = { ids: [], absent: [] };
  assert.deepEqual(await gatherOf({ taskIds: ['a', 'd'] }, listTasks), { ids: ['d', 'e', 'b'], absent: ['ghost'] });
  // Running dependencies are not followed.
  assert.deepEqual(asked, ["id eq 'd'", "(id eq 'B') or (id eq 'e') or (id eq 'ghost')"]);
  assert.deepEqual(await gatherOf({ taskIds: ['A'] }, nothing), none);
  assert.deepEqual(await gatherOf({ taskIdRanges: [{ start: 1, end: 1000 }] }, nothing), none);
  asked.length = 0;
  const many = await gatherOf({ taskIdRanges: [{ start: 1, end: 60 }] }, listTasks);
  assert.deepEqual([asked.length, many.absent.length], [3, 60], 'each request names as many as fit into its address');
  const endless: ListTasks = (_jobId, { filter = '' } = {}) => {
    asked.push(filter);
    const [id = ''] = /\d+/.exec(filter) ?? [];
    return pagesOf([{ id, state: 'active', dependsOn: { taskIds: [String(Number(id) + 1)] } }]);
  };
  asked.length = 0;
  assert.deepEqual((await gatherOf({ taskIds: ['1'] }, endless)).ids, ['1', '2', '3']);
  assert.equal(asked.length, 3);
});

test('tasks that may wait for a failed task are requested if the job has dependencies and the tasks are not loaded', async () => {
  const waits: Task = { id: 'd', state: 'active', dependsOn: { taskIds: ['a'] } };
  const gatherOf = async (usesTaskDependencies: boolean, known = snapshot().build(), task = failed) => {
    const asked: (string | undefined)[] = [];
    const listTasks: ListTasks = (_, options) => {
      asked.push(options?.filter);
      return pagesOf([waits]);
    };
    const store = { service: fakeBatchService({ tasks: { listTasks } }), snapshot: known };
    const tasks = await gatherDependents(store, { id: 'j', usesTaskDependencies }, task, new MissingEvidence());
    return { asked, ids: tasks.map(({ id }) => id) };
  };
  assert.deepEqual(await gatherOf(true), { asked: ["state eq 'active'"], ids: ['d'] });
  const nothing = { asked: [], ids: [] };
  assert.deepEqual(await gatherOf(false), nothing);
  assert.deepEqual(await gatherOf(true, snapshot().build(), succeeded), nothing);
  assert.deepEqual(await gatherOf(true, snapshot().withTaskCounts('j', { active: 0 }).build()), nothing);
  const loaded = snapshot().with({ kind: 'tasks', jobId: 'j', group: 'active' }, [waits]).build();
  assert.deepEqual(await gatherOf(true, loaded), nothing);
});
