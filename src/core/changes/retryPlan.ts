import * as l10n from '@vscode/l10n';
import type { Change } from '../diagnosis/explanation/explanation.ts';
import { type LostFile, listLostFiles } from '../impact/lostFiles.ts';
import type { NodeFile } from '../model/nodeFile.ts';
import { hasRun, type Task } from '../model/task.ts';
import type { Unread } from '../model/unread.ts';
import { continueAfterColon } from '../text/afterColon.ts';
import { withLabel } from '../text/label.ts';
import { listPlain } from '../text/lists.ts';
import { plural } from '../text/plural.ts';
import { asCount, formatBytes, formatNumber } from '../words/numbers.ts';
import { formatTime } from '../words/times.ts';
import { maySucceed } from './foreseeChange.ts';

/** Files of a task, as far as is known: a list, none, or unknown. */
export type TaskFiles =
  | { readonly kind: 'listed'; readonly files: readonly NodeFile[]; readonly isComplete: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'unseen' /** Absent if they were not requested. */; readonly unread?: Unread };

/** Cause of a task's failure as views show it. */
export interface RetryCause {
  readonly fingerprint: string;
  readonly title: string;
  /** Change that is needed before another run succeeds, if known. */
  readonly change?: Change | undefined;
}

/** A failed task that can run again, and the known facts about it. */
export interface RetryFacts {
  readonly task: Task;
  /** Absent if unknown. */
  readonly cause?: RetryCause | undefined;
  /** Time (ISO 8601) at which the previous attempt was retried, if it failed for the same reason. */
  readonly repeatedAt?: string | undefined;
  readonly files: TaskFiles;
  readonly isOverTime?: boolean | undefined;
  /** Sentence about how the task's definition differs from those of the job's succeeded tasks. */
  readonly distinction?: string | undefined;
}

type RetryOutlook = 'runsAgain' | 'losesFiles' | 'failsAgain';

/** Tasks with the same outlook for another run. */
export interface RetryGroup<T extends RetryFacts = RetryFacts> {
  readonly outlook: RetryOutlook;
  readonly items: readonly T[];
  readonly cause?: RetryCause;
  readonly loss: RetryLoss;
}

interface RetryLoss {
  readonly tasks: readonly { readonly taskId: string; readonly files: readonly LostFile[] }[];
  /** IDs of the tasks that have more files than were listed. */
  readonly cut: readonly string[];
  /** Tasks whose files are unknown and count as lost, with the reason if they were requested. */
  readonly unseen: readonly { readonly taskId: string; readonly why?: string | undefined }[];
  /** Why files are already gone, for each task whose files are. */
  readonly gone: readonly string[];
}

/** Minimum number of tasks that must have failed on one node before the node is suspected. */
const leastOnNode = 3;

/**
 * Finds the node that a cause is limited to: the only node on which the tasks failed after they had started there, in a
 * pool with several nodes. Undefined if the definition is at fault.
 */
export function findOnlyNode(
  failed: readonly Pick<Task, 'executionInfo' | 'nodeInfo'>[],
  change: Change | undefined,
  countNodes: (poolId: string) => number,
): { readonly poolId: string; readonly nodeId: string } | undefined {
  const { poolId, nodeId } = failed[0]?.nodeInfo ?? {};
  if (poolId === undefined || nodeId === undefined || change === 'definition') return undefined;
  const isThere = failed.every(
    (task) => hasRun(task) && task.nodeInfo?.poolId === poolId && task.nodeInfo.nodeId === nodeId,
  );
  return isThere && failed.length >= leastOnNode && countNodes(poolId) > 1 ? { poolId, nodeId } : undefined;
}

/** Checks whether the definition should be corrected, because it is at fault or an unchanged run did not help. */
export function isForCorrection({ outlook, cause, items }: RetryGroup): boolean {
  if (outlook !== 'failsAgain') return false;
  return (
    cause?.change === 'definition' ||
    items.some(({ repeatedAt, distinction }) => repeatedAt !== undefined || distinction !== undefined)
  );
}

/** Maximum number of tasks that are retried without confirmation if no loss or repeated failure is expected. */
const maxWithoutQuestion = 5;
const maxNamed = 3;

/**
 * Groups failed tasks by the outlook of another run: first those that run again, then those that lose files, then those
 * that would fail again, by cause, largest groups first.
 */
