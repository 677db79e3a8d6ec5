import * as l10n from '@vscode/l10n';
import { foreseeChangeForRetry } from '../../changes/foreseeChange.ts';
import { afterRepeat } from '../../changes/retryOfCause.ts';
import { findLargest } from '../../extremes.ts';
import { toCausePage } from '../../failures/causePage.ts';
import { rankWithDependents } from '../../failures/rankedCauses.ts';
import {
  countLookedInto,
  hasMainReason,
  isLookedInto,
  limitConfidence,
  listCauseReasons,
  pickExplained,
} from '../../failures/representative.ts';
import { countUnread, isUnread } from '../../failures/unreadFailures.ts';
import { findFirstFailed, sortByEnd } from '../../model/firstFailure.ts';
import { isFailed, type Task } from '../../model/task.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import type { Count } from '../../words/count.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { adviseReading } from '../causes/adviseReading.ts';
import { type Cause, clusterSamples, type Sample, toCause } from '../causes/causes.ts';
import { toCausesSection } from '../causes/causesSection.ts';
import { describeAgain } from '../causes/describeAgain.ts';
import { describeSuspect } from '../causes/describeContrast.ts';
import { countCauseReasons, describeOpenReasons, describeReasons } from '../causes/describeReasons.ts';
import { findBadNode, findSuspects } from '../causes/findSuspects.ts';
import { observeTasks } from '../causes/observation.ts';
import { toPlaceOfStep } from '../causes/placeOfStep.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Explanation, Fix, RemedyId } from '../explanation/explanation.ts';
import { type AgainForAll, sayStep, toGeneralFix, withoutPlace } from '../explanation/instruction.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import { describeJobManager } from '../task/jobFacts.ts';
import { withRecovery } from '../task/recovered.ts';
import { toFirstFailureSection } from './firstFailure.ts';
import { describeTaskCounts, type JobContext } from './jobContext.ts';

/**
 * Maximum number of failed tasks that are explained individually if causes are missing; additional ones seldom reveal
 * another cause.
 */
const maxExplained = 5000;
const maxNamed = 3;
const maxOtherFixes = 4;

interface TaskCause {
  readonly cause: Cause;
  readonly title: string;
  readonly explanation: Explanation;
  readonly tasks: readonly Task[];
}

/**
 * Explains the failures of a job by cause, as in the views. If `isListed`, lists the causes even if there is only one
 * and the title names it. Undefined if no tasks failed.
 */
export function explainFailedTasks(context: JobContext, isListed = false): Draft | undefined {
  const { job, tasks } = context;
  const causes = withRepeats(listTaskCauses(context), context);
  const [main] = causes;
  if (main === undefined) return undefined;
  const failed = causes.flatMap((cause) => cause.tasks);
  // The list may be incomplete, which the service's own count reveals.
  const total = Math.max(failed.length, context.coverage?.total ?? 0, context.counts?.failed ?? 0);
  const suspects = findSuspects(observeTasks(tasks, context.nodes));
  const node = findBadNode(suspects);
  const again = listRetries(causes, context.causes !== undefined);
  // A step against one of several causes isn't a step for the tasks of the others.
  const ofMain = causes.length > 1 ? again.filter((remedy) => remedy !== 'job.retryFailed') : again;
  const corrected: readonly RemedyId[] = context.causes === undefined ? [] : ['failures.resubmit'];
  const first = findFirstFailed([...tasks, ...failed]);
  return {
    category: main.explanation.category,
    code: main.explanation.code,
    title: toFailedTasksTitle(total, failed.length, causes, job.id),
    cause: joinSentences([
      describeShare(causes, failed.length, total),
      causes.length > 1 ? describeLookedInto(main) : undefined,
      describeReasons(listCauseReasons(main.cause)),
      describeMain(main, isNamedAsOne(causes, total)),
      ...describeAgain(context.repeats, main.tasks.length),
      describeOpenReasons(causes.map((one) => pickExplained(one.cause))),
    ]),
    sections: [
      causes.length < 2 && total === failed.length && !isListed
        ? undefined
        : toCausesSection(
            causes.map(({ cause }) => cause),
            { read: failed.length, total },
            context.causes && { kind: 'job', accountId: main.cause.accountId, jobId: job.id },
          ),
      first === undefined || total < 2
        ? undefined
        : toFirstFailureSection(first, context, { read: failed.length, total }),
    ],
    evidence: [
      describeTaskCounts(context),
      ...failed.map((task) => describeJobManager(task, job)),
      ...suspects.map((suspect) => ({ text: describeSuspect(suspect), source: 'tasks' })),
    ],
    fixes: [
      ...(node === undefined
        ? []
        : [
            {
              text: l10n.t(
                'Take node {0} offline and retry the tasks that failed there so that they run elsewhere.',
                node,
              ),
            },
          ]),
      ...main.explanation.fixes.map((fix) => toStepForAll(fix, main, job.id, { retry: ofMain, resubmit: corrected })),
      ...adviseOthers(causes, context.causes && job.id),
      ...adviseReading(context.causes === undefined ? 0 : total - countKnown(context.causes)),
    ],
    remedies: [...(main.explanation.fixes.some(isCorrection) ? corrected : []), ...again],
    confidence: limitConfidence(main.cause, main.explanation),
    isOfSeveral: causes.length > 1 || failed.length < total || listCauseReasons(main.cause).length > 1,
    identity: main.explanation.fingerprint,
  };
}

