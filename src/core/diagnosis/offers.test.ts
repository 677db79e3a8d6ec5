import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { isNight } from '../../../test/builders/nightly.ts';
import { noNodes } from '../../../test/builders/nodeCounts.ts';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { planConnectSsh, planOpenRdp } from '../changes/connectPlans.ts';
import { jobLife, planChangeLimit, planChangeParallel, planEnableJob } from '../changes/jobLife.ts';
import { planEnableJobSchedule } from '../changes/jobScheduleLife.ts';
import { planTransition } from '../changes/life.ts';
import { nodeLife, planMachine, planUploadLogs } from '../changes/nodeLife.ts';
import { planRemove } from '../changes/nodeRemoval.ts';
import { planReboot, planReimage } from '../changes/nodeRestart.ts';
import {
  planChangeStartTask,
  planEnableAutoscale,
  planEvaluateAutoscale,
  planResize,
  poolLife,
} from '../changes/poolLife.ts';
import { planChangeTaskLimit, taskLife } from '../changes/taskLife.ts';
import { planRequeue, planResubmit, planRetry } from '../changes/taskPlans.ts';
import { isProposable, possible, type Verdict } from '../changes/verdict.ts';
import { toLeftOutMark } from '../files/logNotice.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Job } from '../model/job.ts';
import type { LogName, UnreadLogs } from '../model/logEnd.ts';
import type { Pool } from '../model/pool.ts';
import { knownStates } from '../model/states.ts';
import { isFailed, type Task } from '../model/task.ts';
import { doAtOnce } from '../work.ts';
import { CauseExplainer } from './account/causeExplainer.ts';
import { explainAccount } from './account/explainAccount.ts';
import { explainCause } from './account/explainCause.ts';
import { taskSchedulingCodes } from './catalogue/scheduling.ts';
import { fileUploadCodes, taskFailureCodes } from './catalogue/taskFailure.ts';
import { explainJob } from './explainJob.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainTask } from './explainTask.ts';
import type { Explanation, Fix, RemedyId } from './explanation/explanation.ts';
import { explainJobSchedule } from './job/explainJobSchedule.ts';

/** One of each item that an account has. */
interface World {
  readonly task: Task;
  readonly job: Job;
  readonly pool: Pool;
  readonly node: ComputeNode;
  readonly siblings: readonly Task[];
  readonly stdout?: string;
  readonly stderr?: string;
  readonly unread?: UnreadLogs;
}

const left = { active: 1, running: 0 };

