import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { HelperLogs } from '../../core/diagnosis/process/taskCase.ts';
import {
  isExecutionFailed,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
} from '../../core/model/job.ts';
import { type LogEnd, listOtherPlaces } from '../../core/model/logEnd.ts';
import type { NodeFileResource } from '../../core/model/resource.ts';
import { describeCopy } from '../../core/query/logNotice.ts';
import { describePlace } from '../../core/query/unreadFile.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { MissingEvidence } from './missingEvidence.ts';
import { briefBytes, readLog, readLogOrWhy, toRemoteFile } from './readLog.ts';
import { type TaskLogs, toDiagnosedText, toUnreadLogs } from './readTaskLogs.ts';

type Statuses = readonly JobPreparationAndReleaseStatus[];

/** Returns the log of a failed preparation task, on the first node where it failed; undefined when none failed. */
export function findPreparationLog(accountId: string, statuses: Statuses): NodeFileResource | undefined {
  return findLog(accountId, statuses, ({ jobPreparationTaskExecutionInfo: run }) => run);
}

/** Returns the log of a failed release task, on the first node where it failed; undefined when none failed. */
export function findReleaseLog(accountId: string, statuses: Statuses): NodeFileResource | undefined {
  return findLog(accountId, statuses, ({ jobReleaseTaskExecutionInfo: run }) => run);
}

function findLog(
  accountId: string,
  statuses: Statuses,
  toRun: (status: JobPreparationAndReleaseStatus) => PreparationOrReleaseTaskExecution | undefined,
): NodeFileResource | undefined {
  // Only a program that ran has written something.
  const failed = statuses.find((status) => isExecutionFailed(toRun(status)) && toRun(status)?.exitCode !== undefined);
  const folder = failed === undefined ? undefined : toRun(failed)?.taskRootDirectory;
  if (failed?.poolId === undefined || failed.nodeId === undefined || folder === undefined) return undefined;
  const path = `${folder}/stderr.txt`;
  return { kind: 'nodeFile', accountId, poolId: failed.poolId, nodeId: failed.nodeId, path };
}

/**
 * Reads both logs of a preparation or release task from the folder of `log`, its standard error; unreadable logs are
 * findings.
 */
export async function readHelperLogs(
  { nodeFiles }: Pick<AccountStore['service'], 'nodeFiles'>,
  log: NodeFileResource | undefined,
  missing: MissingEvidence,
): Promise<HelperLogs | undefined> {
  if (log === undefined) return undefined;
  const folder = log.path.slice(0, log.path.lastIndexOf('/'));
  const read = (name: string): Promise<LogEnd> =>
    readLogOrWhy(readLog(toRemoteFile(nodeFiles, log, `${folder}/${name}`), name, undefined, briefBytes), name);
  const [stderr, stdout] = await Promise.all([read('stderr.txt'), read('stdout.txt')]);
  for (const each of [stderr, stdout].flatMap(toFinding)) missing.found.push(each);
  return { nodeId: log.nodeId, stderr: toDiagnosedText(stderr), stdout: toDiagnosedText(stdout) };
}

/** Reports that a log could not be read, and why, or that a copy was read; empty when it comes from the node. */
export function toFinding({ path, unread, copy }: LogEnd): Evidence[] {
  if (unread !== undefined) return [{ text: unread.why, source: path }];
  return copy === undefined ? [] : [{ text: describeCopy(copy), source: path }];
}

/** Explains why no other place has the unreadable logs, and what to do; each reason once. */
export function listElsewhere(logs: TaskLogs): Evidence[] {
  return listOtherPlaces(toUnreadLogs(logs)).map((place) => ({ text: describePlace(place) }));
}
