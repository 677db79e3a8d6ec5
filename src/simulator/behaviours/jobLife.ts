import type { JobRecord, JobState, NodeJobTasks, NodeRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { parseDurationMs } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { runAuxiliaryTask } from './auxiliaryTasks.ts';
import { jobEnvironment, preparationPaths, toCommand, toJobRoot } from './commandRuns.ts';
import { requestSchedulingOn } from './schedulingRequests.ts';
import { interruptRun } from './taskRuns.ts';
import { timings } from './timings.ts';

export type DisableOption = 'requeue' | 'terminate' | 'wait';

/** Moves a job to another state; its version changes with it. */
export function moveJob(world: World, job: JobRecord, state: JobState): void {
  job.generation += 1;
  enterState(job, state, world.time());
  Object.assign(job, world.version());
}

/** Continues a transition once its time has passed and `isDone` says that nothing is left, unless another began. */
function settle(world: World, job: JobRecord, isDone: () => boolean, finish: () => void): void {
  const { generation } = job;
  const look = (): void => {
    world.later(timings.jobTransitionMs, () => {
      if (job.generation === generation) (isDone() ? finish : look)();
    });
  };
  look();
}

function interruptTasks(world: World, job: JobRecord, how: 'requeue' | 'terminate'): void {
  for (const task of [...job.running]) {
    if (task.run !== undefined) interruptRun(world, task.run, how);
  }
}

/** Disables a job: `requeue` and `terminate` end what runs, `wait` lets it end by itself. */
export function disableJob(world: World, job: JobRecord, option: DisableOption): void {
  moveJob(world, job, 'disabling');
  if (option !== 'wait') interruptTasks(world, job, option);
  settle(
    world,
    job,
    () => job.running.size === 0,
    () => moveJob(world, job, 'disabled'),
  );
}

/** Enables a disabled job: `enabling`, then `active`. */
export function enableJob(world: World, job: JobRecord): void {
  moveJob(world, job, 'enabling');
  settle(
    world,
    job,
    () => true,
    () => {
      moveJob(world, job, 'active');
      requestSchedulingOn(world, findText(job.executionInfo, 'poolId'));
      finishIfAllComplete(world, job);
    },
  );
}

/**
 * Terminates a job: running tasks are ended, job release tasks run, then it is completed. Tasks that were active stay
 * active and never run. Batch documentation: terminate job.
 */
export function terminateJob(world: World, job: JobRecord, reason: string | undefined): void {
  moveJob(world, job, 'terminating');
  interruptTasks(world, job, 'terminate');
  const released = new Progress(releaseNodes(world, job));
  settle(
    world,
    job,
    () => job.running.size === 0 && released.isDone,
    () => {
      moveJob(world, job, 'completed');
      job.executionInfo = {
        ...job.executionInfo,
        endTime: world.time(),
        ...(reason === undefined ? {} : { terminateReason: reason }),
      };
      world.reactions.jobEnded(job);
    },
  );
}

/** Deletes a job with its tasks and their files. */
export function deleteJob(world: World, job: JobRecord): void {
  moveJob(world, job, 'deleting');
  for (const task of [...job.running]) {
    if (task.run !== undefined) interruptRun(world, task.run, 'forget');
  }
  const runs = [...job.tasks.values()].map((task) => task.run?.done);
  const released = new Progress(Promise.all([releaseNodes(world, job), ...runs]));
  settle(
    world,
    job,
    () => released.isDone,
    () => {
      removeFiles(world, job);
      world.jobs.delete(job.id);
      world.reactions.jobEnded(job);
    },
  );
}

function removeFiles(world: World, job: JobRecord): void {
  const folder = job.scheduleId === undefined ? `workitems/${job.id}` : toJobRoot(job);
  for (const pool of world.pools.values()) {
    for (const node of pool.nodes.values()) {
      node.jobTasks.delete(toKey(job.id));
      void node.machine?.files.remove(folder);
    }
  }
}

/** A promise whose end can be looked at. */
class Progress {
  isDone = false;

  constructor(promise: Promise<unknown>) {
    void promise.finally(() => {
      this.isDone = true;
    });
  }
}

/**
 * `onAllTasksComplete` `terminatejob`: an active job none of whose tasks is left to do is terminated; so is one without
 * tasks. Batch documentation: on all tasks complete. The reason is written as the service was recorded to write it.
 */
export function finishIfAllComplete(world: World, job: JobRecord): void {
  const wanted = findText(job.spec, 'onAllTasksComplete') === 'terminatejob';
  const hasManager = findObject(job.spec, 'jobManagerTask') !== undefined && job.tasks.size === 0;
  if (wanted && !hasManager && job.state === 'active' && job.counts.active === 0 && job.counts.running === 0) {
    terminateJob(world, job, 'AllTasksCompleted');
  }
}

/** Batch documentation: default and maximum of a job release task's wall clock. */
const longestReleaseMs = 15 * 60 * 1000;

/** Runs the job release task on every node where preparation ran. Its failure does not keep the job from completing. */
async function releaseNodes(world: World, job: JobRecord): Promise<void> {
  const spec = findObject(job.spec, 'jobReleaseTask');
  if (spec === undefined) return;
  const runs: Promise<unknown>[] = [];
  for (const pool of world.pools.values()) {
    for (const node of pool.nodes.values()) {
      const tasks = node.jobTasks.get(toKey(job.id));
      if (tasks?.preparation !== undefined && tasks.release === undefined) {
        runs.push(runRelease(world, job, node, tasks, spec));
      }
    }
  }
  await Promise.all(runs);
}

function runRelease(
  world: World,
  job: JobRecord,
  node: NodeRecord,
  tasks: NodeJobTasks,
  spec: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const id = findText(spec, 'id') ?? 'jobrelease';
  const rootDirectory = `${toJobRoot(job)}/${id}`;
  const limitMs = parseDurationMs(findText(spec, 'maxWallClockTime') ?? '') ?? longestReleaseMs;
  return runAuxiliaryTask(world, {
    node,
    spec,
    maxTaskRetryCount: 0,
    folder: { taskRootDirectory: rootDirectory, taskRootDirectoryUrl: `${tasks.nodeUrl}/files/${rootDirectory}` },
    command: (signal) => {
      const command = toCommand(world, node, spec, signal);
      const environment = { ...command.environment, ...jobEnvironment(job, id, spec) };
      const run = { jobId: job.id, taskId: id, attempt: 0, rootDirectory, environment, maxWallClockTimeMs: limitMs };
      return { ...command, ...run, pathSettings: preparationPaths(job), kind: 'jobRelease' };
    },
    onUpdate: (info) => {
      tasks.release = info;
    },
  });
}
