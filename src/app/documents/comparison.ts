import * as l10n from '@vscode/l10n';
import type { ComparedTask } from '../../core/diagnosis/causes/taskFacts.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import { Links } from '../../core/page/links.ts';
import type { ComparisonTarget } from '../../core/places/documentPath.ts';
import { listUnreadReasons, toUnreadNode } from '../../core/refusals/unreadFile.ts';
import { withLabel } from '../../core/text/label.ts';
import { nameNodes } from '../../core/words/nodeNames.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { toCommandId } from '../commandId.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { findAttempt, type KeptPlaces } from '../evidence/keptAttempts.ts';
import { measureInputs } from '../evidence/measureInputs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { findNodeNames } from '../evidence/nodeNames.ts';
import { thoroughBytes } from '../evidence/readLog.ts';
import { readLogsOrWhy, readTaskLogs, type TaskLogs, toDiagnosedText } from '../evidence/readTaskLogs.ts';
import { gatherSiblings } from '../evidence/siblings.ts';
import type { DrawnDocument, Look } from '../explain/explained.ts';
import { nameDifferences } from '../explain/explanationNames.ts';
import { toPickText } from '../messages/notificationText.ts';
import { drawDocument } from './drawnDocument.ts';

/** Renders the differences between two tasks. Throws the service's errors about the tasks themselves. */
export async function drawComparison(
  store: AccountStore,
  target: ComparisonTarget,
  reader: Pick<FailureReader, 'read'>,
  places: KeptPlaces,
): Promise<DrawnDocument> {
  const { resource, other, savedAt } = target;
  // Two tasks of the same job need no data about the job.
  const hasJobs = other.jobId !== resource.jobId;
  const [failed, succeeded] = await Promise.all([
    savedAt === undefined ? gather(store, resource, reader, hasJobs) : gatherAttempt(places, resource, savedAt),
    gather(store, { ...resource, ...other }, reader, hasJobs),
  ]);
  const { compareTaskEvidence, toComparisonPage } = places.bundles.diagnosis();
  const notes = [
    ...failed.missing.map((text) => withLabel(resource.taskId, text)),
    ...succeeded.missing.map((text) => withLabel(other.taskId, text)),
  ];
  const comparison = compareTaskEvidence(failed, succeeded, failed.siblings);
  const names = new Map([failed, succeeded].flatMap(({ task }) => [...findNodeNames(store, task.nodeInfo?.poolId)]));
  const differences = nameDifferences(comparison, names);
  const acrossJob = comparison.acrossJob.map((sentence) => nameNodes(sentence, names));
  const isOfAttempt = savedAt !== undefined && resource.jobId === other.jobId && resource.taskId === other.taskId;
  // Tasks of two jobs often have the same ID.
  const ids = hasJobs ? { failedId: nameInJob(resource), succeededId: nameInJob(other) } : {};
  const page = toComparisonPage({ ...comparison, ...ids, differences, acrossJob }, notes, isOfAttempt);
  return drawDocument(target, page, new Links(), listLooks(target));
}

/** Lists follow-ups: another comparison, both definitions or both logs side by side, and explaining the failure. */
function listLooks({ resource, other }: ComparisonTarget): readonly Look[] {
  const beside = { ...resource, ...other };
  return [
    { title: l10n.t('Compare with Another Task…'), command: toCommandId('task.compareWith'), of: resource },
    {
      title: l10n.t('Properties Side by Side'),
      compares: [
        { resource: beside, document: 'json' },
        { resource, document: 'json' },
      ],
      name: `${toPickText(other.taskId)} ↔ ${toPickText(resource.taskId)}`,
    },
    {
      title: l10n.t('Logs Side by Side'),
      command: toCommandId('task.compareLogs'),
      of: resource,
      all: [resource, beside],
    },
    { title: l10n.t('Explain'), command: toCommandId('task.explain'), of: resource },
  ];
}

function nameInJob({ jobId, taskId }: Pick<TaskResource, 'jobId' | 'taskId'>): string {
  return `${taskId} (${jobId})`;
}

/** Returns an earlier attempt from its saved record, in the form in which present tasks are compared. */
async function gatherAttempt(places: KeptPlaces, resource: TaskResource, savedAt: string): Promise<Gathered> {
  const { of, logs } = await findAttempt(places, { resource, savedAt }, (action) => action);
  const find = (path: string): string | undefined => logs.find((log) => log.path === path)?.text;
  const task = 'task' in of ? of.task : { id: resource.taskId };
  const missing = logs.flatMap(({ unread }) => (unread === undefined ? [] : listUnreadReasons(unread)));
  return { task, siblings: [], stderr: find('stderr.txt'), stdout: find('stdout.txt'), missing };
}

interface Gathered extends ComparedTask {
  readonly siblings: readonly Task[];
  readonly missing: readonly string[];
}

async function gather(
  store: AccountStore,
  resource: TaskResource,
  reader: Pick<FailureReader, 'read'>,
  hasJob: boolean,
): Promise<Gathered> {
  const { service } = store;
  const task = await service.tasks.getTask(resource.jobId, resource.taskId);
  const { poolId, nodeId } = task.nodeInfo ?? {};
  const absent = new MissingEvidence();
  const ifThere = <T>(answer: Promise<T>) => absent.ifThere(answer);
  const [job, { inputs, why }, pool, asked, logs, siblings] = await Promise.all([
    hasJob ? ifThere(service.jobs.getJob(resource.jobId)) : undefined,
    measureInputs(store, task),
    poolId === undefined ? undefined : ifThere(service.pools.getPool(poolId)),
    poolId === undefined || nodeId === undefined
      ? undefined
      : absent.ask(service.nodes.getNode(poolId, nodeId), (error) => toUnreadNode(error, nodeId)),
    nodeId === undefined ? undefined : readLogsOrWhy(readLogs(store, resource, task, reader), task),
    gatherSiblings(store, resource.jobId, task, absent),
  ]);
  const { stderr, stdout } = logs ?? {};
  const unread = [
    ...new Set([stderr, stdout].flatMap((log) => (log?.unread === undefined ? [] : listUnreadReasons(log.unread)))),
  ];
  const missing = [...absent.found.map(({ text }) => text), ...unread, ...(why === undefined ? [] : [why])];
  return {
    task,
    job,
    inputs,
    pool,
    node: asked?.kind === 'read' ? asked.value : undefined,
    siblings,
    stderr: stderr && toDiagnosedText(stderr),
    stdout: stdout && toDiagnosedText(stdout),
    missing,
  };
}

function readLogs(
  store: AccountStore,
  resource: TaskResource,
  task: Task,
  reader: Pick<FailureReader, 'read'>,
): Promise<TaskLogs> {
  return isFailed(task)
    ? reader.read(store, resource, task, thoroughBytes)
    : readTaskLogs(store.service, resource, task, { maxBytes: thoroughBytes });
}
