import type { BatchServiceModels } from '@azure/batch';
import type { SimulatorProcess } from './simulatorProcess.ts';

export const poolId = 'cpu';
export const jobId = 'render';

/** Adds a pool of one Linux node, and a job on it. */
export async function addPoolAndJob({ client }: SimulatorProcess): Promise<void> {
  await client.pool.add({
    id: poolId,
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 1,
    virtualMachineConfiguration: {
      imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  });
  await client.job.add({ id: jobId, poolInfo: { poolId } });
}

type ComputeNode = BatchServiceModels.ComputeNode;
type CloudTask = BatchServiceModels.CloudTask;

const pollMs = 100;
const patienceMs = 300_000;

/** Waits until the node of the pool fulfills `condition`. */
export async function waitForNode(
  { client }: SimulatorProcess,
  condition: (node: ComputeNode) => boolean,
): Promise<ComputeNode> {
  return waitFor(async () => (await client.computeNode.list(poolId)).find(condition), 'the node');
}

/** Waits until a task fulfills `condition`, as the official client reads it. */
export async function waitForTask(
  { client }: SimulatorProcess,
  taskId: string,
  condition: (task: CloudTask) => boolean,
): Promise<CloudTask> {
  const find = async (): Promise<CloudTask | undefined> => {
    const task: CloudTask = await client.task.get(jobId, taskId);
    return condition(task) ? task : undefined;
  };
  return waitFor(find, `task ${taskId}`);
}

/** Polls the service until `find` returns a value. */
export async function waitFor<T>(find: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

export const isRunning = ({ state }: CloudTask): boolean => state === 'running';
export const isCompleted = ({ state }: CloudTask): boolean => state === 'completed';
/** True if the task ended with exit code 0. */
export const hasSucceeded = (task: CloudTask): boolean => isCompleted(task) && task.executionInfo?.exitCode === 0;
/** True if the task is running, and was started again since `before` was read. */
export const startedAfter =
  (before: CloudTask) =>
  (task: CloudTask): boolean =>
    isRunning(task) && Number(task.executionInfo?.startTime) > Number(before.executionInfo?.startTime);
