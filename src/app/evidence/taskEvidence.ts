import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskEvidence } from '../../core/diagnosis/process/taskContext.ts';
import { indexFailedWhereStarted } from '../../core/failures/failedWhereStarted.ts';
import { findUploads } from '../../core/files/uploadedFiles.ts';
import { type ComputeNode, toleratesStartTask } from '../../core/model/computeNode.ts';
import { endsWithManager, isOfExitCode } from '../../core/model/exitConditions.ts';
import {
  findPoolOfJob,
  isOver,
  type JobPreparationAndReleaseStatus,
  toleratesPreparation,
} from '../../core/model/job.ts';
import { logNames, type UnreadLogs, uploadLogName } from '../../core/model/logEnd.ts';
import type { NodeFileResource, TaskResource } from '../../core/model/resource.ts';
import { hasRun, isFailed, isInGroup, type Task } from '../../core/model/task.ts';
import type { Asked } from '../../core/model/unread.ts';
import { explainLostFile, toUnreadNode } from '../../core/refusals/unreadFile.ts';
import { listStandingPreparations } from '../../core/relations/standingPreparations.ts';
import { indexStarted } from '../../core/relations/startedElsewhere.ts';
import { sortTimes } from '../../core/words/times.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { FailureReader } from './failureReader.ts';
import { listElsewhere, listPreparationLogs, readHelperLogs, toFinding } from './helperLogs.ts';
import { MissingEvidence, noPool } from './missingEvidence.ts';
import { gatherOtherJobs } from './otherJobs.ts';
import { gatherNamedQuotas } from './quotaEvidence.ts';
import { describeSearched } from './readFurther.ts';
import { briefBytes, farthestBytes, readLog, thoroughBytes, toRemoteFile } from './readLog.ts';
import { readFirstPage } from './readPages.ts';
import { lacksProgram } from './readQuietStart.ts';
import { readLogsOrWhy, readTaskLogs, type TaskLogs, toDiagnosedText, toSaid, toUnreadLogs } from './readTaskLogs.ts';
import { type ReadOnce, readUnshared } from './sharedReads.ts';
import { gatherDependencies, gatherDependents, gatherNodes, gatherSiblings } from './siblings.ts';
import { maxNodes, readStarts, toSlice } from './startedElsewhere.ts';
import { gatherStartLogs, readStartLogs, toStartLogs } from './startLogs.ts';

/** All available data about a task, and what was unavailable. */
export interface GatheredTask {
  readonly evidence: TaskEvidence;
  /** Data that could not be read, with the reasons, because missing data is also a finding. */
  readonly missing: readonly Evidence[];
  /** All results of its job's preparation task, including those on machines that are gone. */
  readonly preparation: TaskEvidence['preparation'];
  /** More informative logs on nodes: those of a failed subtask, or of the start tasks that hold up a waiting task. */
  readonly files: readonly NodeFileResource[];
}

interface AtHand extends Pick<TaskEvidence, 'job' | 'pool'> {
  readonly task?: Task | undefined;
  readonly once?: ReadOnce;
  readonly node?: ComputeNode | undefined;
}

/**
 * Reads a task and all related data. Only the task itself must exist; any other missing data is a finding. Does not
 * request data that is `known`. Throws the service's errors about the task.
 */
