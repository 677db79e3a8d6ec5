import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskEvidence } from '../../core/diagnosis/process/taskCase.ts';
import { isOfExitCode } from '../../core/model/common.ts';
import { type ComputeNode, toleratesStartTask } from '../../core/model/computeNode.ts';
import { findPoolOfJob } from '../../core/model/job.ts';
import { logNames, type UnreadLogs, uploadLogName } from '../../core/model/logEnd.ts';
import type { NodeFileResource, TaskResource } from '../../core/model/resource.ts';
import { hasRun, isFailed, isInGroup, type Task } from '../../core/model/task.ts';
import type { Asked } from '../../core/model/unread.ts';
import { sortTimes } from '../../core/query/times.ts';
import { explainLostFile, toUnreadNode } from '../../core/query/unreadFile.ts';
import { findUploads } from '../../core/query/uploadedFiles.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { FailureReader } from './failureReader.ts';
import { findPreparationLog, listElsewhere, readHelperLogs, toFinding } from './helperLogs.ts';
import { findOtherJobs } from './jobEvidence.ts';
import { MissingEvidence, noPool } from './missingEvidence.ts';
import { gatherNamedQuotas } from './quotaEvidence.ts';
import { describeSearched } from './readFurther.ts';
import { briefBytes, farthestBytes, readLog, thoroughBytes, toRemoteFile } from './readLog.ts';
import { readFirstPage } from './readPages.ts';
import { readLogsOrWhy, readTaskLogs, type TaskLogs, toDiagnosedText, toSaid, toUnreadLogs } from './readTaskLogs.ts';
import { SharedReads } from './sharedReads.ts';
import { gatherDependencies, gatherDependents, gatherNodes, gatherSiblings } from './siblings.ts';
import { maxNodes, readStartedElsewhere } from './startedElsewhere.ts';
import { gatherStartLogs, readStartLogs, toStartLogs } from './startLogs.ts';

/** Everything that can be found out about a task, and what of it could not be. */
export interface GatheredTask {
  readonly evidence: TaskEvidence;
  /** What could not be read and why: that is a finding too. */
  readonly missing: readonly Evidence[];
  /** For a task that waits, the logs of the start tasks that keep it, where these are not empty. */
  readonly startFiles: readonly NodeFileResource[];
}

interface AtHand extends Pick<TaskEvidence, 'job' | 'pool'> {
  readonly task?: Task | undefined;
  /** What was read for other tasks of the job. */
  readonly shared?: SharedReads;
}

/**
 * Asks for a task and all that bears on it. Only the task itself must be there: of everything else the absence is a
 * finding. What is `known` is not asked for. Throws what the service answers about the task.
 */