/** Checks that the command of each remedy makes before it asks the user. */
const commandPlans: Readonly<Record<RemedyId, (world: World) => Verdict>> = {
  'task.retry': ({ task, job }) => planRetry(task, job),
  'task.requeue': ({ task, job }) => planRequeue(task, job),
  'task.resubmit': ({ task }) => planResubmit(task),
  'task.terminate': ({ task }) => planTransition(taskLife.terminate, task),
  'task.changeLimit': ({ task }) => planChangeTaskLimit(task),
  'task.delete': () => possible,
  'task.downloadFiles': ({ task }) =>
    task.nodeInfo?.nodeId === undefined ? { possible: false, reason: 'none' } : possible,
  'file.find': ({ task }) => (task.nodeInfo?.nodeId === undefined ? { possible: false, reason: 'none' } : possible),
  'task.openStdout': () => possible,
  'task.openStderr': () => possible,
  'task.readFromStorage': () => possible,
  'task.compare': () => possible,
  'task.compareLastGood': ({ task }) => (isFailed(task) ? possible : { possible: false, reason: 'none' }),
  'failures.retry': ({ siblings, job }) =>
    siblings.map((one) => planRetry(one, job)).find(isProposable) ?? { possible: false, reason: 'none' },
  'failures.resubmit': () => possible,
  'failures.actOnNodes': () => possible,
  'failures.readLogs': () => possible,
  // Worlds have no schedule, which has a separate test.
  'jobSchedule.enable': () => ({ possible: false, reason: 'none' }),
  'job.enable': ({ job }) => planEnableJob(job, left),
  'job.retryFailed': ({ task, siblings, job }) =>
    [task, ...siblings].map((one) => planRetry(one, job)).find(isProposable) ?? { possible: false, reason: 'none' },
  'job.deleteTasks': () => possible,
  'job.terminate': ({ job }) => planTransition(jobLife.terminate, job),
  'job.clone': () => possible,
  'job.changeLimit': ({ job }) => planChangeLimit(job),
  'job.changeParallelTasks': ({ job }) => planChangeParallel(job),
  'node.reboot': ({ node }) => planReboot(node),
  'node.reimage': ({ node }) => planReimage(node),
  'node.remove': ({ node, pool }) => planRemove(node, pool),
  'node.start': ({ node }) => planMachine('start', node),
  'node.disableScheduling': ({ node }) => planTransition(nodeLife.disableScheduling, node),
  'node.enableScheduling': ({ node }) => planTransition(nodeLife.enableScheduling, node),
  'node.connectSsh': ({ node, pool }) => planConnectSsh(node, pool),
  'node.openRdp': ({ node, pool }) => planOpenRdp(node, pool),
  'node.uploadLogs': ({ node }) => planUploadLogs(node),
  'pool.resize': ({ pool }) => planResize(pool),
  'pool.stopResize': ({ pool }) => planTransition(poolLife.stopResize, pool),
  'pool.evaluateAutoscale': ({ pool }) => planEvaluateAutoscale(pool),
  'pool.editStartTask': ({ pool }) => planChangeStartTask(pool),
  'pool.enableAutoscale': ({ pool }) => planEnableAutoscale(pool),
  'pool.actOnNodes': ({ pool }) => (pool.state === 'deleting' ? { possible: false, reason: 'none' } : possible),
  'pool.bringOnline': ({ pool }) => (pool.state === 'deleting' ? { possible: false, reason: 'none' } : possible),
  'account.signIn': () => possible,
  'account.enterKey': () => possible,
  'account.azureCliLogin': () => possible,
};