export function planRetries<T extends RetryFacts>(items: readonly T[]): readonly RetryGroup<T>[] {
  const failing = new Map<string, T[]>();
  const [safe, losing]: [T[], T[]] = [[], []];
  for (const item of items) {
    const { cause } = item;
    if (cause !== undefined && wouldFailAgain(item)) {
      const alike = failing.get(cause.fingerprint) ?? [];
      alike.push(item);
      failing.set(cause.fingerprint, alike);
    } else if (losesFiles(item)) losing.push(item);
    else safe.push(item);
  }
  const causes = [...failing.values()].sort((one, other) => other.length - one.length);
  return [
    ...toGroup('runsAgain', safe),
    ...toGroup('losesFiles', losing),
    ...causes.flatMap((alike) => toGroup('failsAgain', alike)),
  ];
}

/** Checks whether a task would fail again; a cause that came back after a retry isn't transient. */
export function wouldFailAgain({ cause, repeatedAt }: Pick<RetryFacts, 'cause' | 'repeatedAt'>): boolean {
  return cause !== undefined && (repeatedAt !== undefined || !maySucceed(cause.change));
}

/** Returns failed tasks with a new time limit: a task that the old limit ended is no longer expected to fail again. */
export function withOtherLimit<T extends RetryFacts>(items: readonly T[]): readonly T[] {
  return items.map((item) =>
    item.isOverTime === true ? { ...item, cause: undefined, repeatedAt: undefined, isOverTime: false } : item,
  );
}

/** Removes files that are saved elsewhere from those that would be lost. `isSaved` gets paths relative to `wd`. */
export function withoutSaved<T extends RetryFacts>(
  items: readonly T[],
  isSaved: (item: T, path: string) => boolean,
): readonly T[] {
  return items.map((item) => {
    const { files } = item;
    if (files.kind !== 'listed') return item;
    const left = files.files.filter(({ name }) => !isSaved(item, name));
    return { ...item, files: { ...files, files: left } };
  });
}

/** Checks whether the user must confirm before these tasks are retried. */
export function mustAsk(groups: readonly RetryGroup[]): boolean {
  return groups.some(({ outlook, items }) => outlook !== 'runsAgain' || items.length > maxWithoutQuestion);
}

/** Checks whether a retry of a group certainly loses files; unlisted files may not exist. */
export function losesForSure({ loss }: RetryGroup): boolean {
  return loss.tasks.length + loss.cut.length > 0;
}

function losesFiles({ task, files }: RetryFacts): boolean {
  if (files.kind === 'listed') return !files.isComplete || listLostFiles(task, files.files).length > 0;
  return files.kind === 'unseen';
}

function toGroup<T extends RetryFacts>(outlook: RetryOutlook, items: readonly T[]): readonly RetryGroup<T>[] {
  const [first] = items;
  if (first === undefined) return [];
  const cause = outlook === 'failsAgain' && first.cause !== undefined ? { cause: first.cause } : {};
  return [{ outlook, items, ...cause, loss: toLoss(items) }];
}

function toLoss(items: readonly RetryFacts[]): RetryLoss {
  const seen = items.flatMap(({ task, files }) => (files.kind === 'listed' ? [{ task, files }] : []));
  return {
    tasks: seen
      .map(({ task, files }) => ({ taskId: task.id, files: listLostFiles(task, files.files) }))
      .filter(({ files }) => files.length > 0),
    cut: seen.flatMap(({ task, files }) => (files.isComplete ? [] : [task.id])),
    unseen: items.flatMap(({ task, files }) =>
      files.kind === 'unseen' ? [{ taskId: task.id, why: files.unread?.why }] : [],
    ),
    gone: items.flatMap(({ files }) => (files.kind === 'gone' ? [files.why] : [])),
  };
}

/** Describes the outlook of retrying a single task, as a sentence. */
export function describeOnlyRetry({ outlook, cause, loss }: RetryGroup): string {
  switch (outlook) {
    case 'runsAgain':
      return l10n.t('The task runs again.');
    case 'losesFiles':
      return losesForCertain(loss)
        ? l10n.t("The task loses files in wd that weren't uploaded as output files.")
        : l10n.t('The task may lose files in wd.');
    case 'failsAgain': {
      const title = continueAfterColon(cause?.title ?? '');
      return isSure(cause)
        ? l10n.t('The task would fail again: {cause}.', { cause: title })
        : l10n.t('The task fails again unless the cause is fixed: {cause}.', { cause: title });
    }
  }
}

