import type { NodeResource, Resource, TaskResource } from '../../../core/model/resource.ts';
import type { DocumentTarget } from '../../../core/places/documentPath.ts';
import { percentEncode } from '../../../core/text/percentEncode.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import type { NodeGroup } from '../../lists/nodeGroups.ts';
import type { ShownTaskGroup } from '../../lists/taskCount.ts';
import type { JobTask } from './jobTasks.ts';

/** The place of an explorer row. It identifies the item but contains no data, which is in the snapshot. */
export type ExplorerPlace =
  | { readonly kind: 'account' | 'pools' | 'jobs' | 'jobSchedules' }
  | { readonly kind: 'pool'; readonly poolId: string }
  | { readonly kind: 'nodeGroup'; readonly poolId: string; readonly group: NodeGroup }
  | NodePlace<'node'>
  | NodePlace<'recentTasks'>
  | NodePlace<'nodeFiles'>
  | NodeFilePlace
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'jobSchedule'; readonly scheduleId: string }
  | { readonly kind: 'preparation'; readonly jobId: string }
  | { readonly kind: 'taskGroup'; readonly jobId: string; readonly group: ShownTaskGroup }
  | { readonly kind: 'taskCause'; readonly jobId: string; readonly fingerprint: string }
  | { readonly kind: 'task'; readonly jobId: string; readonly taskId: string; readonly group: ShownTaskGroup }
  | { readonly kind: 'subtasks'; readonly jobId: string; readonly taskId: string }
  | { readonly kind: 'dependencies'; readonly jobId: string; readonly taskId: string }
  | SubtaskPlace
  /** A task that the task `waitingId` waits for. */
  | { readonly kind: 'dependency'; readonly jobId: string; readonly taskId: string; readonly waitingId: string }
  | { readonly kind: 'missingTask'; readonly jobId: string; readonly taskId: string }
  | RecentTaskPlace
  | TaskFilePlace
  | PreparationPlace
  | JobTaskPlace
  | AttemptPlace<'attempts'>
  | (AttemptPlace<'attempt'> & { readonly savedAt: string })
  | (AttemptPlace<'attemptLog'> & { readonly savedAt: string; readonly path: string })
  | { readonly kind: 'more'; readonly scope: Scope }
  | { readonly kind: 'error'; readonly scope: Scope }
  | { readonly kind: 'damaged'; readonly scope: Scope }
  | { readonly kind: 'empty'; readonly of: EmptyOf }
  | { readonly kind: 'loading' };

export type PlaceOf<K extends ExplorerPlace['kind']> = Extract<ExplorerPlace, { readonly kind: K }>;

/** The kind of an empty list. */
export type EmptyOf =
  | 'pools'
  | 'nodes'
  | 'jobs'
  | 'jobSchedules'
  | 'scheduleJobs'
  | 'tasks'
  | 'notStarted'
  | 'subtasks'
  | 'dependencies'
  | 'files'
  | 'preparation';

interface NodePlace<Kind> {
  readonly kind: Kind;
  readonly poolId: string;
  readonly nodeId: string;
}
interface NodeFilePlace extends NodePlace<'nodeFile'> {
  readonly path: string;
  readonly isDirectory: boolean;
}
interface TaskFilePlace {
  readonly kind: 'taskFile';
  readonly jobId: string;
  readonly taskId: string;
  readonly path: string;
  readonly isDirectory: boolean;
}
interface SubtaskPlace extends NodePlace<'subtask'> {
  readonly jobId: string;
  readonly taskId: string;
  readonly subtaskId: number;
  /** The folder of the subtask's files on the node; empty while unknown. */
  readonly folder: string;
}
interface RecentTaskPlace extends NodePlace<'recentTask'> {
  readonly jobId: string;
  readonly taskId: string;
}
interface PreparationPlace extends NodePlace<'preparationNode'> {
  readonly jobId: string;
}

/** Evidence about a task or a node, saved on this computer before actions. */
interface AttemptPlace<Kind> {
  readonly kind: Kind;
  readonly owner: Omit<TaskResource, 'accountId'> | Omit<NodeResource, 'accountId'>;
}

/** The run of a preparation or release task on a node. */
interface JobTaskPlace extends NodePlace<'jobTask'> {
  readonly jobId: string;
  readonly jobTask: JobTask;
  /** The folder of the run's files on the node; empty while unknown. */
  readonly folder: string;
}

/** A row of the explorer. There is one object per row, so that VS Code recognizes it. */
export interface TreeNode {
  /** Unique in the tree, and the same after every refresh. */
  readonly id: string;
  readonly accountId: string;
  readonly place: ExplorerPlace;
  readonly parent?: TreeNode;
  readonly resource?: Resource;
  readonly resources?: readonly Resource[];
  /** The list that "Load more" and "Try again" load, or whose damage a row reports. */
  readonly target?: { readonly accountId: string; readonly scope: Scope };
  readonly opens?: DocumentTarget;
}

/** Lists the items affected by a cause of failed tasks, newest first. */
type FindHit = (accountId: string, cause: PlaceOf<'taskCause'>) => readonly Resource[];

/** Adds a getter for the affected items, because a row holds no data and looks them up when needed. */
function withHit(node: TreeNode, findHit: () => readonly Resource[]): TreeNode {
  return {
    ...node,
    get resources() {
      return findHit();
    },
  };
}

/** Creates the rows of the explorer. Always returns the same object for the same place. */
export class TreeNodes {
  readonly #nodes = new Map<string, TreeNode>();
  readonly #findHit: FindHit;

