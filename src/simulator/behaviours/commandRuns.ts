import type { CommandRun } from '../executors/executor.ts';
import type { JobRecord, NodeRecord, TaskRecord } from '../state/records.ts';
import { findObject, findObjects, findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/**
 * Returns the folder of a task on its node, relative to the node's root; jobs of a schedule are below the schedule's
 * folder (recorded, documented).
 */
export function toTaskRoot(task: TaskRecord): string {
  return `${toJobRoot(task.job)}/${task.id}`;
}

/** Returns the folder of a job's tasks on a node. */
export function toJobRoot(job: JobRecord): string {
  return job.scheduleId === undefined ? `workitems/${job.id}/job-1` : `workitems/${job.scheduleId}/${toJobName(job)}`;
}

function toJobName(job: JobRecord): string {
  return job.id.slice((job.scheduleId ?? '').length + 1);
}

/**
 * Returns the common part of all runs on a node. The environment holds the settings that don't depend on the node's
 * disk.
 */
export function toCommand(
  world: World,
  node: NodeRecord,
  spec: WireObject,
  signal: AbortSignal,
): Omit<CommandRun, 'kind' | 'attempt' | 'rootDirectory'> {
  return {
    poolId: node.pool.id,
    nodeId: node.id,
    commandLine: findText(spec, 'commandLine') ?? '',
    environment: {
      ...world.environment,
      AZ_BATCH_ACCOUNT_NAME: world.accountName,
      AZ_BATCH_ACCOUNT_URL: `${world.url}/`,
      AZ_BATCH_POOL_ID: node.pool.id,
      AZ_BATCH_NODE_ID: node.id,
      AZ_BATCH_NODE_IS_DEDICATED: String(node.isDedicated),
      ...toSettings(spec, 'environmentSettings'),
    },
    resourceFiles: findObjects(spec, 'resourceFiles'),
    outputFiles: [],
    signal,
  };
}

/** Returns the environment of a job's run: the job's common settings, overridden by those of the task. */
export function jobEnvironment(job: JobRecord, taskId: string, spec: WireObject): Readonly<Record<string, string>> {
  return {
    AZ_BATCH_JOB_ID: job.id,
    AZ_BATCH_TASK_ID: taskId,
    ...toSettings(job.spec, 'commonEnvironmentSettings'),
    ...toSettings(spec, 'environmentSettings'),
  };
}

function toSettings(spec: WireObject, name: string): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const setting of findObjects(spec, name)) {
    settings[findText(setting, 'name') ?? ''] = findText(setting, 'value') ?? '';
  }
  return settings;
}

/** Returns the `ComputeNodeInformation` of a task with this folder, as on the wire. */
export function toNodeInfo(world: World, root: string, poolId: string, nodeId: string): WireObject {
  const nodeUrl = `${world.url}/pools/${poolId}/nodes/${nodeId}`;
  return {
    affinityId: `TVM:${nodeId}`,
    nodeUrl,
    poolId,
    nodeId,
    taskRootDirectory: root,
    taskRootDirectoryUrl: `${nodeUrl}/files/${root}`,
  };
}

/**
 * Returns environment settings for the folder of a job's preparation task. Batch documentation: environment variables
 * of tasks.
 */
export function preparationPaths(job: JobRecord): Readonly<Record<string, string>> {
  const preparation = findObject(job.spec, 'jobPreparationTask');
  if (preparation === undefined) return {};
  const folder = `${toJobRoot(job)}/${findText(preparation, 'id') ?? 'jobpreparation'}`;
  return { AZ_BATCH_JOB_PREP_DIR: folder, AZ_BATCH_JOB_PREP_WORKING_DIR: `${folder}/wd` };
}