/** Checks whether listed files would be lost; unlisted files may not exist. */
function losesForCertain({ tasks }: RetryLoss): boolean {
  return tasks.length > 0;
}

/** Describes the size and outlook of a group, as a sentence. */
export function describeRetryGroup({ outlook, items, cause, loss }: RetryGroup): string {
  const count = asCount(items.length);
  switch (outlook) {
    case 'runsAgain':
      return plural(items.length, {
        one: l10n.t('{count} task runs again and loses no files in wd.', count),
        other: l10n.t('{count} tasks run again and lose no files in wd.', count),
      });
    case 'losesFiles':
      if (!losesForCertain(loss))
        return plural(items.length, {
          one: l10n.t('{count} task may lose files in wd.', count),
          other: l10n.t('{count} tasks may lose files in wd.', count),
        });
      return plural(items.length, {
        one: l10n.t("{count} task loses files in wd that weren't uploaded as output files.", count),
        other: l10n.t("{count} tasks lose files in wd that weren't uploaded as output files.", count),
      });
    case 'failsAgain': {
      const parts = { ...count, cause: continueAfterColon(cause?.title ?? '') };
      return isSure(cause)
        ? plural(items.length, {
            one: l10n.t('{count} task would fail again: {cause}.', parts),
            other: l10n.t('{count} tasks would fail again: {cause}.', parts),
          })
        : plural(items.length, {
            one: l10n.t('{count} task fails again unless the cause is fixed: {cause}.', parts),
            other: l10n.t('{count} tasks fail again unless the cause is fixed: {cause}.', parts),
          });
    }
  }
}

/** A retry certainly uses the same definition, and a rule is sure; whether anything else was fixed is unknown. */
function isSure(cause: RetryCause | undefined): boolean {
  return cause?.change === 'definition' || cause?.change === 'never';
}

/** Says of how many tasks the node was at fault, so that another node may help. */
function describeOtherNode(items: RetryGroup['items']): readonly string[] {
  const count = items.filter(({ cause }) => cause?.change === 'otherNode').length;
  if (count === 0) return [];
  if (items.length === 1)
    return [l10n.t('The task may succeed on another node; on the same one, it fails again unless the node is fixed.')];
  return [
    plural(count, {
      one: l10n.t(
        '{count} task may succeed on another node; on the same one, it fails again unless the node is fixed.',
        asCount(count),
      ),
      other: l10n.t(
        '{count} tasks may succeed on another node; on the same one, they fail again unless it is fixed.',
        asCount(count),
      ),
    }),
  ];
}

/** Says, for a plan, of how many tasks with a known cause it isn't known whether an unchanged run may succeed. */
export function describeUnknown({ outlook, items }: RetryGroup): readonly string[] {
  if (outlook === 'failsAgain') return [];
  const count = items.filter(({ cause }) => cause !== undefined && cause.change === undefined).length;
  if (count === 0) return [];
  if (items.length === 1) return [l10n.t("It isn't known whether the task would fail again.")];
  if (items.length === count) return [l10n.t("It isn't known whether the tasks would fail again.")];
  return [l10n.t("It isn't known whether {count} of the tasks would fail again.", asCount(count))];
}

/** Narrows a group to one of its tasks, to describe that task alone. */
export function narrowGroup<T extends RetryFacts>(group: RetryGroup<T>, item: T): RetryGroup<T> {
  return { ...group, items: [item], loss: toLoss([item]) };
}

/** Describes further details of a group in sentences: why it would fail again, and which files would be lost. */
export function describeRetryDetails(group: RetryGroup): readonly string[] {
  return [...describeFailure(group), ...describeLoss(group)];
}

function describeFailure({ outlook, items, cause }: RetryGroup): readonly string[] {
  if (outlook !== 'failsAgain') return describeOtherNode(items);
  const retries = items.flatMap(({ repeatedAt }) => repeatedAt ?? []);
  const same =
    cause?.change === 'never'
      ? l10n.t("Your team's rule says that a retry never helps.")
      : l10n.t('A retry uses the same definition, which is the problem.');
  const distinctions = [...new Set(items.flatMap((item) => item.distinction ?? []))].slice(0, maxNamed);
  return [...describeRepeats(retries, items.length), ...distinctions, ...(isSure(cause) ? [same] : [])];
}