/** If all tasks of the leading cause failed again, the retry did not help. */
function withRepeats(causes: readonly TaskCause[], { repeats }: JobContext): readonly TaskCause[] {
  if (repeats?.areAll !== true) return causes;
  return causes.map((one, index) => (index === 0 ? { ...one, explanation: afterRepeat(one.explanation) } : one));
}

/** Lists the first step for each listed cause, for the page of a job that is stopped for another reason. */
export function adviseFailed(context: JobContext, failed: Draft | undefined): readonly Fix[] {
  const [first, ...others] = failed?.fixes ?? [];
  if (first === undefined) return [];
  const ofOthers = others.filter(({ place }) => place !== undefined);
  const [main] = ofOthers.length === 0 ? [] : listTaskCauses(context);
  return [
    main === undefined ? withoutPlace(toStepForFailed(first, context)) : toStepOf(main, context.job.id),
    // Leaves out steps that lead to a job's own page.
    ...ofOthers.filter(
      ({ place: { leadsTo } = {} }) => leadsTo?.document !== 'explanation' || leadsTo.resource.kind !== 'job',
    ),
  ];
}

/** Returns the first step for a cause, with a link to its page, which has the buttons. */
function toStepOf({ cause, explanation, tasks, title }: TaskCause, jobId: string): Fix {
  const [fix] = explanation.fixes;
  const step = fix === undefined ? '' : sayStep(fix, tasks.length);
  return {
    text: l10n.t('{title}: {step}', { title, step }),
    place: { title, step, leadsTo: toPage(cause, jobId) },
  };
}

function toPage(cause: Cause, jobId: string): DocumentTarget {
  return toCausePage(cause, { kind: 'job', accountId: cause.accountId, jobId });
}

/** Returns a step for a failed task, worded for a list of steps for the whole job. */
export function toStepForFailed(fix: Fix, context: JobContext): Fix {
  const step = continueAfterColon(fix.text);
  const text = plural(countFailed(context), {
    '=1': l10n.t('For the task that failed: {step}', { step }),
    other: l10n.t('For the tasks that failed: {step}', { step }),
  });
  return { ...fix, text };
}

/** Counts the failed tasks that are known. */
export function countFailed({ coverage, counts, tasks }: JobContext): number {
  return Math.max(coverage?.total ?? 0, counts?.failed ?? tasks.filter(isFailed).length);
}

/**
 * Turns a step for the task that represents a cause into one for all tasks with the cause. A step that only works for a
 * single item leads to its page, and one that already leads to another page still does.
 */
function toStepForAll(fix: Fix, { cause, title, tasks }: TaskCause, jobId: string, again: AgainForAll): Fix {
  const general = toGeneralFix(fix, tasks.length, again);
  if (fix.place !== undefined) return { ...general, place: fix.place };
  const { remedies = [], isReading = false } = fix;
  const shown = pickExplained(cause)?.failing;
  const isOfNode = remedies.some((remedy) => remedy.startsWith('node.'));
  const isElsewhere = isOfNode || isReading || (remedies.length > 0 && general.remedies === undefined);
  if (!isElsewhere || shown === undefined || cause.accountId === '') return general;
  const areSeveral = isOfNode && new Set(tasks.map(({ nodeInfo }) => nodeInfo?.nodeId)).size > 1;
  if (areSeveral) return { ...general, place: { title, step: general.text, leadsTo: toPage(cause, jobId) } };
  return { ...general, place: toPlaceOfStep(shown, isOfNode ? ['node.'] : remedies, general.text) };
}

/** Counts the failures whose cause is known. */
function countKnown(causes: readonly Cause[]): number {
  return causes.reduce((sum, { failures }) => sum + failures.length, 0) - countUnread(causes);
}

