import type { JobRecord, NodeJobTasks, NodeRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { parseDurationMs } from '../state/time.ts';
import { findObject, findText } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { runAuxiliaryTask } from './auxiliaryTasks.ts';
import { jobEnvironment, preparationPaths, toCommand, toJobRoot } from './commandRuns.ts';

/** Batch documentation: default and maximum of a job release task's wall clock. */
const longestReleaseMs = 15 * 60 * 1000;

/** Runs the job release task on every node where preparation ran. Its failure does not keep the job from completing. */
export async function releaseNodes(world: World, job: JobRecord): Promise<void> {
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