/**
 * Says that tasks failed again for the same reason after retries at these times (ISO 8601).
 * @param all number of tasks that the sentence is about; a single task is described without a number
 */
export function describeRepeats(retriedAt: readonly string[], all: number): readonly string[] {
  const last = [...retriedAt].sort().at(-1);
  if (last === undefined) return [];
  const earlier = { ...asCount(retriedAt.length), time: formatTime(last) };
  if (all === 1)
    return [l10n.t('The task was retried before ({0}) and failed again for the same reason.', earlier.time)];
  return [
    plural(retriedAt.length, {
      one: l10n.t('{count} was retried before ({time}) and failed again for the same reason.', earlier),
      other: l10n.t('{count} were retried before (last {time}) and failed again for the same reason.', earlier),
    }),
  ];
}

function describeLoss({ outlook, loss: { tasks, cut, unseen, gone } }: RetryGroup): readonly string[] {
  const files = tasks.flatMap((task) => task.files).sort((one, other) => other.bytes - one.bytes);
  const names = files.slice(0, maxNamed).map(describeFile);
  const others = files.length - names.length;
  const sum = {
    ...asCount(files.length),
    size: formatBytes(files.reduce((sum, { bytes }) => sum + bytes, 0)),
    names: listPlain(others > 0 ? [...names, l10n.t('{0} more', formatNumber(others))] : names),
  };
  const lost = plural(files.length, {
    one: l10n.t('{count} file in wd is lost ({size}): {names}.', sum),
    other: l10n.t('{count} files in wd are lost ({size}): {names}.', sum),
  });
  return [
    ...(files.length === 0 || outlook === 'runsAgain' ? [] : [lost]),
    ...(cut.length > 0 ? [l10n.t('There are more files than were listed. They may be lost too.')] : []),
    ...describeUnseen(unseen),
    ...describeGone(gone),
  ];
}

/** Says that files are already lost, so that a retry can't lose them. */
function describeGone(gone: RetryLoss['gone']): readonly string[] {
  if (gone.length === 0) return [];
  const said = plural(gone.length, {
    one: l10n.t('The files of {count} task, with its logs, are already gone.', asCount(gone.length)),
    other: l10n.t('The files of {count} tasks, with their logs, are already gone.', asCount(gone.length)),
  });
  return [said, ...[...new Set(gone)].slice(0, maxNamed)];
}

/** Says how many files may be lost because they were not checked or the service refused to list them. */
function describeUnseen(unseen: RetryLoss['unseen']): readonly string[] {
  const reasons = [...new Set(unseen.flatMap(({ why }) => why ?? []))];
  const refused = unseen.filter(({ why }) => why !== undefined).length;
  const unseenYet = unseen.length - refused;
  return [
    ...(unseenYet === 0
      ? []
      : [
          plural(unseenYet, {
            one: l10n.t("The files of {count} task weren't checked and may be lost.", asCount(unseenYet)),
            other: l10n.t("The files of {count} tasks weren't checked and may be lost.", asCount(unseenYet)),
          }),
        ]),
    ...(refused === 0
      ? []
      : [
          plural(refused, {
            one: l10n.t(
              "The files of {count} task couldn't be read and may be lost. The logs may be lost too, unless they can be saved first.",
              asCount(refused),
            ),
            other: l10n.t(
              "The files of {count} tasks couldn't be read and may be lost. The logs may be lost too, unless they can be saved first.",
              asCount(refused),
            ),
          }),
          ...reasons.slice(0, maxNamed),
        ]),
  ];
}

function describeFile({ name, bytes }: LostFile): string {
  return l10n.t({
    message: '{file} ({size})',
    args: { file: name, size: formatBytes(bytes) },
    comment: ['A file and its size'],
  });
}

/** Lists everything that a group would lose, one line per task; not escaped. */
export function listRetryLosses({ loss: { tasks, unseen, cut } }: RetryGroup): readonly string[] {
  return [
    ...tasks.map(({ taskId, files }) =>
      l10n.t('{task}: {files}', { task: taskId, files: listPlain(files.map(describeFile)) }),
    ),
    ...cut.map((taskId) => l10n.t('{0}: more files than were listed', taskId)),
    ...unseen.map(({ taskId, why }) =>
      why === undefined ? l10n.t("{0}: its files weren't checked", taskId) : withLabel(taskId, why),
    ),
  ];
}