const ended = { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T08:30:00Z' };
/** Time limit that ends soon for a task that has run since `ended.startTime`. */
const nearLimit = { maxWallClockTime: 'PT250M' };
const [poolId, nodeId] = ['p', 'n'];
const nodeInfo = { poolId, nodeId, taskRootDirectory: 'workitems/j/job-1/t' };

function toFailed(code: string, exitCode?: number): Partial<Task> {
  const failureInfo = { category: 'UserError', code, message: 'It failed.' } as const;
  const info = { ...ended, result: 'failure', failureInfo, ...(exitCode === undefined ? {} : { exitCode }) } as const;
  return { state: 'completed', nodeInfo, executionInfo: info };
}

/** Tasks in every state, including failures with every code of the service, with an exit code if their program ran. */
const taskParts: readonly Partial<Task>[] = [
  {},
  { state: otherWord('to come') },
  { state: 'active' },
  { state: 'active', previousState: 'preparing' },
  { state: 'active', executionInfo: { retryCount: 1 } },
  { state: 'active', dependsOn: { taskIds: ['sibling'] } },
  { state: 'active', requiredSlots: 8 },
  { state: 'preparing', nodeInfo },
  { state: 'running', nodeInfo, executionInfo: { startTime: '2026-11-20T08:00:00Z' } },
  { state: 'running', nodeInfo, executionInfo: ended, constraints: { maxWallClockTime: 'PT1M' } },
  { state: 'running', nodeInfo, executionInfo: { startTime: ended.startTime }, constraints: nearLimit },
  { state: 'completed', nodeInfo, executionInfo: { ...ended, exitCode: 0, result: 'success' } },
  ...[1, 75, 127, 134, 137, -9, -1073741510].map((exitCode) => toFailed('FailureExitCode', exitCode)),
  ...Object.keys(fileUploadCodes).flatMap((code) => [toFailed(code, 0), toFailed(code, 3)]),
  ...Object.keys(taskSchedulingCodes).map((code) => toFailed(code)),
  ...Object.keys(taskFailureCodes).flatMap((code) => [toFailed(code), toFailed(code, 0), toFailed(code, 137)]),
  toFailed('SomethingNew'),
  toFailed('SomethingNew', 0),
];

const jobParts: readonly Partial<Job>[] = [undefined, ...knownStates('job')].flatMap((state) =>
  (['noaction', 'terminatejob'] as const).map((onAllTasksComplete) => ({
    ...(state && { state }),
    onAllTasksComplete,
  })),
);

const nodeParts: readonly Partial<ComputeNode>[] = [undefined, otherWord('to come'), ...knownStates('node')].flatMap(
  (state) =>
    (['enabled', 'disabled'] as const).map((schedulingState) => ({ ...(state && { state }), schedulingState })),
);

function withEndpoints(...ports: readonly number[]): Pick<ComputeNode, 'endpointConfiguration'> {
  const endpoint = { name: 'login', protocol: 'tcp', publicIPAddress: '20.0.0.9', frontendPort: 50_000 };
  return { endpointConfiguration: { inboundEndpoints: ports.map((backendPort) => ({ ...endpoint, backendPort })) } };
}

const nodeTroubles: readonly Partial<ComputeNode>[] = [
  {},
  { startTaskInfo: { state: 'completed', exitCode: 1, result: 'failure', retryCount: 0 } },
  { errors: [{ code: 'DiskFull' }] },
  { errors: [{ code: 'NodePreparationError', message: 'The image cannot be pulled.' }] },
  { totalTasksRun: 20, totalTasksSucceeded: 0 },
  { stateTransitionTime: '2026-11-19T08:00:00Z' },
  { totalTasksRun: 20, totalTasksSucceeded: 0, ...withEndpoints(22, 3389) },
  { totalTasksRun: 20, totalTasksSucceeded: 0, ...withEndpoints() },
];

const sizes = { targetDedicatedNodes: 2, targetLowPriorityNodes: 0, currentLowPriorityNodes: 0 };
const poolParts: readonly Partial<Pool>[] = knownStates('pool').flatMap((state) =>
  [undefined, otherWord('to come'), ...knownStates('poolAllocation')].flatMap((allocationState) =>
    [false, true].flatMap((enableAutoScale) =>
      [0, 1, 2].flatMap((currentDedicatedNodes) =>
        ['ubuntu 22.04', 'windows amd64'].map((os) => ({
          state,
          ...sizes,
          currentDedicatedNodes,
          enableAutoScale,
          ...(allocationState && { allocationState }),
          ...(currentDedicatedNodes === 1 ? { userAccounts: [{ name: 'ada' }] } : {}),
          virtualMachineConfiguration: { nodeAgentSKUId: `batch.node.${os}` },
        })),
      ),
    ),
  ),
);

const poolTroubles: readonly Partial<Pool>[] = [
  {},
  { resizeErrors: [{ code: 'AccountCoreQuotaReached' }] },
  { resizeErrors: [{ code: 'AllocationTimedOut' }] },
  { autoScaleRun: { error: { code: 'AutoScalingFormulaEvaluationError' } } },
];

const sibling: Task = { id: 'sibling', ...toFailed('FailureExitCode', 1) };
const usual: World = {
  task: { id: 't', ...toFailed('FailureExitCode', 1) },
  job: { id: 'j', state: 'active' },
  pool: { id: poolId, state: 'active', allocationState: 'steady' },
  node: { id: nodeId, state: 'idle', schedulingState: 'enabled' },
  siblings: [],
};
const now = '2026-11-20T12:00:00Z';
const offered = new Set<RemedyId>();

function assertAccepted(remedies: readonly RemedyId[], world: World, isRead = true): void {
  for (const remedy of remedies) {
    offered.add(remedy);
    const verdict = commandPlans[remedy](world);
    const inWorld = (what: string) => `${what} of ${JSON.stringify(world)}`; // Only computed for a failed assertion, because there are many worlds.
    if (!isProposable(verdict)) assert.fail(inWorld(`${remedy}: ${JSON.stringify(verdict)}`));
    if (!isRead) continue;
    if (remedy === 'task.openStdout' && !isThere(world, 'stdout.txt')) assert.fail(inWorld('stdout.txt'));
    if (remedy === 'task.openStderr' && !isThere(world, 'stderr.txt')) assert.fail(inWorld('stderr.txt'));
  }
}

function isThere({ stdout, stderr, unread = {} }: World, name: LogName): boolean {
  return (name === 'stdout.txt' ? stdout : stderr) !== '' && unread[name]?.kind !== 'gone';
}

const goneLog = { kind: 'gone', why: 'It is gone.' } as const;
const goneLogs: UnreadLogs = { 'stdout.txt': goneLog, 'stderr.txt': goneLog };
const unasked = { kind: 'unreachable', why: 'The service is busy.' } as const;
const logParts: readonly Partial<World>[] = [
  {},
  { stdout: '', stderr: '' },
  { stdout: 'done\n', stderr: '' },
  { stdout: '', stderr: `${toLeftOutMark(9_000_000, 5)}\ndone\n` },
  { stderr: 'Traceback (most recent call last):\nValueError: x\n', unread: { 'stdout.txt': goneLog } },
  { unread: goneLogs },
  { unread: { 'stdout.txt': unasked, 'stderr.txt': unasked } },
];

/**
 * Checks whether a combination of three facts, given by their positions, is tried: all of them at night, otherwise a
 * third, in which any two facts still occur together.
 */
function isTried(one: number, other: number, third: number): boolean {
  return isNight || (one + other + third) % 3 === 0;
}

function assertBoth(explanation: Explanation, world: World, isOfOne = true): void {
  assertAccepted(explanation.remedies, world);
  assertSteps(explanation, world, isOfOne);
}

/** Checks the explanation of each of the tasks in a world. */
function assertTasks(tasks: readonly Partial<Task>[], world: Partial<World>): void {
  for (const part of tasks) {
    const whole = { ...usual, ...world, task: { id: 't', ...part } };
    const explanation = explainTask({ ...whole, nodes: [whole.node], now });
    assertAccepted(explanation.remedies, whole);
    assertSteps(explanation, whole);
    assertPossible(explanation.fixes, whole);
  }
}

/** Words in steps, with the remedies that carry them out. */
const stepWords: readonly (readonly [words: RegExp, remedies: readonly RemedyId[]])[] = [
  [/\b(?:retry|run) (?:the task|it)(?: again)?\b/i, ['task.retry', 'job.retryFailed', 'failures.retry']],
  [/\bsubmit a copy of the task\b/i, ['task.resubmit']],
  [/\brequeue (?:it|the task)\b/i, ['task.requeue', 'task.terminate']],
  [/\benable the job\b/i, ['job.enable']],
  [/^terminate the job\b/i, ['job.terminate']],
  [/(?:then|,) reboot (?:or replace )?(?:the|that) node/i, ['node.reboot', 'node.remove', 'pool.actOnNodes']],
  [/\breplace (?:it|the node)\b|\bremove the node\b/i, ['node.remove', 'pool.actOnNodes']],
  [/\breimage or replace the(?:se)? nodes?\b/i, ['node.reimage', 'pool.actOnNodes']],
  [/\bstart the node\b/i, ['node.start', 'pool.actOnNodes']],
  [/\btake (?:it|(?:the|this) node|node \S+) offline/i, ['node.disableScheduling', 'pool.actOnNodes']],
  [/\bbring the node online\b/i, ['node.enableScheduling', 'pool.bringOnline']],
  [/\bupload the (?:Batch agent )?logs\b/i, ['node.uploadLogs']],
  [/\bresize the pool\b/i, ['pool.resize', 'pool.evaluateAutoscale', 'node.remove', 'pool.actOnNodes']],
  [/\bevaluate the formula\b/i, ['pool.evaluateAutoscale']],
  [
    /\b(?:look at|check|follow|read) (?:the last lines of )?std(?:out|err)\.txt\b(?! in)/i,
    ['task.openStdout', 'task.openStderr'],
  ],
];

/** Matches steps that give the reason themselves. */
const reasons = /^(?:The task's job|Batch doesn't rerun|Azure Batch (?:sent|returned))/;

/**
 * Each step has a command that carries it out, or gives the reason why the command does not work now, unless too little
 * is known. Working commands are among the remedies, and no step retries before a required change.
 */
function assertSteps({ fixes, remedies, change }: Explanation, world: World, isOfOne = true): void {
  const inWorld = (what: string) => `${what}: ${JSON.stringify(fixes)} of ${JSON.stringify(world)}`;
  for (const [index, { text, remedies: named = [], refusal }] of fixes.entries()) {
    const works = named.some((remedy) => remedies.includes(remedy));
    if (works && refusal !== undefined) assert.fail(inWorld('works, and says why it does not'));
    for (const remedy of named) {
      const isRefused = !works && !commandPlans[remedy](world).possible;
      if (isRefused && refusal === undefined && !reasons.test(text)) assert.fail(inWorld(`${remedy}, without why`));
    }
    for (const [words, does] of stepWords)
      if (
        words.test(text) &&
        (isOfOne || does.some((remedy) => /^(?:job|failures)/.test(remedy))) &&
        !does.some((remedy) => named.includes(remedy))
      )
        assert.fail(inWorld(`${words}`));
    // A step is the last one if at most the step that enables a disabled job follows.
    const isLast = fixes.slice(index + 1).every(({ remedies: own = [] }) => own.includes('job.enable'));
    if ((change === 'surroundings' || change === 'definition') && !isLast)
      if (named.includes('task.retry') && !named.includes('node.disableScheduling'))
        assert.fail(inWorld('a retry before what has to change'));
  }
}

/** Checks that no step advises to read a missing file, or to retry when that is refused. */
function assertPossible(fixes: readonly Fix[], world: World): void {
  const steps = fixes.map(({ text }) => text).join('\n');
  const said = `${steps}\n${JSON.stringify(world)}`;
  if (!isFailed(world.task)) return;
  if (!isThere(world, 'stdout.txt') && !isThere(world, 'stderr.txt'))
    assert.doesNotMatch(steps, /std(?:out|err)\.txt/, said);
  if (!planRetry(world.task, world.job).possible) assert.doesNotMatch(steps, /\bretry (?:the task|it)\b/i, said);
  if (!planResubmit(world.task).possible) assert.doesNotMatch(steps, /\bsubmit (?:the task|it) again\b/i, said);
}

test('commands accept what the explanation of a task offers, in every state of the task and its job', () => {
  const others = [[], [sibling], [{ id: 's', state: 'active' }]] as const;
  for (const [at, part] of jobParts.entries()) {
    const job = { id: 'j', ...part };
    for (const siblings of others) assertTasks(taskParts, { job, siblings });
    for (const [number, logs] of logParts.entries()) {
      const tasks = taskParts.filter((_, index) => isTried(at, number, index));
      assertTasks(tasks, { job, ...logs });
    }
  }
});

test('commands accept what the explanation of a task offers, in every state of its node and its pool', () => {
  for (const part of nodeParts) assertTasks(taskParts, { node: { ...usual.node, ...part } });
  const notFailed = taskParts.filter(({ executionInfo: info }) => info?.failureInfo === undefined);
  for (const [at, part] of poolParts.entries())
    for (const [number, trouble] of poolTroubles.entries()) {
      const tasks = notFailed.filter((_, index) => isTried(at, number, index));
      assertTasks(tasks, { pool: { id: poolId, ...part, ...trouble } });
    }
});

test('commands accept what the explanation of a node offers, in every state of the node and its pool', () => {
  // A pool with only one of its two nodes gives the same result as a pool with both.
  const pools = poolParts.filter(({ currentDedicatedNodes }) => currentDedicatedNodes !== 2);
  for (const [at, nodePart] of nodeParts.entries()) {
    for (const [number, trouble] of nodeTroubles.entries()) {
      for (const poolPart of pools.filter((_, index) => isTried(at, number, index))) {
        const world = { ...usual, node: { id: nodeId, ...nodePart, ...trouble }, pool: { id: poolId, ...poolPart } };
        assertBoth(explainNode({ ...world, now }), world);
      }
    }
  }
});

const unableNodes = { poolId, dedicated: { ...noNodes, offline: 1, unusable: 1, total: 2 } };

test('commands accept what the explanations of pools and jobs offer', () => {
  for (const poolPart of poolParts) {
    for (const trouble of poolTroubles) {
      const world = { ...usual, pool: { id: poolId, ...poolPart, ...trouble } };
      assertBoth(explainPool(world), world);
      assertBoth(explainPool({ ...world, nodeCounts: unableNodes }), world);
    }
  }
  for (const jobPart of jobParts) {
    for (const taskPart of taskParts) {
      const task = { id: 't', ...taskPart };
      const world = { ...usual, job: { id: 'j', ...jobPart }, task };
      assertBoth(explainJob({ ...world, tasks: [task], now }), world, false);
    }
  }
});

test('commands accept what the explanation of a cause offers', () => {
  for (const jobPart of jobParts) {
    for (const taskPart of taskParts.filter(({ state }) => state === 'completed')) {
      const job = { id: 'j', ...jobPart };
      const task = { id: 't', ...taskPart };
      const resource = { kind: 'task', accountId: 'a', jobId: job.id, taskId: task.id } as const;
      const failed = { kind: 'task', resource, at: ended.endTime, task, job, pool: undefined } as const;
      const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain([failed])).causes;
      assert.ok(cause);
      assertBoth(explainCause({ cause, now }), { ...usual, job, task, siblings: [task] }, false);
    }
  }
});

