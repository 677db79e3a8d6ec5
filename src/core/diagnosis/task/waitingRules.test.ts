import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import type { ComputeNode, NodeState } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { judgeWaits } from '../../relations/blockedDependencies.ts';
import { doAtOnce } from '../../work.ts';
import { CauseExplainer } from '../account/causeExplainer.ts';
import type { Failing } from '../causes/failing.ts';
import { explainTask } from '../explainTask.ts';
import type { TaskEvidence } from '../process/taskContext.ts';

const waiting: Task = { id: 't', state: 'active', creationTime: '2026-11-20T08:00:00Z' };
const job = { id: 'j', state: 'active' } as const;
const pool: Pool = {
  id: 'p',
  allocationState: 'steady',
  currentDedicatedNodes: 2,
  targetDedicatedNodes: 2,
  taskSlotsPerNode: 1,
};

function node(id: string, state: NodeState, changes: Partial<ComputeNode> = {}): ComputeNode {
  return { id, state, schedulingState: 'enabled', ...changes };
}

function failed(id: string): Task {
  return { id, state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };
}

function titleOf(evidence: Partial<TaskEvidence>): string {
  return explainTask({ task: waiting, job, pool, now: '2026-11-20T10:00:00Z', ...evidence }).title;
}

test('a multi-instance task waits forever in a pool that cannot run it', () => {
  const task = { ...waiting, multiInstanceSettings: { numberOfInstances: 4, coordinationCommandLine: 'x' } };
  assert.equal(titleOf({ task }), 't has not started: it needs more nodes at once than the pool has');
  assert.deepEqual(explainTask({ task, job, pool }).remedies, ['pool.resize']);
  const scaling = explainTask({ task, job, pool: { ...pool, enableAutoScale: true } });
  assert.deepEqual(scaling.remedies, ['pool.evaluateAutoscale']);
  const single = { ...task, multiInstanceSettings: { ...task.multiInstanceSettings, numberOfInstances: 1 } };
  const empty = { ...pool, currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  assert.equal(titleOf({ task: single, pool: empty }), 't has not started: the pool has no nodes');
  const large = { ...pool, targetDedicatedNodes: 4 };
  assert.match(
    titleOf({ task, pool: { ...large, enableInterNodeCommunication: false } }),
    /can't communicate with each other$/,
  );
  assert.match(titleOf({ task, pool: { ...large, taskSlotsPerNode: 2 } }), /more than one task slot per node$/);
  assert.match(titleOf({ task, pool: large }), /waiting for its turn$/);
});

test('a formula that only lacked samples may succeed at its next evaluation', () => {
  const explain = (code: string, value: string) => {
    const autoScaleRun = { error: { code, values: [{ name: 'Message', value }] } };
    const empty = { ...pool, currentDedicatedNodes: 0, targetDedicatedNodes: 0, enableAutoScale: true, autoScaleRun };
    return explainTask({ task: waiting, job, pool: empty }).wait?.reasons.map(({ endsBy }) => endsBy);
  };
  const short = 'Line 9, Col 43: Insufficient data from data set: $PendingTasks wanted 70%, received 0%';
  assert.deepEqual(explain('InsufficientSampleData', short), ['either']);
  assert.deepEqual(explain('AutoScalingFormulaEvaluationError', 'Undefined symbol: $Pending'), ['user']);
});

test('new nodes are not the step while the start task fails that they would run, too', () => {
  const startTask = { commandLine: 'bash setup.sh', waitForSuccess: true };
  const busy = node('a', 'running', { runningTasksCount: 1, runningTaskSlotsCount: 1 });
  const nodes = [busy, node('b', 'starttaskfailed', { startTaskInfo: { exitCode: 1, result: 'failure' } })];
  const { fixes } = explainTask({ task: waiting, job, pool: { ...pool, startTask }, nodes });
  const wait = fixes.find(({ text }) => text.startsWith('Wait'));
  assert.match(wait?.text ?? '', /^Wait until other tasks end\. Before you add nodes, .* on 1 node: new nodes run it/);
  assert.ok(fixes.every(({ text, remedies = [] }) => !/add nodes to/.test(text) && !remedies.includes('pool.resize')));
});

test('the schedule is named whose jobs repeat a mistake of their definition', () => {
  const jobManagerTask = { id: 't', commandLine: 'manage', allowLowPriorityNode: false };
  const scheduled = { ...job, id: 'hourly:job-1', jobManagerTask };
  const onlySpot: Pool = { ...pool, currentDedicatedNodes: 0, targetDedicatedNodes: 0, targetLowPriorityNodes: 2 };
  const stepsOf = (evidence: Partial<TaskEvidence>): string =>
    explainTask({ task: waiting, job: scheduled, pool: { ...onlySpot, currentLowPriorityNodes: 2 }, ...evidence })
      .fixes.map(({ text }) => text)
      .join('\n');
  const nodes = ['a', 'b'].map((id) => node(id, 'idle', { isDedicated: false }));
  assert.match(stepsOf({ nodes }), /change it in job schedule hourly, too/);
  assert.doesNotMatch(stepsOf({ nodes, job: { ...scheduled, id: 'j' } }), /schedule/);
  const poolInfo = { autoPoolSpecification: { autoPoolIdPrefix: 'night' } };
  const empty: Pool = { ...pool, currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  const ofEmpty = { pool: empty, job: { ...job, id: 'nightly:job-1', poolInfo } };
  assert.match(stepsOf(ofEmpty), /^Resize the pool\.\nSet the number of nodes .* of job schedule nightly, too/);
  assert.doesNotMatch(stepsOf({ ...ofEmpty, job: { ...job, poolInfo } }), /schedule/);
});

test('if a task waits for slots, resizing a pool with a formula manually is not suggested', () => {
  const nodes = ['a', 'b'].map((id) => node(id, 'running', { runningTasksCount: 1, runningTaskSlotsCount: 1 }));
  assert.deepEqual(explainTask({ task: waiting, job, pool, nodes }).remedies, ['pool.resize']);
  const scaled = { ...pool, enableAutoScale: true };
  const { fixes, remedies } = explainTask({ task: waiting, job, pool: scaled, nodes });
  assert.deepEqual(remedies, ['pool.evaluateAutoscale']);
  assert.match(fixes[0]?.text ?? '', /formula/);
});

test('a chain of dependencies is followed to the failed task', () => {
  const behind: Task = { id: 'b', state: 'active', dependsOn: { taskIds: ['a'] } };
  const task = { ...waiting, dependsOn: { taskIds: ['b'] } };
  const { cause, remedies } = explainTask({ task, job, siblings: [behind, failed('a')] });
  assert.match(cause, /only after b, which can't start either.*these failed: a \(exit code 1\)/);
  assert.deepEqual(remedies, ['job.retryFailed']);
  for (const [all, only] of [
    [1, undefined],
    [2, ['a']],
    [7, ['a']],
  ] as const) {
    const counts = { active: 2, running: 0, completed: all, failed: all, succeeded: 0 };
    const [fix] = explainTask({ task, job, siblings: [behind, failed('a')], counts }).fixes;
    assert.deepEqual(fix?.retries, only);
  }
  const circle = [behind, { ...behind, id: 'a', dependsOn: { taskIds: ['b'] } }];
  assert.match(explainTask({ task, siblings: circle }).title, /a dependency, b, can't start$/);
});

test('tasks that depend on each other never start, nor do tasks that wait for them, however many there are', () => {
  for (const length of [1, 2, 3, 7, 40]) {
    const circle = Array.from(
      { length },
      (_, index): Task => ({ id: `c${index}`, state: 'active', dependsOn: { taskIds: [`C${(index + 1) % length}`] } }),
    );
    for (const task of circle) {
      const siblings = circle.filter((other) => other !== task);
      const { title, confidence, wait } = explainTask({ task, job, siblings });
      assert.equal(title, `${task.id} has not started: dependencies form a circle`);
      assert.equal(confidence, 'certain');
      assert.deepEqual(
        wait?.reasons.map(({ endsBy }) => endsBy),
        ['user'],
      );
    }
    const behind = { ...waiting, dependsOn: { taskIds: ['c0'] } };
    assert.equal(titleOf({ task: behind, siblings: circle }), "t has not started: a dependency, c0, can't start");
    const [group] = judgeWaits([...circle, { id: 'free', state: 'active' }, behind], {});
    assert.deepEqual([group?.bar, group?.tasks.length], ['circle', length + 1]);
    const broken = circle.map((task, index): Task => (index === 0 ? { ...task, state: 'running' } : task));
    assert.doesNotMatch(titleOf({ task: behind, siblings: broken }), /can't start|circle/);
  }
});

test('failed and missing dependencies of a task are both shown', () => {
  for (const names of [
    ['a', 'ghost'],
    ['ghost', 'a'],
    ['a', 'b', 'ghost', 'other'],
  ]) {
    const task = { ...waiting, dependsOn: { taskIds: names } };
    const siblings = names.filter((name) => name.length === 1).map(failed);
    const absentTasks = names.filter((name) => name.length > 1);
    const { title, fixes } = explainTask({ task, job, siblings, absentTasks });
    assert.match(title, /a dependency is not in the job$/);
    const steps = fixes.map(({ text }) => text).join('\n');
    assert.match(steps, /^Fix and retry what failed/m);
    assert.ok(steps.startsWith(`Add ${absentTasks.length === 1 ? 'ghost' : 'ghost, other'} to the job`), steps);
  }
});

test('a permanent obstacle in the pool comes before a temporary one', () => {
  const limited = { ...job, maxParallelTasks: 1 };
  for (const requiredSlots of [1, 2, 8]) {
    const running: Task = { id: 'r', state: 'running' };
    const title = titleOf({ task: { ...waiting, requiredSlots }, job: limited, siblings: [running] });
    assert.equal(/slots/.test(title), requiredSlots > 1, title);
  }
});

test('a chain of dependencies is followed to a task that the job does not have', () => {
  const behind: Task = { id: 'b', state: 'active', dependsOn: { taskIds: ['ghost'] } };
  const of = (id: string) =>
    explainTask({
      task: { ...waiting, dependsOn: { taskIds: [id] } },
      job,
      siblings: [behind],
      absentTasks: ['Ghost'],
    });
  for (const id of ['ghost', 'b']) {
    const { title, confidence, wait } = of(id);
    assert.match(title, /has not started: a dependency is not in the job$/);
    assert.equal(confidence, 'certain');
    assert.deepEqual(
      wait?.reasons.map(({ endsBy }) => endsBy),
      ['user'],
    );
    assert.doesNotMatch(wait?.checked.join() ?? '', /depends on/);
  }
  assert.match(of('b').cause, /only after b, which can't start either.*no tasks with these IDs: ghost\.$/);
  assert.deepEqual(of('ghost').remedies, ['task.resubmit']);
});

test('a task that was running when Azure reclaimed its node waits to start again', () => {
  const task: Task = { ...waiting, previousState: 'running', stateTransitionTime: '2026-03-01T10:00:00Z' };
  const { title, category, evidence } = explainTask({ task, job, nodes: [] });
  assert.match(title, /was interrupted and is waiting to start again$/);
  assert.equal(category, 'interrupted');
  assert.match(evidence.map(({ text }) => text).join(), /It ran until .* and was then requeued\./);
  const failedOnce: Task = { ...task, executionInfo: { retryCount: 1 } };
  assert.match(titleOf({ task: failedOnce, job, nodes: [] }), /failed and is waiting to be retried$/);
});

test('if ranges of dependencies contain millions of IDs, only the known tasks are checked', () => {
  const task = { ...waiting, dependsOn: { taskIdRanges: [{ start: 1, end: 9_000_000 }] } };
  const siblings = [failed('5000000'), failed('05'), failed('9000001'), failed('1e3')];
  const these = /these failed: 5000000 \(exit code 1\), 05 \(exit code 1\)\./;
  assert.match(explainTask({ task, siblings }).cause, these);
  const done = { id: '7', state: 'completed', executionInfo: { exitCode: 0, result: 'success' } } as const;
  assert.match(titleOf({ task, siblings: [done], nodes: [] }), /waiting for its turn$/);
});

test('start tasks that fail everywhere, nodes that are starting, and idle nodes are distinguished', () => {
  const startTaskInfo = { state: 'completed', exitCode: 127, result: 'failure' } as const;
  const broken = [node('a', 'starttaskfailed', { startTaskInfo }), node('b', 'starttaskfailed', { startTaskInfo })];
  const everywhere = explainTask({ task: waiting, job, pool, nodes: broken });
  assert.match(everywhere.title, /the start task fails on every node in the pool$/);
  assert.equal(everywhere.category, 'missing-program');
  assert.match(titleOf({ nodes: [node('a', 'starting'), node('b', 'unusable')] }), /no node in the pool is ready yet$/);
  const idle = explainTask({ task: waiting, job, pool, nodes: [node('a', 'idle')] });
  assert.ok(idle.evidence.some(({ text }) => text === '1 idle'));
});

test('nodes that are starting are waited for before more are added', () => {
  const stepOf = (...states: readonly NodeState[]) => {
    const nodes = states.map((state, index) => node(`n${index}`, state));
    return explainTask({ task: waiting, job, pool, nodes }).fixes[0]?.text ?? '';
  };
  for (const state of ['starting', 'waitingforstarttask', 'creating'] as const)
    assert.match(stepOf('running', 'running', state), /^Wait for the nodes that are starting, or add more\./, state);
  assert.match(stepOf('running', 'running'), /^Wait, or add nodes to the pool\./);
});

test('if the slots of a pool are in use because nodes are missing, the known reason is shown', () => {
  const short = { ...pool, currentDedicatedNodes: 1, resizeErrors: [{ code: 'AccountCoreQuotaReached' }] };
  const { cause, title } = explainTask({ task: waiting, job, pool: short, nodes: [node('a', 'running')] });
  assert.match(title, /no node has room, and the pool has fewer nodes than it should$/);
  assert.match(cause, /^\(1\) No usable node in the pool has a free slot.* \(2\) .*quota/);
});

test('a pool that is being deleted, a job that ended by its limit, and a task half a year old are described', () => {
  assert.match(titleOf({ pool: { ...pool, state: 'deleting' } }), /its pool is being deleted$/);
  const over = {
    ...job,
    state: 'completed',
    executionInfo: { startTime: 't', terminateReason: 'MaxWallClockTimeExpiry' },
  };
  assert.match(explainTask({ task: waiting, job: over }).cause, /because the job ran longer than its own/);
  assert.match(titleOf({ task: { ...waiting, creationTime: '2026-03-01T00:00:00Z' } }), /it is too old to run$/);
});

test('a task that ran before waits to start again, and dependencies that were not checked are described as such', () => {
  const executionInfo = { requeueCount: 2, lastRequeueTime: '2026-11-20T09:00:00Z' };
  assert.match(
    titleOf({ task: { ...waiting, executionInfo }, nodes: [node('a', 'preempted')] }),
    /^t is waiting to start again/,
  );
  assert.equal(
    titleOf({ task: { ...waiting, executionInfo: { retryCount: 1 } } }),
    't failed and is waiting to be retried',
  );
  const { evidence } = explainTask({ task: { ...waiting, dependsOn: { taskIds: ['a'] } } });
  assert.ok(evidence.some(({ text }) => text.includes('the tasks it depends on')));
});

test('nodes that take no tasks are counted by problem, before the slots in use', () => {
  const busy = node('d', 'running', { runningTasksCount: 1, runningTaskSlotsCount: 1 });
  const off = { schedulingState: 'disabled' } as const;
  const nodes = [node('a', 'offline', off), node('b', 'offline', off), node('c', 'unusable'), busy];
  const { title, cause, fixes, wait } = explainTask({ task: waiting, job, pool, nodes });
  assert.match(title, /no node has room, and 3 of 4 nodes in the pool aren't accepting tasks$/);
  assert.match(
    cause,
    /^\(1\) 2 of 4 nodes in the pool: offline\..* \(2\) 1 of 4 nodes in the pool: unusable\..* \(3\) No usable node/,
  );
  assert.match(wait?.reasons[0]?.title ?? '', /^2 of 4 nodes in the pool: offline$/);
  const advice = fixes.map(({ text }) => text).join('\n');
  assert.match(advice, /Bring 2 offline nodes online/);
  assert.match(advice, /If it stays unusable, replace it/);
  const reversed = explainTask({ task: waiting, job, pool, nodes: [...nodes].reverse() });
  assert.equal(reversed.cause, cause);
  const broken = explainTask({ task: waiting, job, pool, nodes: nodes.slice(0, 3) });
  assert.match(broken.title, /no node in the pool can run tasks$/);
  assert.ok(broken.fixes.some(({ text }) => text.startsWith('Bring 2 offline nodes online')));
});

/** Lists the problems of nodes, for a task that waits for them and for the account's causes. */
function listWrong(nodes: readonly ComputeNode[]): Readonly<Record<'ofTask' | 'ofAccount', readonly string[]>> {
  const failing = nodes.map((one): Failing => {
    const resource = { kind: 'node', accountId: 'a', poolId: pool.id, nodeId: one.id } as const;
    return { kind: 'node', resource, at: one.stateTransitionTime, node: one, pool };
  });
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failing));
  const { wait } = explainTask({ task: waiting, job, pool, nodes });
  return {
    ofTask: (wait?.reasons ?? []).map(({ evidence }) => readCode(evidence)),
    ofAccount: causes.map(({ failures: [first] }) => readCode(first?.explanation.evidence ?? [])),
  };
}

function readCode(evidence: readonly { readonly text: string }[]): string {
  return evidence.map(({ text }) => /^\w+(?=: )/.exec(text)?.[0]).find((code) => code?.endsWith('Error')) ?? 'none';
}

test('the problem that affects most nodes comes first, both in the account and for a waiting task', () => {
  const withError = (id: string, code: string, stateTransitionTime: string): ComputeNode =>
    node(id, 'unusable', { stateTransitionTime, errors: [{ code, message: `${code} of ${id}` }] });
  const nodes = [
    node('a', 'unknown', { stateTransitionTime: '2026-11-20T07:00:00Z' }),
    withError('b', 'LateError', '2026-11-20T08:02:00Z'),
    withError('c', 'EarlyError', '2026-11-20T08:01:00Z'),
    withError('d', 'ManyError', '2026-11-20T09:00:00Z'),
    withError('e', 'ManyError', '2026-11-20T09:00:00Z'),
  ];
  const order = ['ManyError', 'LateError', 'EarlyError', 'none'];
  assert.deepEqual(listWrong(nodes), { ofTask: order, ofAccount: order });
  assert.deepEqual(listWrong([...nodes].reverse()), { ofTask: order, ofAccount: order });
  const stateTransitionTime = '2026-11-20T08:00:00Z';
  const { ofTask, ofAccount } = listWrong(nodes.map((one) => ({ ...one, stateTransitionTime })));
  assert.deepEqual(ofTask, ofAccount, 'also of those that broke at the same moment');
});

test('a node where the preparation task failed has no slot for the job', () => {
  const preparation = [{ nodeId: 'a', jobPreparationTaskExecutionInfo: { state: 'completed', exitCode: 1 } }] as const;
  const busy = node('b', 'running', { runningTasksCount: 1, runningTaskSlotsCount: 1 });
  const nodes = [node('a', 'idle'), busy];
  const { cause } = explainTask({ task: waiting, job, pool, nodes, preparation });
  assert.match(cause, /\(1\) Batch runs a job's preparation task.* \(2\) No usable node in the pool has a free slot/);
  const tolerant = { ...job, jobPreparationTask: { commandLine: 'x', waitForSuccess: false } };
  assert.match(titleOf({ job: tolerant, nodes, preparation }), /waiting for its turn$/);
});

test('free slots that are spread over several nodes are not described as in use', () => {
  const busy = (id: string, used: number) => ({ id, state: 'running', runningTaskSlotsCount: used });
  const pool = { id: 'p', currentDedicatedNodes: 2, targetDedicatedNodes: 2, taskSlotsPerNode: 4 };
  const of = (requiredSlots: number) =>
    explainTask({ task: { id: 't', state: 'active', requiredSlots }, pool, nodes: [busy('a', 2), busy('b', 1)] });
  assert.match(of(4).title, /no node in the pool has 4 free slots$/);
  assert.match(of(4).cause, /no usable node has more than 3 of 4 free/);
  assert.equal(of(3).confidence, 'guess');
});

test('a multi-instance task waits until enough nodes are free at once', () => {
  const pool = { id: 'p', currentDedicatedNodes: 3, targetDedicatedNodes: 3, enableInterNodeCommunication: true };
  const recentTasks = [{ jobId: 'urgent', taskId: 'u', taskState: 'running' }] as const;
  const nodes = [
    { id: 'a', state: 'idle' },
    { id: 'b', state: 'idle' },
    { id: 'c', state: 'running', runningTaskSlotsCount: 1, recentTasks },
  ] as const;
  const of = (numberOfInstances: number) =>
    explainTask({
      task: { id: 't', state: 'active', multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'x' } },
      pool,
      nodes,
    });
  assert.match(of(3).title, /3 free nodes are needed at once; free now: 2$/);
  assert.ok(of(3).evidence.some(({ text }) => text === 'Tasks from other jobs are running there: urgent (1).'));
  assert.match(of(2).title, /waiting for its turn/);
});

test('an unreachable node is reported before the queue, with its own description', () => {
  const busy = node('b', 'running', { runningTasksCount: 1, runningTaskSlotsCount: 1 });
  const { title, wait } = explainTask({ task: waiting, job, pool, nodes: [node('a', 'unknown'), busy] });
  assert.match(title, /no node has room, and 1 of 2 nodes in the pool isn't accepting tasks$/);
  assert.match(wait?.reasons[0]?.title ?? '', /not reachable$/);
});

test('the steps for nodes in transition depend on how long they have been in transition', () => {
  const of = (state: string, stateTransitionTime: string) =>
    explainTask({
      task: { id: 't', state: 'active' },
      pool: { id: 'p', currentDedicatedNodes: 1, targetDedicatedNodes: 1 },
      nodes: [{ id: 'a', state, stateTransitionTime }],
      now: '2026-11-20T12:00:00Z',
    });
  const hanging = of('waitingforstarttask', '2026-11-20T09:00:00Z');
  assert.match(hanging.title, /the pool's start task has been running for 3 hr$/);
  assert.match(hanging.fixes[0]?.text ?? '', /startup\/stdout\.txt/);
  assert.match(of('waitingforstarttask', '2026-11-20T11:58:00Z').fixes[0]?.text ?? '', /^Wait a few minutes/);
  assert.match(of('starting', '2026-11-20T11:00:00Z').title, /no node in the pool is ready after 1 hr$/);
});

test('a node that comes online takes tasks soon, however long it was offline', () => {
  const stateTransitionTime = '2026-11-20T07:00:00Z';
  const nodes = [node('a', 'offline', { schedulingState: 'enabled', stateTransitionTime })] as const;
  const { title, fixes } = explainTask({ task: waiting, job, pool, nodes, now: '2026-11-20T12:00:00Z' });
  assert.match(title, /no node in the pool is ready yet$/);
  assert.ok(!fixes.some(({ text }) => text.startsWith('Bring ')));
});

test('the title shows what all nodes of the pool have in common', () => {
  const titleOf = (state: string, schedulingState = 'enabled') =>
    explainTask({
      task: { id: 't', state: 'active' },
      pool: { id: 'p', currentDedicatedNodes: 1, targetDedicatedNodes: 1 },
      nodes: [{ id: 'a', state, schedulingState }],
    }).title;
  assert.match(titleOf('unusable'), /every node in the pool is unusable$/);
  assert.match(titleOf('preempted'), /every node in the pool is preempted$/);
  assert.match(titleOf('running', 'disabled'), /no node in the pool is accepting new tasks$/);
});

test('tasks are described as waiting for an auto pool that does not exist yet', () => {
  const job = { id: 'j', state: 'active', poolInfo: { autoPoolSpecification: {} } } as const;
  const task = { id: 't', state: 'active' } as const;
  assert.match(explainTask({ task, job }).title, /job's auto pool doesn't exist yet$/);
  const at = (now: string) => explainTask({ task, job: { ...job, creationTime: '2026-11-20T09:00:00Z' }, now });
  assert.match(at('2026-11-20T09:05:00Z').fixes[0]?.text ?? '', /^Wait a few minutes/);
  assert.match(at('2026-11-20T09:30:00Z').fixes[0]?.text ?? '', /^Check the account's pool quota/);
  const made = { ...job, executionInfo: { startTime: '2026-11-20T09:00:00Z', poolId: 'p' } };
  assert.match(explainTask({ task, job: made }).title, /waiting for its turn$/);
});

test('a task that is being prepared shows since when its preparation task has been running, and where the logs are', () => {
  const { confidence, evidence, fixes } = explainTask({
    task: { id: 't', state: 'preparing', nodeInfo: { nodeId: 'n' } },
    preparation: [
      {
        nodeId: 'n',
        jobPreparationTaskExecutionInfo: {
          state: 'running',
          startTime: '2026-11-20T11:00:00Z',
          taskRootDirectory: 'workitems/j/job-1/jobpreparation',
        },
      },
    ],
    now: '2026-11-20T12:00:00Z',
  });
  assert.equal(confidence, 'likely');
  assert.ok(evidence.some(({ text }) => text.startsWith('The job preparation task has been running for 1 hr')));
  assert.match(fixes[0]?.text ?? '', /workitems\/j\/job-1\/jobpreparation on the node/);
});

test("if no tasks are listed, the service's count gives the number of running tasks", () => {
  const counts = { active: 1, running: 5, completed: 0, succeeded: 0, failed: 0 };
  const whyOf = (limit: number) =>
    explainTask({
      task: waiting,
      job: { ...job, maxParallelTasks: limit },
      pool,
      siblings: [],
      counts,
    }).wait?.reasons.map(({ id }) => id);
  assert.ok(whyOf(5)?.includes('parallel'));
  assert.ok(!whyOf(6)?.includes('parallel'));
});

test('all obstacles of a task are listed by effect, with who can remove them, followed by conditions that are met', () => {
  const disabled = { ...job, state: 'disabled', maxParallelTasks: 5 } as const;
  const task = { ...waiting, dependsOn: { taskIds: ['bake'] } };
  const siblings = [{ id: 'bake', state: 'running' }] as const;
  const empty = { ...pool, currentDedicatedNodes: 0, targetDedicatedNodes: 0 };
  const { wait, evidence, fixes } = explainTask({ task, job: disabled, pool: empty, siblings });
  assert.deepEqual(
    wait?.reasons.map(({ id, title, endsBy }) => [id, title, endsBy]),
    [
      ['jobState', 'The job is disabled', 'user'],
      ['dependencies', `The dependency "bake" isn't finished`, 'batch'],
      ['target', 'The pool has no nodes', 'user'],
    ],
  );
  assert.deepEqual(wait?.checked, [
    'job scheduling errors',
    "the task's pool requirements",
    "the job's limit for parallel tasks",
  ]);
  assert.deepEqual(wait?.reasons[0]?.fixes[0]?.remedies, ['job.enable']);
  for (const reason of wait?.reasons ?? []) {
    for (const piece of reason.evidence) assert.ok(evidence.some(({ text }) => text === piece.text));
    for (const { text } of reason.fixes) assert.ok(fixes.some((fix) => fix.text === text));
  }
});

test('a task that is being prepared has its node, so its pool is not an obstacle', () => {
  const task = { ...waiting, state: 'preparing', nodeInfo: { poolId: 'p', nodeId: 'a' } } as const;
  const busy = node('a', 'running', { runningTasksCount: 1, runningTaskSlotsCount: 1 });
  assert.equal(titleOf({ task, nodes: [busy] }), 't is waiting for its job preparation task');
});

test('tasks that wait for the same slots are counted, and uncounted ones are mentioned', () => {
  const busy = ['a', 'b'].map((id) => node(id, 'running', { runningTasksCount: 1, runningTaskSlotsCount: 1 }));
  const counts = { active: 3, running: 2, completed: 0, succeeded: 0, failed: 0 };
  const siblings = [
    { id: 's1', state: 'active', creationTime: '2026-11-20T07:00:00Z' },
    { id: 's2', state: 'active', creationTime: '2026-11-20T09:00:00Z' },
  ] as const;
  const of = (evidence: Partial<TaskEvidence>) =>
    explainTask({ task: waiting, job: { ...job, priority: 5 }, pool, nodes: busy, counts, ...evidence })
      .evidence.map(({ text }) => text)
      .join('\n');
  const otherJobs = [
    { id: 'urgent', priority: 100, waiting: 12 },
    { id: 'unread', priority: 50 },
    { id: 'done', priority: 100, waiting: 0 },
    { id: 'later', priority: 0, waiting: 7 },
  ];
  assert.match(of({ siblings, otherJobs }), /2 other tasks in its job are waiting\. Added before t: 1\./);
  assert.match(of({ otherJobs }), /the number of their waiting tasks: urgent \(12\), unread \(unknown\)\./);
  assert.match(of({ otherJobs: [] }), /No job on the pool with a higher priority has waiting tasks/);
  assert.match(of({}), /2 other tasks in its job are waiting\.\n(.|\n)*Not checked: other jobs on the pool/);
});

test('a task whose pool does not exist is described as waiting for the pool, and for nothing that was not checked', () => {
  const { title, confidence, evidence, remedies } = explainTask({
    task: waiting,
    job: { ...job, poolInfo: { poolId: 'gone' } },
    isPoolMissing: true,
  });
  assert.equal(title, 't has not started: the pool does not exist');
  assert.equal(confidence, 'certain');
  assert.deepEqual(remedies, ['job.clone']);
  assert.ok(evidence.every(({ text }) => !text.startsWith('Not checked')));
});

test('an empty pool is not described as missing nodes', () => {
  const unseenIn = (one: Pool) =>
    explainTask({ task: waiting, job, pool: one, otherJobs: [] })
      .evidence.map(({ text }) => text)
      .join('\n');
  assert.match(unseenIn({ ...pool, currentDedicatedNodes: 2 }), /Not checked: the nodes\./);
  assert.doesNotMatch(unseenIn({ ...pool, currentDedicatedNodes: 0, currentLowPriorityNodes: 0 }), /Not checked/);
});

test('the approximate time when Batch will end a task is shown as far as it is known', () => {
  const resizing = {
    ...pool,
    allocationState: 'resizing',
    allocationStateTransitionTime: '2026-11-20T09:50:00Z',
    resizeTimeout: 'PT15M',
    currentDedicatedNodes: 0,
  } as const;
  const whenOf = (of: Pool) =>
    explainTask({ task: waiting, job, pool: of, now: '2026-11-20T10:00:00Z' }).wait?.reasons[0]?.when;
  assert.match(whenOf(resizing) ?? '', /^The resize ends by .*10:05.* at the latest/);
  const scaled = {
    ...pool,
    enableAutoScale: true,
    autoScaleEvaluationInterval: 'PT15M',
    autoScaleRun: { timestamp: '2026-11-20T09:50:00Z', results: '$TargetDedicatedNodes=0' },
    currentDedicatedNodes: 0,
    targetDedicatedNodes: 0,
  };
  assert.match(whenOf(scaled) ?? '', /evaluates the autoscale formula again at .*10:05/);
  assert.equal(whenOf({ ...scaled, autoScaleRun: { timestamp: '2026-11-20T08:00:00Z' } }), undefined);
});

test('a task that was added after the last evaluation of the formula waits for the next one', () => {
  const step = (creationTime: string, changes: Partial<Pool> = {}) => {
    const scaled: Pool = {
      ...pool,
      enableAutoScale: true,
      autoScaleFormula: '$TargetDedicatedNodes = min(4, max(0, $PendingTasks.GetSample(1)));',
      autoScaleEvaluationInterval: 'PT15M',
      autoScaleRun: { timestamp: '2026-11-20T09:50:00Z', results: '$TargetDedicatedNodes=0' },
      allocationState: 'steady',
      currentDedicatedNodes: 0,
      targetDedicatedNodes: 0,
      ...changes,
    };
    const task = { ...waiting, creationTime };
    return explainTask({ task, job, pool: scaled, now: '2026-11-20T10:00:00Z' }).fixes[0]?.text ?? '';
  };
  assert.match(step('2026-11-20T09:55:00Z'), /^Wait for the next evaluation of the formula: /);
  assert.doesNotMatch(step('2026-11-20T09:40:00Z'), /^Wait/);
  // The formula never asks for nodes, or evaluations are long overdue.
  assert.doesNotMatch(step('2026-11-20T09:55:00Z', { autoScaleFormula: '$TargetDedicatedNodes = 0;' }), /^Wait/);
  assert.doesNotMatch(step('2026-11-20T09:55:00Z', { autoScaleRun: { timestamp: '2026-11-20T09:20:00Z' } }), /^Wait/);
});

test('a task is not said to wait permanently in a job with an unknown state', () => {
  const { title, fixes } = explainTask({ task: waiting, job: { ...job, state: 'Hibernating' }, pool });
  assert.doesNotMatch(title, /ended/);
  assert.ok(fixes.every(({ remedies = [] }) => remedies.length === 0));
  assert.match(explainTask({ task: waiting, job: { ...job, state: 'Completed' }, pool }).title, /the job has ended$/);
});
