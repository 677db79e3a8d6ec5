import type { JobRecord, JobState, NodeJobTasks, NodeRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { parseDurationMs } from '../state/time.ts';
import { enterState } from '../state/transition.ts';
import { findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { runAuxiliaryTask } from './auxiliaryTasks.ts';
import { jobEnvironment, preparationPaths, toCommand, toJobRoot } from './commandRuns.ts';
import { noteJobDeleted } from './events.ts';
import { requestSchedulingOn } from './schedulingRequests.ts';
import { interruptRun } from './taskRuns.ts';
import { timings } from './timings.ts';

export type DisableOption = 'requeue' | 'terminate' | 'wait';

/** Moves a job to another state; its version changes with it. */
export function moveJob(world: World, job: JobRecord, state: JobState): void {
  job.generation += 1;
  enterState(job, state, world.time());
  world.renew(job);
}

/** Completes a transition once its time has passed and `isDone` returns true, unless another transition has started. */
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

/** Disables a job: `requeue` and `terminate` end its running tasks, `wait` lets them end by themselves. */
export function disableJob(world: World, job: JobRecord, option: DisableOption): void {
  moveJob(world, job, 'disabling');
  if (option !== 'wait') interruptTasks(world, job, option);
  transitions.disabling(world, job);
}

/** Enables a disabled job: `enabling`, then `active`. */
export function enableJob(world: World, job: JobRecord): void {
  moveJob(world, job, 'enabling');
  transitions.enabling(world, job);
}

/**
 * Terminates a job: running tasks are ended, job release tasks run, then it is completed. Tasks that were active stay
 * active and never run. Batch documentation: terminate job.
 */
export function terminateJob(world: World, job: JobRecord, reason: string | undefined): void {
  job.terminateReason = reason;
  moveJob(world, job, 'terminating');
  interruptTasks(world, job, 'terminate');
  transitions.terminating(world, job);
}

/** Deletes a job with its tasks and their files. */
export function deleteJob(world: World, job: JobRecord): void {
  moveJob(world, job, 'deleting');
  for (const task of [...job.running]) {
    if (task.run !== undefined) interruptRun(world, task.run, 'forget');
  }
  transitions.deleting(world, job);
}

/** Transitions by the state that a job has entered: the condition each waits for, and what follows. */
const transitions = {
  disabling: (world: World, job: JobRecord): void =>
    settle(
      world,
      job,
      () => job.running.size === 0,
      () => moveJob(world, job, 'disabled'),
    ),
  enabling: (world: World, job: JobRecord): void =>
    settle(
      world,
      job,
      () => true,
      () => {
        moveJob(world, job, 'active');
        requestSchedulingOn(world, findText(job.executionInfo, 'poolId'));
        finishIfAllComplete(world, job);
      },
    ),
  terminating(world: World, job: JobRecord): void {
    const released = new Progress(releaseNodes(world, job));
    settle(
      world,
      job,
      () => job.running.size === 0 && released.isDone,
      () => {
        moveJob(world, job, 'completed');
        const { terminateReason } = job;
        job.executionInfo = {
          ...job.executionInfo,
          endTime: world.time(),
          ...(terminateReason === undefined ? {} : { terminateReason }),
        };
        world.reactions.jobEnded(job);
      },
    );
  },
  deleting(world: World, job: JobRecord): void {
    const runs = [...job.tasks.values()].map((task) => task.run?.done);
    const released = new Progress(Promise.all([releaseNodes(world, job), ...runs]));
    settle(
      world,
      job,
      () => released.isDone,
      () => {
        removeFiles(world, job);
        world.jobs.delete(job.id);
        world.drop(job);
        noteJobDeleted(world, job);
        world.reactions.jobEnded(job);
      },
    );
  },
} as const;

/** Resumes a job from an earlier run of the simulator; none of its tasks is running. */
export function resumeJob(world: World, job: JobRecord): void {
  switch (job.state) {
    case 'disabling':
    case 'enabling':
    case 'terminating':
    case 'deleting':
      transitions[job.state](world, job);
      break;
    case 'active':
      world.later(timings.jobTransitionMs, () => finishIfAllComplete(world, job));
      break;
    case 'completed':
      // The consequences of the job's end may not have been carried out.
      world.later(timings.jobTransitionMs, () => world.reactions.jobEnded(job));
  }
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

/** A promise whose completion can be checked synchronously. */
class Progress {
  isDone = false;

  constructor(promise: Promise<unknown>) {
    void promise.finally(() => {
      this.isDone = true;
    });
  }
}

/**
 * Applies `onAllTasksComplete` `terminatejob`: terminates an active job whose tasks are all completed, or that has
 * none. Batch documentation: on all tasks complete. The reason is spelled as recorded from the service.
 */
export function finishIfAllComplete(world: World, job: JobRecord): void {
  const wanted = findText(job.spec, 'onAllTasksComplete') === 'terminatejob';
  const hasManager = findObject(job.spec, 'jobManagerTask') !== undefined && job.tasks.size === 0;
  if (wanted && !hasManager && job.state === 'active' && job.counts.active === 0 && job.counts.running === 0) {
    terminateJob(world, job, 'AllTasksCompleted');
  }
}

/** Batch documentation: default and maximum wall-clock time of a job release task. */
const longestReleaseMs = 15 * 60 * 1000;

/**
 * Runs the job release task on every node where preparation ran. Its failure does not prevent the job from completing.
 */
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
    named: { type: 'JobRelease', name: id, jobId: job.id },
    folder: { taskRootDirectory: rootDirectory, taskRootDirectoryUrl: `${tasks.nodeUrl}/files/${rootDirectory}` },
    limitMs,
    command: (signal) => {
      const command = toCommand(world, node, spec, signal);
      const environment = { ...command.environment, ...jobEnvironment(job, id, spec) };
      const run = { jobId: job.id, taskId: id, attempt: 0, rootDirectory, environment };
      return { ...command, ...run, pathSettings: preparationPaths(job), kind: 'jobRelease' };
    },
    onUpdate: (info) => {
      tasks.release = info;
      world.touch(job);
    },
  });
}