test('enabling a job schedule is offered exactly in the states in which it is possible', () => {
  for (const state of ['active', 'disabled', 'completed', 'terminating'] as const) {
    const schedule = { id: 's', state };
    const { remedies } = explainJobSchedule({ schedule, now });
    for (const remedy of remedies) offered.add(remedy);
    assert.equal(remedies.includes('jobSchedule.enable'), planEnableJobSchedule(schedule, Date.parse(now)).possible);
  }
});

test('another time limit is offered for a job that is about to reach its limit', () => {
  const executionInfo = { startTime: '2026-11-20T08:00:00Z' };
  const job = { id: 'j', state: 'active', constraints: { maxWallClockTime: 'PT1H' }, executionInfo } as const;
  const { remedies } = explainJob({ job, now: '2026-11-20T08:54:00Z' });
  for (const remedy of remedies) offered.add(remedy);
  assert.deepEqual(remedies, ['job.changeLimit']);
  for (const state of ['completed', 'terminating', 'deleting'] as const)
    assert.equal(planChangeLimit({ state }).possible, false);
});

test('raising the limit for parallel tasks is offered for a job that has reached it', () => {
  const job = { id: 'j', state: 'active', maxParallelTasks: 1 } as const;
  const counts = { active: 1, running: 1, completed: 0, succeeded: 0, failed: 0 };
  const { remedies } = explainTask({ ...usual, job, counts, task: { id: 't', state: 'active' }, now });
  for (const remedy of remedies) offered.add(remedy);
  assert.ok(remedies.includes('job.changeParallelTasks'), remedies.join());
  for (const state of ['completed', 'terminating', 'deleting'] as const)
    assert.equal(planChangeParallel({ state }).possible, false);
});