export async function gatherTask(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  resource: TaskResource,
  reader: Pick<FailureReader, 'read'>,
  now: Date,
  known: AtHand = {},
): Promise<GatheredTask> {
  const { service } = store;
  const { once = readUnshared } = known;
  const { jobId, taskId } = resource;
  const absent = new MissingEvidence();
  const ifThere = <T>(answer: Promise<T>) => absent.ifThere(answer);
  const [task, job] = await Promise.all([
    known.task ?? service.tasks.getTask(jobId, taskId),
    known.job ?? ifThere(service.jobs.getJob(jobId)),
  ]);
  const poolId = task.nodeInfo?.poolId ?? (job && findPoolOfJob(job));
  const nodeId = task.nodeInfo?.nodeId;
  const waits = isInGroup(task, 'active', 'preparing');
  const hasPreparation = job?.jobPreparationTask !== undefined;
  const [pool, asked, nodes, preparation, reading, uploads, siblings, chain, counts] = await Promise.all([
    poolId === undefined ? undefined : (known.pool ?? ifThere(service.pools.getPool(poolId))),
    poolId === undefined || nodeId === undefined
      ? undefined
      : absent.ask(
          once(`node ${poolId}/${nodeId}`, async () => known.node ?? (await service.nodes.getNode(poolId, nodeId))),
          (error) => toUnreadNode(error, nodeId),
        ),
    poolId === undefined
      ? undefined
      : waits
        ? ifThere(readFirstPage(service.nodes.listNodes(poolId, { pageSize: maxNodes })))
        : gatherNodes(store, poolId, jobId, task, absent, { once }),
    hasPreparation ? ifThere(readFirstPage(service.jobs.listPreparationAndReleaseStatus(jobId))) : undefined,
    (isInGroup(task, 'failed', 'succeeded') && hasRun(task)) || lacksProgram(task)
      ? readLogsOrWhy(reader.read(store, resource, task, thoroughBytes, chooseFarthest(task)), task)
      : isInGroup(task, 'running')
        ? // Logs that are still being written are not cached.
          readLogsOrWhy(readTaskLogs(service, resource, task), task)
        : undefined,
    hasFailedUpload(task)
      ? ifThere(readLog(toRemoteFile(service.taskFiles, resource, uploadLogName), uploadLogName, task, briefBytes))
      : undefined,
    Promise.all([
      gatherSiblings(store, jobId, task, absent, { once, job }),
      job && gatherDependents(store, job, task, absent),
    ]),
    isInGroup(task, 'active') || isFailed(task) ? gatherDependencies(store, jobId, task, absent) : undefined,
    // A page of other tasks does not show their total, and an unloaded list does not show how many are running.
    store.snapshot.taskCounts.get(jobId) ??
      (isFailed(task) || waits || (job && isOver(job) && endsWithManager(task, job))
        ? ifThere(once(`counts of ${jobId}`, () => service.jobs.getTaskCounts(jobId)))
        : undefined),
  ]);
  const subtasks = hasSubtasks(task)
    ? (reading?.subtasks ?? (await ifThere(readFirstPage(service.tasks.listSubtasks(jobId, taskId)))))
    : undefined;
  const node = asked?.kind === 'read' ? asked.value : undefined;
  const problems = [job?.executionInfo?.schedulingError, ...(pool?.resizeErrors ?? [])];
  const [quotas, started, otherJobs] = waits
    ? await Promise.all([
        gatherNamedQuotas(service, ...problems),
        once(`start tasks of ${poolId}`, () => gatherStartLogs(service, resource.accountId, pool, nodes)),
        gatherOtherJobs(store, job, nodes, absent),
      ])
    : [];
  const tolerating = isFailed(task) && node !== undefined && toleratesStartTask(node) ? node : undefined;
  const [ownStart, starts = []] =
    tolerating === undefined || pool === undefined
      ? []
      : await Promise.all([
          once(`start task logs of ${pool.id}/${tolerating.id}`, async () => {
            const own = { accountId: resource.accountId, poolId: pool.id, nodeId: tolerating.id };
            return { [tolerating.id]: toStartLogs(await readStartLogs(service, { kind: 'node', ...own })) };
          }),
          readStarts(service, { poolId: pool.id }, tolerating),
        ]);
  const standing = waits && preparation ? listStandingPreparations(job, preparation, toSlice(nodes)) : preparation;
  // A task that ran although the preparation task failed may lack only what it prepares on its own node.
  const mayBeUnprepared = isFailed(task) && toleratesPreparation(job);
  const prepared = mayBeUnprepared ? standing?.filter(isOnNodeOf(task)) : standing;
  const preparationLogs =
    mayBeUnprepared || mayLackPreparation(task)
      ? await readHelperLogs(service, listPreparationLogs(resource.accountId, prepared ?? []), absent)
      : undefined;
  const said = reading?.step ?? reading;
  const ends = said === undefined ? [] : [said.stderr, said.stdout];
  return {
    evidence: {
      task,
      job,
      pool,
      isPoolMissing: absent.has(noPool),
      node,
      nodes,
      startLogs: started?.startLogs ?? ownStart,
      startedElsewhere: tolerating && indexStarted(starts)(tolerating),
      failedWhereStarted: indexFailedWhereStarted(starts, siblings[0] ?? [])(task, node),
      preparation: standing,
      preparationLogs,
      ...(reading && toSaid(reading, toDiagnosedText)),
      // Logs read while the node existed still explain the failure, but can no longer be opened.
      unread: findLostLogs(task, asked, reading),
      uploadLog: uploads && toDiagnosedText(uploads),
      engineTexts: reading?.engineTexts,
      lastOutputTime: findLastOutput(reading),
      // The lists of a failed task's siblings already have the tasks that have ended or wait.
      siblings: [
        ...siblings,
        chain?.tasks.filter((one) => !isFailed(task) || isInGroup(one, 'preparing', 'running')),
      ].flatMap((some) => some ?? []),
      absentTasks: isFailed(task) ? undefined : chain?.absentTasks,
      subtasks,
      counts,
      otherJobs,
      quotas,
      now,
    },
    missing: [
      ...absent.found,
      ...ends.flatMap(toFinding),
      ...(reading === undefined ? [] : listElsewhere(reading)),
      ...ends.flatMap(describeSearched),
    ],
    preparation,
    files: started?.files ?? listSubtaskFiles(resource, reading),
  };
}

