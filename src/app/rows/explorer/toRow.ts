import * as l10n from '@vscode/l10n';
import type { FileCopy, NodeFile } from '../../../core/model/nodeFile.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { formatBytes } from '../../../core/words/numbers.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toCommandId } from '../../commandId.ts';
import { listFailingPreparations } from '../../lists/failingPreparations.ts';
import { findById, findJob } from '../../lists/findById.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../row.ts';
import { findRun, findStatus } from './jobTasks.ts';
import { toAccountRow, toJobsRow, toPoolsRow } from './rows/accountRow.ts';
import { toDamagedRow } from './rows/damagedRow.ts';
import { toDependenciesRow, toMissingTaskRow } from './rows/dependencyRows.ts';
import { toJobRow } from './rows/jobRow.ts';
import { toNodeGroupRow, toNodeRow } from './rows/nodeRow.ts';
import { toPoolRow } from './rows/poolRow.ts';
import { toJobTaskRow, toPreparationNodeRow, toPreparationRow } from './rows/preparationRow.ts';
import { toScheduleRow, toSchedulesRow } from './rows/scheduleRow.ts';
import { toEmptyRow, toErrorRow, toGoneRow, toLoadingRow, toMoreRow } from './rows/stateRow.ts';
import { toSubtaskRow, toSubtasksRow } from './rows/subtaskRow.ts';
import { toTaskGroupRow, toTaskRow } from './rows/taskRow.ts';
import { findTask } from './scopes.ts';
import { type FindCauses, noCauses, toTaskCauseRow } from './taskCauses.ts';
import type { ExplorerPlace, PlaceOf } from './treeNode.ts';

/** Creates the row of a place, based only on the snapshot. */
export function toRow(
  place: ExplorerPlace,
  snapshot: AccountSnapshot,
  reader: Viewer,
  findCauses: FindCauses = noCauses,
): Row {
  if (place.kind === 'taskCause') return toTaskCauseRow(place, snapshot, findCauses(place.jobId)) ?? toGoneRow();
  return findRow(place, snapshot, reader) ?? toGoneRow();
}

function findRow(
  place: Exclude<ExplorerPlace, PlaceOf<'taskCause'>>,
  snapshot: AccountSnapshot,
  reader: Viewer,
): Row | undefined {
  switch (place.kind) {
    case 'account':
      return toAccountRow(snapshot, reader);
    case 'pools':
      return toPoolsRow(snapshot, reader);
    case 'jobs':
      return toJobsRow(snapshot, reader);
    case 'pool':
      return apply(findById(snapshot.slice({ kind: 'pools' }).items, place.poolId), (pool) =>
        toPoolRow(pool, snapshot, reader),
      );
    case 'nodeGroup':
      return toNodeGroupRow(place.poolId, place.group, snapshot);
    case 'node':
      return findNodeRow(place, snapshot, reader);
    case 'recentTasks':
      return { kind: 'recentTasks', label: l10n.t('Recent tasks'), icon: 'history', children: 'collapsed' };
    case 'nodeFiles':
      return { kind: 'nodeFiles', label: l10n.t('Files'), icon: 'folder', children: 'collapsed' };
    case 'job':
      return apply(findJob(snapshot, place.jobId), (job) => toJobRow(job, snapshot, reader));
    case 'jobSchedules':
      return toSchedulesRow(snapshot);
    case 'jobSchedule':
      return apply(findById(snapshot.slice({ kind: 'jobSchedules' }).items, place.scheduleId), (schedule) =>
        toScheduleRow(schedule, snapshot, reader),
      );
    case 'taskGroup':
      return toTaskGroupRow(place.jobId, place.group, snapshot);
    case 'task':
      return apply(findTask(snapshot, place), (task) => toTaskRow(place.jobId, task, snapshot, reader));
    case 'subtasks':
      return toSubtasksRow(place, snapshot);
    case 'subtask':
      return findSubtaskRow(place, snapshot, reader);
    case 'dependencies':
      return toDependenciesRow(place, snapshot);
    case 'dependency':
      return findDependencyRow(place, snapshot, reader);
    case 'missingTask':
      return toMissingTaskRow(place.taskId);
    case 'recentTask':
      return findRecentTaskRow(place, snapshot, reader);
    case 'taskFile':
    case 'nodeFile':
      return findFileRow(place, snapshot, reader);
    case 'preparation':
      return toPreparationRow(place.jobId, snapshot);
    case 'preparationNode':
      return findPreparationRow(place, snapshot, reader);
    case 'jobTask':
      return findJobTaskRow(place, snapshot, reader);
    case 'attempts':
    case 'attempt':
    case 'attemptLog':
      // The store does not contain data that is saved on this computer.
      return undefined;
    case 'empty':
      return toEmptyRow(place.of);
    case 'loading':
      return toLoadingRow();
    case 'more':
      return toMoreRow(place.scope.kind, snapshot.slice(place.scope));
    case 'damaged':
      return toDamagedRow(place.scope.kind, snapshot.slice(place.scope));
    case 'error':
      return apply(snapshot.slice(place.scope).error, (error) => toErrorRow(error, snapshot.account));
  }
}