test('several nodes with one cause are handled together', () => {
  const failing = ['n1', 'n2'].map((id) => ({
    kind: 'node' as const,
    resource: { kind: 'node' as const, accountId: 'a', poolId: 'p', nodeId: id },
    at: now,
    node: { id, state: 'unusable' as const },
    pool: undefined,
  }));
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failing));
  const [cause] = causes;
  assert.ok(cause !== undefined);
  const { remedies } = explainCause({ cause, now });
  for (const remedy of remedies) offered.add(remedy);
  assert.deepEqual(remedies, ['failures.actOnNodes']);
});

test('reading logs is offered for failed tasks with unread logs', () => {
  const executionInfo = { ...ended, result: 'failure', exitCode: 137 } as const;
  const task = { id: 't', state: 'completed', nodeInfo: { nodeId: 'n' }, executionInfo } as const;
  const job = { id: 'j', state: 'active' } as const;
  const resource = { kind: 'task', accountId: 'a', jobId: job.id, taskId: task.id } as const;
  const unread = { kind: 'task', resource, at: ended.endTime, task, job, pool: undefined } as const;
  const { causes } = doAtOnce(new CauseExplainer(() => undefined).explain([unread]));
  const { remedies } = explainAccount({ name: 'a', causes, coverage: { read: 1, total: 1 } });
  for (const remedy of remedies) offered.add(remedy);
  assert.deepEqual(remedies, ['failures.readLogs']);
});