/** Lists the logs of the subtask that failed, except for empty and lost logs. */
function listSubtaskFiles(
  { accountId }: TaskResource,
  { subtask, step }: Partial<TaskLogs> = {},
): readonly NodeFileResource[] {
  if (subtask === undefined || step === undefined) return [];
  const { poolId, nodeId } = subtask.nodeInfo;
  const there = [step.stderr, step.stdout].filter(
    ({ text, unread }) => text !== '' && unread?.kind !== 'gone' && unread?.kind !== 'absent',
  );
  return there.map(({ path }) => ({ kind: 'nodeFile', accountId, poolId, nodeId, path }));
}

/** Checks whether other instances of a failed task may have failed as well. */
function hasSubtasks(task: Task): boolean {
  return isFailed(task) && (task.multiInstanceSettings?.numberOfInstances ?? 1) > 1;
}

/**
 * Returns when a task last wrote output. Batch creates both files when the task starts, so an empty file was never
 * written to.
 */
function findLastOutput(logs: TaskLogs | undefined): string | undefined {
  const written = [logs?.stderr, logs?.stdout].filter((log) => (log?.text ?? '') !== '' || (log?.leftOut ?? 0) > 0);
  return sortTimes(written.map((log) => log?.lastModified)).at(-1);
}

function findLostLogs(
  task: Task,
  node: Asked<ComputeNode> | undefined,
  logs: TaskLogs | undefined,
): UnreadLogs | undefined {
  const known = logs && toUnreadLogs(logs);
  if (logs?.subtask !== undefined) return known;
  const read = [logs?.stderr, logs?.stdout];
  // A log that was read before its node left can still be opened where it was uploaded.
  const lost = logNames.flatMap((name) => {
    const isCopy = read.find((log) => log?.path === name)?.copy !== undefined;
    if (isCopy || known?.[name]?.kind === 'gone' || typeof findUploads(task, name) !== 'string') return [];
    const unread = explainLostFile(name, node);
    return unread === undefined ? [] : [[name, unread] as const];
  });
  return lost.length === 0 ? known : { ...known, ...Object.fromEntries(lost) };
}

/**
 * Returns the maximum number of bytes of the logs to search, which is smaller for a succeeded task, or if the service
 * itself knows the reason.
 */
export function chooseFarthest(task: Task): number {
  if (!isFailed(task)) return thoroughBytes;
  const code = task.executionInfo?.failureInfo?.code;
  return code === undefined || isOfExitCode(code) ? farthestBytes : thoroughBytes;
}

/**
 * Checks whether an output file could not be uploaded, which has its own log (Batch documentation: "Task error
 * checking").
 */
function hasFailedUpload(task: Task): boolean {
  return /^fileupload/i.test(task.executionInfo?.failureInfo?.code ?? '') && task.nodeInfo?.nodeId !== undefined;
}

/** Checks whether the job's preparation task may prevent a task from starting. */
function mayLackPreparation(task: Task): boolean {
  const code = task.executionInfo?.failureInfo?.code?.toLowerCase();
  return isInGroup(task, 'active', 'preparing') || code === 'jobpreparationtaskfailed';
}

/** Returns a filter for the preparation task's run on the node of a task. */
function isOnNodeOf({ nodeInfo }: Task): (status: JobPreparationAndReleaseStatus) => boolean {
  return ({ nodeId }) => nodeId !== undefined && nodeId === nodeInfo?.nodeId;
}
