import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { HelperLogs } from '../../core/diagnosis/process/taskContext.ts';
import { describeCopy } from '../../core/files/logNotice.ts';
import {
  isExecutionFailed,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
} from '../../core/model/job.ts';
import { type LogEnd, listOtherPlaces } from '../../core/model/logEnd.ts';
import type { NodeFileResource } from '../../core/model/resource.ts';
import { describePlace } from '../../core/refusals/unreadFile.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { MissingEvidence } from './missingEvidence.ts';
import { briefBytes, readLog, readLogOrWhy, toRemoteFile } from './readLog.ts';
import { type TaskLogs, toDiagnosedText, toUnreadLogs } from './readTaskLogs.ts';

type Statuses = readonly JobPreparationAndReleaseStatus[];

/** Maximum number of nodes on which a log is looked for, because some nodes can't be reached. */
const mostTried = 3;

/** Returns the log of a failed preparation task: the one that was read, or the first; undefined when none failed. */
export function findPreparationLog(
  accountId: string,
  statuses: Statuses,
  read?: HelperLogs,
): NodeFileResource | undefined {
  return pickRead(listPreparationLogs(accountId, statuses), read);
}

/** Returns the log of a failed release task: the one that was read, or the first; undefined when none failed. */
export function findReleaseLog(accountId: string, statuses: Statuses, read?: HelperLogs): NodeFileResource | undefined {
  return pickRead(listReleaseLogs(accountId, statuses), read);
}

/** Lists the logs of a failed preparation task, or of a failed release task, one for each node where it failed. */
export function listHelperLogs(accountId: string, statuses: Statuses, isRelease = false): readonly NodeFileResource[] {
  return isRelease ? listReleaseLogs(accountId, statuses) : listPreparationLogs(accountId, statuses);
}

function pickRead(logs: readonly NodeFileResource[], read: HelperLogs | undefined): NodeFileResource | undefined {
  return logs.find(({ nodeId }) => nodeId === read?.nodeId) ?? logs[0];
}

/** Lists the logs of a failed preparation task, one for each node where it failed. */
export function listPreparationLogs(accountId: string, statuses: Statuses): readonly NodeFileResource[] {
  return listLogs(accountId, statuses, ({ jobPreparationTaskExecutionInfo: run }) => run);
}

/** Lists the logs of a failed release task, one for each node where it failed. */
export function listReleaseLogs(accountId: string, statuses: Statuses): readonly NodeFileResource[] {
  return listLogs(accountId, statuses, ({ jobReleaseTaskExecutionInfo: run }) => run);
}

function listLogs(
  accountId: string,
  statuses: Statuses,
  toRun: (status: JobPreparationAndReleaseStatus) => PreparationOrReleaseTaskExecution | undefined,
): readonly NodeFileResource[] {
  return statuses.flatMap((status): readonly NodeFileResource[] => {
    const { exitCode, taskRootDirectory: folder } = toRun(status) ?? {};
    const { poolId, nodeId } = status;
    // Only a program that ran has written logs.
    if (!isExecutionFailed(toRun(status)) || exitCode === undefined) return [];
    if (poolId === undefined || nodeId === undefined || folder === undefined) return [];
    return [{ kind: 'nodeFile', accountId, poolId, nodeId, path: `${folder}/stderr.txt` }];
  });
}

/**
 * Reads both logs of a preparation or release task from the first folder that can be read. `logs` are the paths of its
 * standard error. If no folder can be read, records the reasons for the first.
 */
export async function readHelperLogs(
  { nodeFiles }: Pick<AccountStore['service'], 'nodeFiles'>,
  logs: readonly NodeFileResource[],
  missing: MissingEvidence,
): Promise<HelperLogs | undefined> {
  const tried: (readonly [NodeFileResource, LogEnd, LogEnd])[] = [];
  for (const log of logs.slice(0, mostTried)) {
    const folder = log.path.slice(0, log.path.lastIndexOf('/'));
    const read = (name: string): Promise<LogEnd> =>
      readLogOrWhy(readLog(toRemoteFile(nodeFiles, log, `${folder}/${name}`), name, undefined, briefBytes), name);
    const [stderr, stdout] = await Promise.all([read('stderr.txt'), read('stdout.txt')]);
    tried.push([log, stderr, stdout]);
    if (stderr.unread === undefined) break;
  }
  const [log, stderr, stdout] = tried.find(([, own]) => own.unread === undefined) ?? tried[0] ?? [];
  if (log === undefined || stderr === undefined || stdout === undefined) return undefined;
  for (const each of [stderr, stdout].flatMap(toFinding)) missing.found.push(each);
  return { nodeId: log.nodeId, stderr: toDiagnosedText(stderr), stdout: toDiagnosedText(stdout) };
}

/** Reports that a log could not be read, and why, or that a copy was read; empty if the log comes from the node. */
export function toFinding({ path, unread, copy }: LogEnd): Evidence[] {
  if (unread !== undefined) return [{ text: unread.why, source: path }];
  return copy === undefined ? [] : [{ text: describeCopy(copy), source: path }];
}

/** Explains why no other place has the unreadable logs, and what to do, with each reason once. */
export function listElsewhere(logs: TaskLogs): Evidence[] {
  return listOtherPlaces(toUnreadLogs(logs)).map((place) => ({ text: describePlace(place) }));
}
