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

/** The log of a preparation task that failed, on the first node of those where it did; undefined when none failed. */
export function findPreparationLog(accountId: string, statuses: Statuses): NodeFileResource | undefined {
  return findLog(accountId, statuses, ({ jobPreparationTaskExecutionInfo: run }) => run);
}

/** The log of a release task that failed, on the first node of those where it did; undefined when none failed. */
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

/** What a preparation or release task wrote where `log`, its standard error, lies; what can't be read is a finding. */
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

/** That a log could not be read, and why, or that a copy of it was; empty where the node has it. */
export function toFinding({ path, unread, copy }: LogEnd): Evidence[] {
  if (unread !== undefined) return [{ text: unread.why, source: path }];
  return copy === undefined ? [] : [{ text: describeCopy(copy), source: path }];
}

/** Why no other place gives logs that could not be read, and what to do: each answer once. */
export function listElsewhere(logs: TaskLogs): Evidence[] {
  return listOtherPlaces(toUnreadLogs(logs)).map((place) => ({ text: describePlace(place) }));
}