function findNodeRow(place: PlaceOf<'node'>, snapshot: AccountSnapshot, reader: Viewer): Row | undefined {
  const nodes = snapshot.slice({ kind: 'nodes', poolId: place.poolId });
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, place.poolId);
  const barredFrom = listFailingPreparations(place.poolId, snapshot).find(({ nodeIds }) => nodeIds.has(place.nodeId));
  return apply(findById(nodes.items, place.nodeId), (node) =>
    toNodeRow(node, { pool, nodes, barredFrom: barredFrom?.jobId }, reader),
  );
}

function findDependencyRow(
  { jobId, taskId, waitingId }: PlaceOf<'dependency'>,
  snapshot: AccountSnapshot,
  reader: Viewer,
): Row | undefined {
  const { items } = snapshot.slice({ kind: 'dependencies', jobId, taskId: waitingId });
  return apply(findById(items, taskId), (task) => ({ ...toTaskRow(jobId, task, snapshot, reader), children: 'none' }));
}

function findSubtaskRow(
  { jobId, taskId, subtaskId }: PlaceOf<'subtask'>,
  snapshot: AccountSnapshot,
  reader: Viewer,
): Row | undefined {
  const { items } = snapshot.slice({ kind: 'subtasks', jobId, taskId });
  return apply(
    items.find(({ id }) => id === subtaskId),
    (subtask) => toSubtaskRow(subtask, snapshot, reader),
  );
}

/** Finds the row of a task as reported by the node that ran it, with fewer properties than in the job's own list. */
function findRecentTaskRow(
  { poolId, nodeId, jobId, taskId }: PlaceOf<'recentTask'>,
  snapshot: AccountSnapshot,
  reader: Viewer,
): Row | undefined {
  const node = findById(snapshot.slice({ kind: 'nodes', poolId }).items, nodeId);
  const recent = node?.recentTasks?.find((task) => task.jobId === jobId && task.taskId === taskId);
  if (recent === undefined) return undefined;
  const { taskState: state, executionInfo } = recent;
  const row = toTaskRow(
    jobId,
    {
      id: taskId,
      displayName: jobId,
      ...(state === undefined ? {} : { state }),
      ...(executionInfo === undefined ? {} : { executionInfo }),
    },
    snapshot,
    reader,
  );
  return { ...row, children: 'none' };
}

function findFileRow(
  place: PlaceOf<'taskFile' | 'nodeFile'>,
  snapshot: AccountSnapshot,
  reader: Viewer,
): Row | undefined {
  const parent = place.path.slice(0, Math.max(0, place.path.lastIndexOf('/')));
  const { items } =
    place.kind === 'taskFile'
      ? snapshot.slice({ kind: 'taskFiles', jobId: place.jobId, taskId: place.taskId, path: parent })
      : snapshot.slice({ kind: 'nodeFiles', poolId: place.poolId, nodeId: place.nodeId, path: parent });
  const ofEngine =
    place.kind === 'taskFile' ? snapshot.slice({ ...place, kind: 'taskFiles', path: '' }).items.filter(isOfEngine) : [];
  return apply(
    [...items, ...ofEngine].find(({ name }) => name === place.path),
    (file) => toFileRow(place.kind, file, reader),
  );
}

function findPreparationRow(
  { jobId, poolId, nodeId }: PlaceOf<'preparationNode'>,
  snapshot: AccountSnapshot,
  reader: Viewer,
): Row | undefined {
  return apply(findStatus(snapshot, jobId, { poolId, nodeId }), (found) =>
    toPreparationNodeRow(found, snapshot, reader),
  );
}

function findJobTaskRow(place: PlaceOf<'jobTask'>, snapshot: AccountSnapshot, reader: Viewer): Row | undefined {
  const status = findStatus(snapshot, place.jobId, place);
  const run = status && findRun(status, place.jobTask);
  return apply(run, (found) => toJobTaskRow(place.jobTask, found, reader));
}

function apply<T>(value: T | undefined, toResult: (value: T) => Row): Row | undefined {
  return value === undefined ? undefined : toResult(value);
}

function isOfEngine(file: NodeFile): boolean {
  return file.isOfEngine === true;
}

function toFileRow(kind: 'taskFile' | 'nodeFile', file: NodeFile, reader: Viewer): Row {
  const label = file.name.split('/').at(-1) ?? file.name;
  if (file.isDirectory) return { kind, words: ['folder'], label, icon: 'folder', children: 'collapsed' };
  const size = file.properties?.contentLength;
  const copy = file.properties?.copy ?? file.copy;
  const description = joinParts(
    size !== undefined && formatBytes(size),
    toShortTime(file.properties?.lastModified, reader),
    copy && describeWhere(copy, file.copy !== undefined),
  );
  return {
    kind,
    label,
    ...(description === undefined ? {} : { description }),
    icon: file.properties?.copy === undefined ? 'file' : file.properties.copy.place === 'saved' ? 'history' : 'stored',
    children: 'none',
    command: toCommandId('file.open'),
    facts: () =>
      toFacts({
        [l10n.t('File')]: file.name,
        [l10n.t('Size')]: size === undefined ? undefined : formatBytes(size),
        [l10n.t('Modified')]: toLongTime(file.properties?.lastModified, reader),
        [l10n.t('Type')]: file.properties?.contentType,
        [l10n.t('Copy')]: copy?.address,
      }),
  };
}

/** Describes where a file is, in addition to or instead of its node. */
function describeWhere({ place }: FileCopy, isOnNode: boolean): string {
  if (isOnNode) return l10n.t('also in storage');
  return place === 'saved' ? l10n.t('saved on this computer') : l10n.t('in storage');
}