/** Lists the known causes, without the causes of unread tasks. */
function listCauses(context: JobContext): readonly Cause[] {
  const shown = context.causes?.filter(({ cluster }) => !isUnread(cluster)) ?? [];
  return rankWithDependents(shown.length > 0 ? shown : findCausesOfTasks(context), context.tasks);
}

/**
 * Lists the first step for each other cause, because fixing the leading cause does not help the tasks of the others.
 * Causes displayed for `jobId` have their own pages, which have the buttons.
 */
function adviseOthers(causes: readonly TaskCause[], jobId: string | undefined): readonly Fix[] {
  return causes.slice(1, 1 + maxOtherFixes).flatMap((one) => {
    const { explanation, tasks, title: own } = one;
    const [fix] = explanation.fixes;
    const title = continueAfterColon(own);
    if (fix === undefined) return [];
    const [count, said] = [formatNumber(tasks.length), sayStep(fix, tasks.length)];
    const step = continueAfterColon(said);
    const text = plural(tasks.length, {
      one: l10n.t('For {count} task with another cause ({title}): {step}', { count, title, step }),
      other: l10n.t('For {count} tasks with another cause ({title}): {step}', { count, title, step }),
    });
    return [jobId === undefined ? { text } : { ...toStepOf(one, jobId), text }];
  });
}

/**
 * Offers a retry of all tasks if it helps at least half of them, based on the tasks that represent their causes; of
 * several causes, those that must be fixed first don't count, because each has its own. If several causes are
 * displayed, also offers a retry for the first one.
 */
function listRetries(causes: readonly TaskCause[], areShown: boolean): readonly RemedyId[] {
  const [main] = causes;
  const isHelped = ({ cause, explanation }: TaskCause) =>
    explanation.remedies.includes('task.retry') && hasMainReason(cause);
  const isOwn = areShown && causes.length > 1 && main !== undefined && isHelped(main);
  const count = (some: readonly TaskCause[]) => some.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const helped = count(causes.filter((one) => isHelped(one) && (causes.length === 1 || !mustBeFixed(one))));
  const all: readonly RemedyId[] = helped > 0 && 2 * helped >= count(causes) ? ['job.retryFailed'] : [];
  return isOwn ? ['failures.retry', ...all] : all;
}

function mustBeFixed({ explanation }: TaskCause): boolean {
  return foreseeChangeForRetry(explanation) === 'surroundings';
}

/** Checks whether the step is to submit a corrected definition, because a retry of all tasks does not correct it. */
function isCorrection({ remedies = [] }: Fix): boolean {
  return remedies.includes('task.resubmit');
}

function toFailedTasksTitle(total: number, read: number, causes: readonly TaskCause[], jobId: string): string {
  const [main] = causes;
  const count = formatNumber(total);
  if (causes.length === 1 && main !== undefined && read === total) {
    const title = continueAfterColon(main.title);
    return plural(total, {
      one: l10n.t('{count} task in job {jobId} failed: {title}', { count, jobId, title }),
      other: l10n.t('{count} tasks in job {jobId} failed: {title}', { count, jobId, title }),
    });
  }
  const counted = countTaskReasons(causes);
  const reasons = formatNumber(counted.count);
  return read < total || !counted.isComplete
    ? plural(counted.count, {
        one: l10n.t('{count} tasks in job {jobId} failed for at least {reasons} reason', { count, jobId, reasons }),
        other: l10n.t('{count} tasks in job {jobId} failed for at least {reasons} different reasons', {
          count,
          jobId,
          reasons,
        }),
      })
    : l10n.t('{count} tasks in job {jobId} failed for {reasons} different reasons', { count, jobId, reasons });
}

/** Counts the reasons of causes; a lower bound if tasks that only ended the same way may have others. */
function countTaskReasons(causes: readonly TaskCause[]): Count {
  const { count, isComplete } = countCauseReasons(causes.map(({ cause }) => cause));
  return {
    count,
    isComplete: isComplete && causes.every(({ cause }) => countLookedInto(cause.failures) === undefined),
  };
}

/** Describes how many tasks of one of several causes were checked; undefined if that says nothing. */
function describeLookedInto({ cause }: TaskCause): string | undefined {
  const looked = countLookedInto(cause.failures);
  return looked === undefined || looked === 0
    ? undefined
    : plural(looked, {
        one: l10n.t('Only {count} of these tasks was checked; the others ended the same way.', asCount(looked)),
        other: l10n.t('Only {count} of these tasks were checked; the others ended the same way.', asCount(looked)),
      });
}

/** Checks whether the task whose explanation is quoted is one of several tasks that the previous sentence names. */
function isNamedAsOne([main, ...others]: readonly TaskCause[], total: number): boolean {
  if (main === undefined || total === 1) return false;
  return main.tasks.length > 1 || others.every(({ tasks }) => tasks.length === 1);
}

