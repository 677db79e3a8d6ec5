import { toTaskRoot } from '../behaviours/commandRuns.ts';
import { removeOverdue, removeOverdueOn } from '../behaviours/retention.ts';
import type { NodeFiles } from '../executors/executor.ts';
import type { Call } from '../http/call.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { findOs } from '../state/nodeOs.ts';
import type { NodeRecord, NodeState } from '../state/records.ts';
import { findText } from '../state/wire.ts';
import { getNamedNode, getNamedTask } from './find.ts';

/** The files for a request: those of a node, or those below a task's folder. */
export interface FileScope {
  readonly node: NodeRecord;
  readonly files: NodeFiles;
  /** Folder to which names are relative; empty for the node's root. */
  readonly root: string;
  readonly url: string;
}

/** Returns the files of the node in a request; throws if the node has none to read. */
export async function nodeScope(call: Call): Promise<FileScope> {
  const node = getNamedNode(call);
  const files = getFiles(node);
  await removeOverdueOn(call.world, node, files);
  const url = `${call.world.url}/pools/${node.pool.id}/nodes/${node.id}/files`;
  return { node, files, root: '', url };
}

/** States of nodes whose machines do not exist, or do not respond. */
const unreachableStates: ReadonlySet<NodeState> = new Set(['unusable', 'unknown', 'preempted', 'deallocated']);

function getFiles(node: NodeRecord): NodeFiles {
  if (unreachableStates.has(node.state)) throw new ServiceError('NodeStateUnusable');
  if (node.machine === undefined) {
    throw new ServiceError(node.state === 'reimaging' ? 'NodeBeingReimaged' : 'NodeBeingCreated');
  }
  return node.machine.files;
}

/**
 * Returns the files of the task in a request. Throws `TaskFilesUnavailable` if the task has not run or its node cannot
 * be reached, `NodeNotFound` if the node has left, `TaskFilesCleanedup` if the files' retention time is over.
 */
export async function taskScope(call: Call): Promise<FileScope> {
  const task = getNamedTask(call);
  const { nodeInfo } = task;
  if (nodeInfo === undefined) throw new ServiceError('TaskFilesUnavailable');
  const pool = call.world.pools.get(findText(nodeInfo, 'poolId') ?? '');
  const node = pool?.nodes.get(findText(nodeInfo, 'nodeId') ?? '');
  if (node === undefined) throw new ServiceError('NodeNotFound');
  if (unreachableStates.has(node.state)) throw new ServiceError('TaskFilesUnavailable');
  const files = getFiles(node);
  const root = toTaskRoot(task);
  await removeOverdue(call.world, task, files);
  if (task.filesRemoved) throw new ServiceError('TaskFilesCleanedup');
  const url = `${call.world.url}/jobs/${task.job.id}/tasks/${task.id}/files`;
  return { node, files, root, url };
}

/**
 * Converts a name in a request to a path on the node; throws for a name that would leave the folder. On Linux, a
 * backslash is an ordinary character.
 */
export function pathIn(scope: Pick<FileScope, 'root'>, name: string, os: ReturnType<typeof findOs>): string {
  const segments = name.split(os === 'windows' ? /[\\/]/ : '/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.includes('..') || name.includes('\0')) throw new ServiceError('FileNotFound');
  return [scope.root, ...segments].filter((part) => part !== '').join('/');
}