export async function gatherTask(
  store: Pick<AccountStore, 'service' | 'snapshot'>,
  resource: TaskResource,
  reader: Pick<FailureReader, 'read'>,
  now: Date,
  known: AtHand = {},
): Promise<GatheredTask> {
  const { service } = store;
  const { shared = new SharedReads() } = known;
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
  const [pool, asked, nodes, preparation, reading, uploads, siblings, chain, subtasks, counts] = await Promise.all([
    poolId === undefined ? undefined : (known.pool ?? ifThere(service.pools.getPool(poolId))),
    poolId === undefined || nodeId === undefined
      ? undefined
      : absent.ask(
          shared.once(`node ${poolId}/${nodeId}`, () => service.nodes.getNode(poolId, nodeId)),
          (error) => toUnreadNode(error, nodeId),
        ),
    poolId === undefined
      ? undefined
      : waits
        ? ifThere(readFirstPage(service.nodes.listNodes(poolId, { pageSize: maxNodes })))
        : gatherNodes(store, poolId, jobId, task, absent, { shared }),
    hasPreparation ? ifThere(readFirstPage(service.jobs.listPreparationAndReleaseStatus(jobId))) : undefined,
    isInGroup(task, 'failed', 'succeeded') && hasRun(task)
      ? readLogsOrWhy(reader.read(store, resource, task, thoroughBytes, chooseFarthest(task)), task)
      : isInGroup(task, 'running')
        ? // Logs that are still being written are not cached.
          readLogsOrWhy(readTaskLogs(service, resource, task), task)
        : undefined,
    hasFailedUpload(task)
      ? ifThere(readLog(toRemoteFile(service.taskFiles, resource, uploadLogName), uploadLogName, task, briefBytes))
      : undefined,
    Promise.all([
      gatherSiblings(store, jobId, task, absent, { shared }),
      job && gatherDependents(store, job, task, absent),
    ]),
    isInGroup(task, 'active') ? gatherDependencies(store, jobId, task, absent) : undefined,
    hasSubtasks(task) ? ifThere(readFirstPage(service.tasks.listSubtasks(jobId, taskId))) : undefined,
    // A page of others does not say how many there are, nor a list that was not loaded how many run.
    store.snapshot.taskCounts.get(jobId) ??
      (isFailed(task) || waits
        ? ifThere(shared.once(`counts of ${jobId}`, () => service.jobs.getTaskCounts(jobId)))
        : undefined),
  ]);
  const node = asked?.kind === 'read' ? asked.value : undefined;
  const problems = [job?.executionInfo?.schedulingError, ...(pool?.resizeErrors ?? [])];
  const [quotas, started] = waits
    ? await Promise.all([
        gatherNamedQuotas(service, ...problems),
        gatherStartLogs(service, resource.accountId, pool, nodes),
      ])
    : [];
  const tolerating = isFailed(task) && node !== undefined && toleratesStartTask(node) ? node : undefined;
  const [ownStart, startedElsewhere] =
    tolerating === undefined || pool === undefined
      ? []
      : await Promise.all([
          readStartLogs(service, {
            kind: 'node',
            accountId: resource.accountId,
            poolId: pool.id,
            nodeId: tolerating.id,
          }).then((logs) => ({ [tolerating.id]: toStartLogs(logs) })),
          readStartedElsewhere(service, { poolId: pool.id }, tolerating),
        ]);
  const preparationLogs = mayLackPreparation(task)
    ? await readHelperLogs(service, findPreparationLog(resource.accountId, preparation ?? []), absent)
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
      startedElsewhere,
      preparation,
      preparationLogs,
      ...(reading && toSaid(reading, toDiagnosedText)),
      // What was read while the node was there explains still, and cannot be opened any more.
      unread: findLostLogs(task, asked, reading),
      uploadLog: uploads && toDiagnosedText(uploads),
      engineTexts: reading?.engineTexts,
      lastOutputTime: findLastOutput(reading),
      siblings: [...siblings, chain?.tasks].flatMap((some) => some ?? []),
      absentTasks: chain?.absentTasks,
      subtasks,
      counts,
      otherJobs: waits ? findOtherJobs(store.snapshot, jobId, poolId) : undefined,
      quotas,
      now,
    },
    missing: [
      ...absent.found,
      ...ends.flatMap(toFinding),
      ...(reading === undefined ? [] : listElsewhere(reading)),
      ...ends.flatMap(describeSearched),
    ],
    startFiles: started?.files ?? [],
  };
}

/** Whether other instances of a failed task may have failed as well. */
function hasSubtasks(task: Task): boolean {
  return isFailed(task) && (task.multiInstanceSettings?.numberOfInstances ?? 1) > 1;
}

/** When a task wrote last. Batch makes both files when the task starts: an empty one was never written to. */
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
  const read = [logs?.stderr, logs?.stdout];
  // One that was read before its node went can be opened again where it was uploaded.
  const lost = logNames.flatMap((name) => {
    const isCopy = read.find((log) => log?.path === name)?.copy !== undefined;
    if (isCopy || known?.[name]?.kind === 'gone' || typeof findUploads(task, name) !== 'string') return [];
    const unread = explainLostFile(name, node);
    return unread === undefined ? [] : [[name, unread] as const];
  });
  return lost.length === 0 ? known : { ...known, ...Object.fromEntries(lost) };
}

/** Of a task that succeeded nothing is sought, and of one that did not end by itself the service says why. */
export function chooseFarthest(task: Task): number {
  if (!isFailed(task)) return thoroughBytes;
  const code = task.executionInfo?.failureInfo?.code;
  return code === undefined || isOfExitCode(code) ? farthestBytes : thoroughBytes;
}

/** Whether an output file could not be stored: why is in a log of its own (Batch documentation: "Task error checking"). */
function hasFailedUpload(task: Task): boolean {
  return /^fileupload/i.test(task.executionInfo?.failureInfo?.code ?? '') && task.nodeInfo?.nodeId !== undefined;
}

/** A task that its job's preparation task may prevent from starting. */
function mayLackPreparation(task: Task): boolean {
  const code = task.executionInfo?.failureInfo?.code?.toLowerCase();
  return isInGroup(task, 'active', 'preparing') || code === 'jobpreparationtaskfailed';
}
