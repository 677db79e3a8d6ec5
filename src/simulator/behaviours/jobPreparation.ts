import type { RunScript } from '../executors/runScript.ts';
import type { JobRecord, NodeJobTasks, NodeRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findFlag, findNumber, findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { runAuxiliaryTask, toPastInfo } from './auxiliaryTasks.ts';
import { jobEnvironment, toCommand, toJobRoot } from './commandRuns.ts';
import { noteSpecialTask } from './events.ts';
import { toLimitMs } from './runLimit.ts';

/** Returns true if a task of the job must wait for the job preparation task on this node. */
export function hasPreparation(job: JobRecord, node: NodeRecord): boolean {
  const spec = findObject(job.spec, 'jobPreparationTask');
  if (spec === undefined) return false;
  const former = node.jobTasks.get(toKey(job.id));
  const hasRun = former?.preparation?.state === 'completed' && !former.isOutdated;
  return !hasRun;
}

/** Returns true if a node takes no tasks of a job (Batch documentation: `waitForSuccess` and failed preparation). */
export function isBarred(job: JobRecord, node: NodeRecord): boolean {
  const former = node.jobTasks.get(toKey(job.id));
  return former?.preparation?.result === 'failure' && waitsForSuccess(job);
}

function waitsForSuccess(job: JobRecord): boolean {
  return findFlag(findObject(job.spec, 'jobPreparationTask'), 'waitForSuccess') ?? true;
}

/** Runs the job preparation task on the node unless it has run or is running. Resolves to whether tasks may start. */
export async function prepareNode(world: World, job: JobRecord, node: NodeRecord): Promise<boolean> {
  const tasks = jobTasksOn(world, job, node);
  if (tasks.preparing === undefined && (tasks.preparation?.state !== 'completed' || tasks.isOutdated)) {
    tasks.isOutdated = false;
    world.touch(job);
    tasks.preparing = runPreparation(world, job, node, tasks).finally(() => {
      tasks.preparing = undefined;
    });
  }
  const hasSucceeded = (await tasks.preparing) ?? tasks.preparation?.result === 'success';
  return hasSucceeded || !waitsForSuccess(job);
}

function jobTasksOn(world: World, job: JobRecord, node: NodeRecord): NodeJobTasks {
  const key = toKey(job.id);
  const known = node.jobTasks.get(key);
  if (known !== undefined) return known;
  const made: NodeJobTasks = {
    poolId: node.pool.id,
    nodeId: node.id,
    nodeUrl: `${world.url}/pools/${node.pool.id}/nodes/${node.id}`,
    preparation: undefined,
    release: undefined,
    preparationRuns: 0,
    preparing: undefined,
    isOutdated: false,
  };
  node.jobTasks.set(key, made);
  job.nodeTasks.set(toKey(node.id), made);
  world.touch(job);
  return made;
}

/** Describes the job preparation task on a node. */
function describePreparation(job: JobRecord, { nodeUrl }: NodeJobTasks) {
  const spec = findObject(job.spec, 'jobPreparationTask') ?? {};
  const id = findText(spec, 'id') ?? 'jobpreparation';
  const rootDirectory = `${toJobRoot(job)}/${id}`;
  return {
    spec,
    maxTaskRetryCount: findNumber(findObject(spec, 'constraints'), 'maxTaskRetryCount') ?? 0,
    named: { type: 'JobPrep', name: id, jobId: job.id } as const,
    folder: { taskRootDirectory: rootDirectory, taskRootDirectoryUrl: `${nodeUrl}/files/${rootDirectory}` },
  };
}

/** Adds the result of the job preparation task that ran on the node before the simulator started. */
export function addPastPreparation(
  world: World,
  job: JobRecord,
  node: NodeRecord,
  script: RunScript,
  endedMs: number,
): void {
  const tasks = jobTasksOn(world, job, node);
  const { named, folder } = describePreparation(job, tasks);
  const info = { ...toPastInfo(script, endedMs), ...folder };
  tasks.preparationRuns = 1;
  tasks.preparation = info;
  node.machine?.place?.(folder.taskRootDirectory, script, endedMs);
  noteSpecialTask(world, node, named, info, endedMs);
}

function runPreparation(world: World, job: JobRecord, node: NodeRecord, tasks: NodeJobTasks): Promise<boolean> {
  const described = describePreparation(job, tasks);
  const { spec, named, folder } = described;
  const { name: id } = named;
  return runAuxiliaryTask(world, {
    ...described,
    node,
    limitMs: toLimitMs(spec),
    command: (signal) => {
      const attempt = tasks.preparationRuns;
      tasks.preparationRuns += 1;
      world.touch(job);
      const command = toCommand(world, node, spec, signal);
      const environment = { ...command.environment, ...jobEnvironment(job, id, spec) };
      return {
        ...command,
        kind: 'jobPreparation',
        jobId: job.id,
        taskId: id,
        attempt,
        rootDirectory: folder.taskRootDirectory,
        environment,
      };
    },
    onUpdate: (info) => {
      tasks.preparation = info;
      world.touch(job);
    },
  });
}