function describeMain({ cause, explanation }: TaskCause, isOneOfSeveral: boolean): string {
  const { resource } = pickExplained(cause)?.failing ?? {};
  return isOneOfSeveral && resource?.kind === 'task'
    ? l10n.t('For example, {taskId}: {cause}', {
        taskId: resource.taskId,
        cause: continueAfterColon(explanation.cause),
      })
    : explanation.cause;
}

/** Describes the share of the leading cause among the failed tasks that were read. */
function describeShare(causes: readonly TaskCause[], read: number, total: number): string {
  const [main] = causes;
  if (main === undefined) return '';
  const names = listSome(
    sortByEnd(main.tasks).map(({ id }) => id),
    maxNamed,
  );
  if (total === 1) return l10n.t('The task that failed is {0}.', names);
  const [count, all] = [formatNumber(main.tasks.length), formatNumber(read)];
  const title = continueAfterColon(main.title);
  if (causes.length > 1) {
    if (causes.every(({ tasks }) => tasks.length === 1))
      return countTaskReasons(causes).isComplete
        ? l10n.t('Each of the {all} tasks failed for a different reason.', { all })
        : '';
    const share = { count, all, title, names };
    // Other causes may be more frequent among the tasks that were not checked.
    if (read < total)
      return l10n.t(
        'Of {total} failed tasks, the causes of {all} are known so far; {count} of these have this one: {title} ({names}).',
        { ...share, total: formatNumber(total) },
      );
    const most = findLargest(causes.slice(1).map(({ tasks }) => tasks.length));
    if (main.tasks.length === most)
      return l10n.t('One of the causes accounts for {count} of {all} tasks: {title} ({names}).', share);
    // Causes are sorted by the damage they did.
    return main.tasks.length < most
      ? l10n.t('The most damaging cause accounts for {count} of {all} tasks: {title} ({names}).', share)
      : l10n.t('The most frequent cause accounts for {count} of {all} tasks: {title} ({names}).', share);
  }
  const looked = main.cause.failures.filter(isLookedInto).length;
  if (looked === 0 && main.cause.accountId !== '') {
    return l10n.t(
      'None of the {all} failed tasks was checked. They ended the same way as tasks in other jobs that were. The tasks are {names}.',
      { all: formatNumber(total), names },
    );
  }
  if (looked > 0 && looked < main.tasks.length) {
    const parts = { ...asCount(looked), all: formatNumber(total), names };
    return plural(looked, {
      one: l10n.t(
        '{count} of {all} failed tasks was checked. The others in the list ended the same way. The tasks are {names}.',
        parts,
      ),
      other: l10n.t(
        '{count} of {all} failed tasks were checked and have the same cause. The others in the list ended the same way. The tasks are {names}.',
        parts,
      ),
    });
  }
  return read < total
    ? l10n.t('All {all} failed tasks that were read have the same cause. The tasks are {names}.', { all, names })
    : l10n.t('All failed tasks have the same cause. The tasks are {0}.', names);
}

function listTaskCauses(context: JobContext): readonly TaskCause[] {
  const { tasks: siblings, job, counts } = context;
  return listCauses(context).flatMap((cause) => {
    const { failing, explanation: own } = pickExplained(cause) ?? {};
    const tasks = cause.failures.flatMap((one) => (one.failing.kind === 'task' ? [one.failing.task] : []));
    if (own === undefined || tasks.length === 0) return [];
    // Only the example of the leading cause was compared with the other tasks.
    const explanation =
      failing?.kind === 'task' ? withRecovery({ task: failing.task, job, siblings, counts }, own) : own;
    return [{ cause, title: cause.cluster.title, explanation, tasks }];
  });
}

/** Groups tasks by the service's description of each, if no logs separate their causes. */
function findCausesOfTasks({ job, tasks, pool, os, firstLogs }: JobContext): readonly Cause[] {
  const samples = sortByEnd(tasks)
    .slice(0, maxExplained)
    .map((task): Sample => {
      const resource = { kind: 'task', accountId: '', jobId: job.id, taskId: task.id } as const;
      const at = task.executionInfo?.endTime ?? task.stateTransitionTime;
      const { stdout, stderr, unread } = (firstLogs?.taskId === task.id ? firstLogs : undefined) ?? {};
      const explanation = explainTaskEvidence({ task, job, pool, os, stdout, stderr, unread });
      return {
        failure: { failing: { kind: 'task', resource, at, task, job, pool }, explanation, known: 'service' },
        alike: [],
      };
    });
  return clusterSamples(samples).flatMap((cluster) => toCause(cluster) ?? []);
}