  /** `findHit` lists the items affected by a cause when a command needs them. */
  constructor(findHit: FindHit = () => []) {
    this.#findHit = findHit;
  }

  root(accountId: string): TreeNode {
    return this.#intern(accountId, { kind: 'account' }, undefined);
  }

  child(parent: TreeNode, place: ExplorerPlace): TreeNode {
    return this.#intern(parent.accountId, place, parent);
  }

  /** Finds the row with an ID; undefined if the row has not been shown. */
  find(id: string): TreeNode | undefined {
    return this.#nodes.get(id);
  }

  /** Number of rows shown since the last `forget`. */
  get size(): number {
    return this.#nodes.size;
  }

  /** Forgets all rows, after which the whole tree must be drawn again. VS Code keeps the state of rows by their IDs. */
  forget(): void {
    this.#nodes.clear();
  }

  #intern(accountId: string, place: ExplorerPlace, parent: TreeNode | undefined): TreeNode {
    const id = `${toOwnerId(parent)}/${toSegment(accountId, place)}`;
    let node = this.#nodes.get(id);
    if (node === undefined || node.parent !== parent) {
      node = { id, accountId, place, ...(parent === undefined ? {} : { parent }), ...toCarried(accountId, place) };
      if (place.kind === 'taskCause') node = withHit(node, () => this.#findHit(accountId, place));
      this.#nodes.set(id, node);
    }
    return node;
  }
}

/** Returns the ID that row IDs below `parent` start with. Skips causes: a task keeps its row under another cause. */
function toOwnerId(parent: TreeNode | undefined): string {
  return (parent?.place.kind === 'taskCause' ? parent.parent?.id : parent?.id) ?? '';
}

/** Returns the part of a row's ID that distinguishes it from its siblings. */
export function toSegment(accountId: string, place: ExplorerPlace): string {
  return `${place.kind}:${toNodeName(accountId, place).map(percentEncode).join('+')}`;
}

function toNodeName(accountId: string, place: ExplorerPlace): readonly string[] {
  switch (place.kind) {
    case 'account':
      return [accountId];
    case 'pool':
      return [place.poolId];
    case 'nodeGroup':
    case 'taskGroup':
      return [place.group];
    case 'node':
      return [place.nodeId];
    case 'job':
      return [place.jobId];
    case 'jobSchedule':
      return [place.scheduleId];
    case 'taskCause':
      return [place.fingerprint];
    case 'task':
    case 'dependency':
    case 'missingTask':
      return [place.taskId];
    case 'subtask':
      return [String(place.subtaskId), place.poolId, place.nodeId, place.folder];
    case 'recentTask':
      return [place.jobId, place.taskId];
    case 'nodeFile':
    case 'taskFile':
      return [place.path];
    case 'preparationNode':
      return [place.poolId, place.nodeId];
    case 'jobTask':
      return [place.jobTask, place.folder];
    case 'attempt':
      return [place.savedAt];
    case 'attemptLog':
      return [place.path];
    case 'more':
    case 'error':
    case 'damaged':
      return [JSON.stringify(place.scope)];
    case 'empty':
      return [place.of];
    case 'pools':
    case 'jobs':
    case 'jobSchedules':
    case 'recentTasks':
    case 'nodeFiles':
    case 'preparation':
    case 'loading':
    case 'subtasks':
    case 'dependencies':
    case 'attempts':
      return [];
  }
}

function toCarried(accountId: string, place: ExplorerPlace): Pick<TreeNode, 'resource' | 'target' | 'opens'> {
  if (place.kind === 'more' || place.kind === 'error' || place.kind === 'damaged') {
    return { target: { accountId, scope: place.scope }, resource: { kind: 'account', accountId } };
  }
  if (place.kind === 'attempts' || place.kind === 'attempt' || place.kind === 'attemptLog') {
    const resource = { ...place.owner, accountId };
    if (place.kind === 'attempts') return { resource, opens: { resource, document: 'attempts' } };
    const { savedAt } = place;
    if (place.kind === 'attempt') return { resource, opens: { resource, document: 'attempt', savedAt } };
    return { resource, opens: { resource, document: 'attemptLog', savedAt, path: place.path } };
  }
  const resource = toResource(accountId, place);
  return resource === undefined ? {} : { resource };
}

function toResource(accountId: string, place: ExplorerPlace): Resource | undefined {
  switch (place.kind) {
    case 'account':
    case 'pools':
    case 'jobs':
    case 'jobSchedules':
      return { kind: 'account', accountId };
    case 'pool':
    case 'nodeGroup':
      return { kind: 'pool', accountId, poolId: place.poolId };
    case 'node':
    case 'preparationNode':
      return { kind: 'node', accountId, poolId: place.poolId, nodeId: place.nodeId };
    case 'job':
    case 'taskGroup':
    case 'taskCause':
    case 'preparation':
    case 'jobTask':
      return { kind: 'job', accountId, jobId: place.jobId };
    case 'jobSchedule':
      return { kind: 'jobSchedule', accountId, scheduleId: place.scheduleId };
    case 'task':
    case 'recentTask':
    case 'subtasks':
    case 'subtask':
    case 'dependencies':
    case 'dependency':
    case 'missingTask':
      return { kind: 'task', accountId, jobId: place.jobId, taskId: place.taskId };
    case 'taskFile':
      return { kind: 'taskFile', accountId, jobId: place.jobId, taskId: place.taskId, path: place.path };
    case 'nodeFile':
      return { kind: 'nodeFile', accountId, poolId: place.poolId, nodeId: place.nodeId, path: place.path };
    default:
      return undefined;
  }
}
