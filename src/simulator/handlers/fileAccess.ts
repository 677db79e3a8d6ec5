import { toTaskRoot } from '../behaviours/commandRuns.ts';
import { removeOverdue, removeOverdueOn } from '../behaviours/retention.ts';
import type { NodeFiles } from '../executors/executor.ts';
import type { Call } from '../http/call.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { findOs } from '../state/nodeOs.ts';
import type { NodeRecord, NodeState } from '../state/records.ts';
import { findText } from '../state/wire.ts';
import { getNamedNode, getNamedTask } from './find.ts';

/** The files a request is about: those of a node, or the part of them below a task's folder. */
export interface FileScope {
  readonly node: NodeRecord;
  readonly files: NodeFiles;
  /** Folder which names are relative to; empty for the node's root. */
  readonly root: string;
  /** Address of the collection. */
  readonly url: string;
}

/** The files of the node a request names; throws while the node has none to give. */
export async function nodeScope(call: Call): Promise<FileScope> {
  const node = getNamedNode(call);
  const files = getFiles(node);
  await removeOverdueOn(call.world, node, files);
  const url = `${call.world.url}/pools/${node.pool.id}/nodes/${node.id}/files`;
  return { node, files, root: '', url };
}

/** States of nodes whose machines are not there, or do not answer. */
const unreachableStates: ReadonlySet<NodeState> = new Set(['unusable', 'unknown', 'preempted', 'deallocated']);

function getFiles(node: NodeRecord): NodeFiles {
  if (unreachableStates.has(node.state)) throw new ServiceError('NodeStateUnusable');
  if (node.machine === undefined) {
    throw new ServiceError(node.state === 'reimaging' ? 'NodeBeingReimaged' : 'NodeBeingCreated');
  }
  return node.machine.files;
}

/**
 * The files of the task a request names. Throws `TaskFilesUnavailable` when it has not run or its node cannot be
 * reached, `NodeNotFound` when the node has left, `TaskFilesCleanedup` when their retention time is over.
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
 * A name from a request as a path on the node; one that would leave the folder names nothing. On Linux a backslash is part of a
 * name like any other.
 */
export function pathIn(scope: Pick<FileScope, 'root'>, name: string, os: ReturnType<typeof findOs>): string {
  const segments = name.split(os === 'windows' ? /[\\/]/ : '/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.includes('..') || name.includes('\0')) throw new ServiceError('FileNotFound');
  return [scope.root, ...segments].filter((part) => part !== '').join('/');
}