test('reading logs from storage is offered once the user allows that', () => {
  const pending = {
    place: 'outputFiles',
    why: 'It may be there.',
    pendingHost: 'contoso.blob.core.windows.net',
  } as const;
  const gone = { kind: 'gone', why: 'Its node is gone.', elsewhere: [pending] } as const;
  const task = { id: 't', ...toFailed('FailureExitCode', 1) };
  const { remedies } = explainTask({ ...usual, task, unread: { 'stdout.txt': gone, 'stderr.txt': gone }, now });
  for (const remedy of remedies) offered.add(remedy);
  assert.ok(remedies.includes('task.readFromStorage'), remedies.join());
});

/**
 * Remedies that no explanation proposes: they delete the evidence, apply to an account that could not be read, or need
 * other jobs.
 */
const never: readonly RemedyId[] = [
  'task.delete',
  'task.compareLastGood',
  'account.signIn',
  'account.enterKey',
  'account.azureCliLogin',
];

test('every other remedy is offered where it helps', () => {
  const missing = (Object.keys(commandPlans) as RemedyId[]).filter((remedy) => !offered.has(remedy));
  assert.deepEqual(missing.toSorted(), never.toSorted());
});

test('irreversible remedies are offered last', () => {
  const overdue = { ...usual.task, state: 'running', executionInfo: { startTime: '2026-11-20T08:00:00Z' } } as const;
  const task = { ...overdue, constraints: { maxWallClockTime: 'PT1M' } };
  const { remedies } = explainTask({ ...usual, task, now });
  assert.deepEqual(remedies, ['task.requeue', 'node.reboot', 'task.terminate']);
});

test('saving lost files is not offered, and their loss is mentioned', () => {
  const task = { id: 't', ...toFailed('FileUploadContainerNotFound', 0) };
  const explain = (unread: UnreadLogs) => explainTask({ ...usual, task, unread, now }).fixes.map(({ text }) => text);
  const first = (unread: UnreadLogs) => explain(unread)[0] ?? '';
  assert.match(first({}), /^Download the files of/);
  assert.match(first({ 'stdout.txt': unasked, 'stderr.txt': unasked }), /^Download the files of/);
  assert.match(first(goneLogs), /container/);
  assert.match(explain(goneLogs).join('\n'), /can no longer be read\. Produce its output again/);
});
