import { type Clock, lookUntilSeen } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Task } from '../../core/model/task.ts';
import type { BatchService } from '../../service/ports.ts';
import { readAllPages, readFirstPage } from '../evidence/readPages.ts';
import type { Asking } from './askAccount.ts';
import type { TriedFailure } from './checkedAccount.ts';

export interface Trial extends Asking {
  readonly clock: Clock;
  /** The trial's ID, used in the names of everything that the trial creates: letters and digits. */
  readonly trialId: string;
}

/** Items that a trial creates in the account, and deletes when it ends. */
interface MadeThings {
  readonly poolId: string;
  readonly jobId: string;
  readonly scheduleId: string;
}

/** VM size of the trial's only node, for which nearly every account has a quota. */
export const trialVmSize = 'standard_d2s_v3';
const image = { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts', version: 'latest' };
const pollMs = 5000;
const patienceMs = 20 * 60_000;

interface Way {
  readonly name: string;
  readonly task: Task;
  /** The code of the failure, if Batch documents one; for a task that never runs, its state. */
  readonly expected?: string;
}

const ways: readonly Way[] = [
  { name: 'exit code', task: toTrialTask('exits', 'exit 3'), expected: 'FailureExitCode' },
  { name: 'killed', task: toTrialTask('killed', 'kill -9 $$'), expected: 'FailureExitCode' },
  {
    name: 'missing module',
    task: toTrialTask('module', 'python3 -c "import nosuchmodule"'),
    expected: 'FailureExitCode',
  },
  {
    name: 'retries used up',
    task: { ...toTrialTask('retried', 'exit 4'), constraints: { maxTaskRetryCount: 1 } },
    expected: 'FailureExitCode',
  },
  {
    name: 'missing program',
    task: { id: 'program', commandLine: 'nosuchprogram --version' },
    expected: 'CommandProgramNotFound',
  },
  {
    name: 'missing input',
    task: {
      ...toTrialTask('input', 'true'),
      resourceFiles: [{ httpUrl: 'https://missing.invalid/input.txt', filePath: 'input.txt' }],
    },
  },
  {
    name: 'time limit exceeded',
    task: { ...toTrialTask('slow', 'sleep 600'), constraints: { maxWallClockTime: 'PT10S' } },
    expected: 'TaskEnded',
  },
  {
    name: 'dependency failed',
    task: { ...toTrialTask('waits', 'true'), dependsOn: { taskIds: ['exits'] } },
    expected: 'active',
  },
];

function toTrialTask(id: string, script: string): Task {
  return { id, commandLine: `/bin/sh -c '${script}'` };
}

/**
 * Creates a pool of one node and a job, lets tasks fail, and applies remedies. Deletes everything at the end, even
 * after cancellation or errors. Resolves to the results of the tasks, and passes the names of items that could not be
 * deleted to `onLeft`.
 */
export async function tryAccount(
  trial: Trial,
  onLeft: (names: readonly string[]) => void,
): Promise<readonly TriedFailure[]> {
  const made = {
    poolId: `check-${trial.trialId}`,
    jobId: `check-${trial.trialId}`,
    scheduleId: `check-${trial.trialId}-schedule`,
  };
  try {
    const failures = await letFail(trial, made);
    await helpTasks(trial, made);
    await changeJob(trial, made);
    await changeSchedule(trial, made);
    await changeNode(trial, made);
    await changePool(trial, made);
    return failures;
  } finally {
    onLeft(await deleteAll(trial, made));
  }
}

async function letFail(trial: Trial, { poolId, jobId }: MadeThings): Promise<readonly TriedFailure[]> {
  const { ask, service, signal } = trial;
  const { pools, jobs, tasks } = service;
  const virtualMachineConfiguration = { imageReference: image, nodeAgentSKUId: 'batch.node.ubuntu 22.04' };
  const pool = {
    id: poolId,
    vmSize: trialVmSize,
    targetDedicatedNodes: 1,
    taskSlotsPerNode: 4,
    virtualMachineConfiguration,
  };
  await require(trial, 'Pool_Add', () => pools.addPool(pool, { signal }));
  await require(trial, 'Job_Add', () =>
    jobs.addJob({ id: jobId, poolInfo: { poolId }, usesTaskDependencies: true }, { signal }));
  await require(trial, 'Task_AddCollection', () =>
    tasks.addTasks(
      jobId,
      ways.map(({ task }) => task),
      { signal },
    ));
  await waitUntil(trial, 'tasks', async () => {
    const page = await readFirstPage(tasks.listTasks(jobId, { signal }));
    return page.filter(({ state }) => state === 'completed').length >= ways.length - 1;
  });
  const failures: TriedFailure[] = [];
  for (const { name, task, expected } of ways) {
    const seen = await ask('Task_Get', () => tasks.getTask(jobId, task.id, { signal }));
    const code = seen?.executionInfo?.failureInfo?.code ?? seen?.state;
    failures.push({ name, expected, seen: typeof code === 'string' ? code : undefined });
  }
  return failures;
}

/** Makes a change that the rest of the trial needs. Throws if the change fails. */
async function require<T>({ ask }: Trial, operation: string, change: () => Promise<T>): Promise<void> {
  let error: unknown;
  await ask(operation, async () => {
    try {
      await change();
    } catch (thrown) {
      error = thrown;
      throw thrown;
    }
  });
  if (error !== undefined) throw error;
}

/** Waits for a condition. If it does not become true in time, the operation is recorded as not checked. */
async function waitUntil(
  { clock, leaveOut, signal }: Trial,
  what: string,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const look = async (waitedMs: number): Promise<true | undefined> => {
    if (await isSo()) return true;
    if (waitedMs <= patienceMs) return undefined;
    leaveOut(`the end of the wait for ${what}`);
    return true;
  };
  await lookUntilSeen(look, { clock, signal, firstMs: pollMs, longestMs: pollMs });
}

async function helpTasks(trial: Trial, { jobId }: MadeThings): Promise<void> {
  const { ask, service, signal } = trial;
  const { tasks } = service;
  const limits = { maxTaskRetryCount: 2 };
  await ask('Task_Update', () => tasks.changeConstraints(jobId, 'waits', limits, { signal }));
  await ask('Task_Reactivate', () => tasks.reactivateTask(jobId, 'exits', { signal }));
  await ask('Task_AddCollection', () => tasks.addTasks(jobId, [toTrialTask('again', 'sleep 600')], { signal }));
  await waitUntil(
    trial,
    'a running task',
    async () => (await tasks.getTask(jobId, 'again', { signal })).state === 'running',
  );
  await ask('Task_Terminate', () => tasks.terminateTask(jobId, 'again', { signal }));
  await ask('Task_Delete', () => tasks.deleteTask(jobId, 'killed', { signal }));
}

async function changeJob(trial: Trial, { jobId }: MadeThings): Promise<void> {
  const { ask, service, signal } = trial;
  const { jobs } = service;
  const isIn = (state: string) => async () => (await jobs.getJob(jobId, { signal })).state === state;
  await ask('Job_Patch', () => jobs.patchJob(jobId, { priority: 10 }, { signal }));
  await ask('Job_Disable', () => jobs.disableJob(jobId, 'requeue', { signal }));
  await waitUntil(trial, 'the job', isIn('disabled'));
  await ask('Job_Enable', () => jobs.enableJob(jobId, { signal }));
  await waitUntil(trial, 'the job', isIn('active'));
  await ask('Job_Terminate', () => jobs.terminateJob(jobId, 'check', { signal }));
}

async function changeSchedule({ ask, service, signal }: Trial, { poolId, scheduleId: id }: MadeThings): Promise<void> {
  const { jobSchedules } = service;
  const schedule = {
    id,
    schedule: { doNotRunUntil: '2100-01-01T00:00:00Z' },
    jobSpecification: { poolInfo: { poolId } },
  };
  await ask('JobSchedule_Add', () => jobSchedules.addJobSchedule(schedule, { signal }));
  await ask('JobSchedule_Disable', () => jobSchedules.disableJobSchedule(id, { signal }));
  await ask('JobSchedule_Enable', () => jobSchedules.enableJobSchedule(id, { signal }));
}

async function changeNode(trial: Trial, { poolId }: MadeThings): Promise<void> {
  const { ask, leaveOut, service, signal, trialId } = trial;
  const { nodes } = service;
  const [node] = await readAllPages(nodes.listNodes(poolId, { signal }));
  if (node === undefined) return leaveOut('changes to nodes');
  const isIdle = async (): Promise<boolean> => (await nodes.getNode(poolId, node.id, { signal })).state === 'idle';
  const user = { name: 'check', password: `Aa1-${trialId}` };
  await ask('ComputeNode_AddUser', () => nodes.addUser(poolId, node.id, user, { signal }));
  await ask('ComputeNode_UpdateUser', () => nodes.updateUser(poolId, node.id, user, { signal }));
  await ask('ComputeNode_DeleteUser', () => nodes.removeUser(poolId, node.id, user.name, { signal }));
  await ask('ComputeNode_DisableScheduling', () => nodes.disableScheduling(poolId, node.id, 'requeue', { signal }));
  await ask('ComputeNode_EnableScheduling', () => nodes.enableScheduling(poolId, node.id, { signal }));
  await waitUntil(trial, 'the node', isIdle);
  await ask('ComputeNode_Reboot', () => nodes.rebootNode(poolId, node.id, 'requeue', { signal }));
  await waitUntil(trial, 'the node', isIdle);
  // The older API version reimages only nodes in cloud service pools.
  if (service.apiVersion !== '2025-06-01') return leaveOut('reimaging nodes');
  await ask('ComputeNode_Reimage', () => nodes.reimageNode(poolId, node.id, 'requeue', { signal }));
  await waitUntil(trial, 'the node', isIdle);
}

async function changePool(trial: Trial, { poolId }: MadeThings): Promise<void> {
  const { ask, service, signal } = trial;
  const { pools } = service;
  const isSteady = async (): Promise<boolean> => (await pools.getPool(poolId, { signal })).allocationState === 'steady';
  const formula = '$TargetDedicatedNodes = 0;';
  await ask('Pool_EnableAutoScale', () => pools.enableAutoscale(poolId, formula, { signal }));
  await ask('Pool_EvaluateAutoScale', () => pools.evaluateAutoscale(poolId, formula, { signal }));
  await ask('Pool_DisableAutoScale', () => pools.disableAutoscale(poolId, { signal }));
  await waitUntil(trial, 'the pool', isSteady);
  const target = { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 };
  await ask('Pool_Resize', () => pools.resizePool(poolId, target, { signal }));
}

/** Deletes all items of the trial, even after cancellation. Returns the names of the remaining ones, for the user. */
async function deleteAll({ service }: Trial, { poolId, jobId, scheduleId }: MadeThings): Promise<readonly string[]> {
  const { jobs, jobSchedules, pools }: BatchService = service;
  const left: string[] = [];
  for (const [operation, id, work] of [
    ['JobSchedule_Delete', scheduleId, () => jobSchedules.deleteJobSchedule(scheduleId)],
    ['Job_Delete', jobId, () => jobs.deleteJob(jobId)],
    ['Pool_Delete', poolId, () => pools.deletePool(poolId)],
  ] as const) {
    try {
      await work();
    } catch (error) {
      if (!BatchError.is(error) || error.status !== 404) left.push(`${operation.split('_')[0]} ${id}`);
    }
  }
  return left;
}
