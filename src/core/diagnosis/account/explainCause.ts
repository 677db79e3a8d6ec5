import * as l10n from '@vscode/l10n';
import type { OfferFacts } from '../../changes/offers.ts';
import { findLargest } from '../../extremes.ts';
import { toNoteSection } from '../../failures/causeNote.ts';
import { describeRecurrence, isNews, withHelp } from '../../failures/describeRecurrence.ts';
import { isOfOwnRule, leaveOutFollowOn } from '../../failures/failingKinds.ts';
import { isStillComing } from '../../failures/ongoingFailures.ts';
import type { Recurrence } from '../../failures/recurrence.ts';
import { limitConfidence, listCauseReasons, pickExplained } from '../../failures/representative.ts';
import { describeRetention, findRetention } from '../../impact/retention.ts';
import { isOfExitCode } from '../../model/exitConditions.ts';
import type { TaskCounts } from '../../model/job.ts';
import type { ShownResubmission } from '../../model/resubmission.ts';
import { hasRun, isFailed, isSucceeded, type Task } from '../../model/task.ts';
import { toResubmittedSection } from '../../page/describeResubmitted.ts';
import type { CauseTarget } from '../../places/documentPath.ts';
import { findNearestTask } from '../../relations/nearestTask.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { listPlain } from '../../text/lists.ts';
import { capitalize } from '../../text/locale.ts';
import { plural } from '../../text/plural.ts';
import { formatCount } from '../../words/count.ts';
import { formatNumber } from '../../words/numbers.ts';
import { describeOtherHarm, describeSpan, nameFailing, toHeadline } from '../causes/causeExtent.ts';
import type { Cause, ExplainedFailure, MovedFailures, Repeats } from '../causes/causes.ts';
import { describeBrief, type ReadShare, toCausesSection } from '../causes/causesSection.ts';
import { minTasks } from '../causes/contrasts.ts';
import { toCostSection } from '../causes/cost.ts';
import { describeAgain } from '../causes/describeAgain.ts';
import { describeReasons } from '../causes/describeReasons.ts';
import { isOfOtherKind } from '../causes/examples.ts';
import type { FailingKind } from '../causes/failing.ts';
import { toSharedSteps } from '../causes/sharedSteps.ts';
import { nameDifferences } from '../causes/taskFacts.ts';
import { findOperatingSystem } from '../evidence/operatingSystem.ts';
import { toTime } from '../evidence/time.ts';
import type { Chart } from '../explanation/chart.ts';
import { quoteInSentence, toExplanation } from '../explanation/draft.ts';
import type { Evidence, Explanation, Fix, Section } from '../explanation/explanation.ts';
import { joinSentences, listSome, withoutSubject } from '../explanation/sentences.ts';
import { isOfLog } from '../logs/quoteLog.ts';
import { quoteCause, type TaskLogs } from '../process/logCause.ts';
import { type Comparisons, withComparisons } from '../task/comparisons.ts';
import { foreseeRetry } from './causeSections.ts';
import { chartFailuresOverTime } from './chartFailuresOverTime.ts';
import { chartPlaces, describeUnknownCounts, type SucceededEvidence } from './chartPlaces.ts';
import { adviseAll } from './remediesForAll.ts';
import { describeSayings } from './sayings.ts';
import { listTaskRuns } from './taskRuns.ts';

export interface CauseEvidence {
  readonly cause: Cause;
  readonly coverage?: ReadShare | undefined;
  /** The explanation on the page of the failure that represents the cause; by default, the displayed one. */
  readonly said?: Explanation | undefined;
  readonly facts?: OfferFacts | undefined;
  readonly logs?: TaskLogs | undefined;
  /** Tasks of the example's job with all known facts, including those that succeeded. */
  readonly tasks?: readonly Task[] | undefined;
  readonly compared?: Comparisons | undefined;
  /** The cause that these failures had before their logs showed this one. */
  readonly before?: Cause | undefined;
  /** Failures that were shown with this cause until their logs showed another. */
  readonly moved?: readonly MovedFailures[] | undefined;
  readonly counts?: ReadonlyMap<string, TaskCounts> | undefined;
  readonly repeats?: Repeats | undefined;
  /** The tasks that were submitted in place of tasks of the cause. */
  readonly resubmitted?: readonly ShownResubmission[] | undefined;
  readonly now?: Date | string | undefined;
}

const maxThings = 20;
const maxMovedTo = 3;

/**
 * Explains a cause: number, times, and places of its failures, why they belong together, how they differ from other
 * tasks, and what to do about them.
 */
export function explainCause(evidence: CauseEvidence): Explanation {
  const { coverage, repeats, resubmitted = [], now } = evidence;
  const unread = describeUnread(coverage, evidence.cause.cluster.kind);
  const shown = pickExplained(evidence.cause);
  const example = withSaid(shown, evidence);
  const cause = {
    ...evidence.cause,
    failures: evidence.cause.failures.map((failure) => (failure.failing === example?.failing ? example : failure)),
    isComplete: evidence.cause.isComplete && unread.length === 0,
  };
  const { cluster, failures } = cause;
  const own = leaveOutFollowOn(failures);
  const ofOwn = { ...cause, failures: own };
  const explanation = example?.explanation;
  // One log doesn't make the cause of other failures that ended in the same way any more certain.
  const isOfAll = own.length === 1 || explanation?.fingerprint === shown?.explanation.fingerprint;
  const ofAll = isOfAll ? explanation : shown?.explanation;
  const areRepeated = repeats?.areAll === true;
  const advice = adviseAll(cause, explanation, areRepeated);
  const tasks = failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : []));
  const recurrence = describeRecurrence(cause.recurrence);
  const isResolved = areResolved(cause, resubmitted);
  const reasons = listCauseReasons(evidence.cause);
  const said = toExplanation(
    {
      category: cluster.category,
      code: explanation?.code,
      title: toHeadline(cause, example),
      cause: joinSentences([
        describeReasons(reasons),
        describeExample(example, own.length),
        ...describeOtherHarm(cause),
        describeMoved(evidence),
        ...(areRepeated ? [] : describeAgain(repeats, failures.length)),
        ...(isNews(cause) ? recurrence : []),
      ]),
      sections: [
        toNoteSection([cause]),
        toApartSection(evidence, example),
        toLogSection(evidence, example),
        {
          id: 'extent',
          title: l10n.t('When it happened'),
          items: [
            ...describeSpan(ofOwn, now),
            ...(isNews(cause) ? [] : recurrence.map((text) => ({ text }))),
            ...describeKept(cause, explanation, now),
          ],
          charts: chartTimes(ofOwn, now),
        },
        toCostSection({ failing: cause.failures.map(({ failing }) => failing), isComplete: cause.isComplete, now }),
        toPlacesSection(ofOwn, toSucceeded(evidence, example)),
        failures.length < 2 ? undefined : toTogetherSection(cause, (total) => describeOnlyLog(shown, example, total)),
        { id: 'tasks', title: l10n.t('Affected tasks'), items: failures.length < 2 ? [] : listTaskRuns(cause) },
        ofAll === undefined || isResolved
          ? undefined
          : { id: 'retry', title: l10n.t('What a retry would do'), items: foreseeRetry(cause, ofAll, repeats) },
        toResubmittedSection(resubmitted),
        { id: 'unread', title: l10n.t('What was not read'), items: unread },
      ],
      evidence: [...describeBefore(evidence), ...listEvidence(example), ...describeAlike(evidence, example)],
      fixes: isResolved ? [describeResolved()] : withHelp(advice.fixes, findHelped(cause, resubmitted)),
      remedies: isResolved ? [] : advice.remedies,
      confidence: ofAll === undefined ? 'guess' : limitConfidence(cause, ofAll),
      isOfSeveral: reasons.length > 1 ? true : explanation?.isOfSeveral,
      identity: cluster.fingerprint,
    },
    { ...(evidence.facts ?? toFacts(example)), siblings: tasks },
  );
  return withComparisons(said, evidence.compared);
}

/**
 * Finds when a corrected definition was last submitted that succeeded, before the cause came again: as the memory says,
 * which may be yet to hear of it, or as the submitted tasks show.
 */
function findHelped({ recurrence, failures }: Cause, resubmitted: readonly ShownResubmission[]): Partial<Recurrence> {
  const last = findLargest(failures.flatMap(({ failing: { at } }) => toTime(at) ?? []));
  const helped = resubmitted.flatMap(({ at, outcome }) => (outcome === 'succeeded' ? (toTime(at) ?? []) : []));
  const latest = findLargest(
    helped.filter((at) => at < last),
    recurrence?.helped,
  );
  return Number.isFinite(latest) ? { helped: latest } : {};
}

/** Says until when the nodes keep the files of several tasks that are to be downloaded. */
function describeKept(
  { failures }: Cause,
  { fixes = [] }: Partial<Explanation> = {},
  now: CauseEvidence['now'],
): readonly Evidence[] {
  const areWanted = fixes.some(({ remedies = [] }) => remedies.includes('task.downloadFiles'));
  if (failures.length < 2 || !areWanted) return [];
  const failing = failures.map((one) => one.failing);
  return describeRetention(findRetention(failing, new Date(now ?? Number.NaN))).map((text) => ({ text }));
}

/** Checks whether all failed tasks were resubmitted under other IDs and succeeded. */
function areResolved({ failures }: Cause, resubmitted: readonly ShownResubmission[]): boolean {
  return resubmitted.filter(({ outcome }) => outcome === 'succeeded').length === failures.length;
}

function describeResolved(): Fix {
  return {
    text: l10n.t(
      "There's nothing left to do: all tasks were resubmitted with different IDs and succeeded. Delete the original runs if you no longer need them.",
    ),
  };
}

/** Lists the failed resources of the cause with links to their pages. */
function listThings({ failures }: Cause): readonly Evidence[] {
  return failures.slice(0, maxThings).map(({ failing }) => ({
    text: capitalize(nameFailing(failing)),
    leadsTo: { resource: failing.resource, document: 'explanation' },
  }));
}

/** Gives the failure that represents a cause the explanation from its own page. */
function withSaid(
  shown: ExplainedFailure | undefined,
  { cause, said, logs }: CauseEvidence,
): ExplainedFailure | undefined {
  if (shown === undefined || said === undefined) return shown;
  // The failure does not represent any others, and gets its own cause.
  if (cause.failures.length > 1 && isOfOtherKind(shown, said)) return shown;
  const isRead = logs?.stdout !== undefined || logs?.stderr !== undefined;
  return { ...shown, explanation: toSharedSteps(said, cause.failures), ...(isRead ? { known: 'log' } : {}) };
}

/** Describes the only log that was read, if it was read after the cause was displayed. */
function describeOnlyLog(
  shown: ExplainedFailure | undefined,
  example: ExplainedFailure | undefined,
  total: string,
): string | undefined {
  if (shown?.known === 'log' || example?.failing.kind !== 'task' || example.known !== 'log') return undefined;
  const { failing, explanation } = example;
  const { id: taskId } = failing.task;
  if (explanation.fingerprint === shown?.explanation.fingerprint)
    return l10n.t('Of {total} logs, only the log of {taskId} was read, and it shows nothing beyond the exit code.', {
      total,
      taskId,
    });
  const title = withoutSubject(explanation.title, [taskId]);
  return l10n.t(
    'Of {total} logs, only the log of {taskId} was read: {title}. The other tasks ended the same way, and may have failed for other reasons.',
    { total, taskId, title },
  );
}

/** Charts the failures over time, up to `now` if more may come. */
function chartTimes(cause: Cause, now: Date | string | undefined): readonly Chart[] {
  const at = toTime(now);
  const until = at !== undefined && isStillComing(cause, new Date(at)) ? at : undefined;
  const name = l10n.t({ message: 'failed', comment: ['Names a number of failures'] });
  const { isComplete } = cause;
  const failures = cause.failures.map(({ failing }) => failing);
  const chart = chartFailuresOverTime([{ name, look: 'failed', failures, isComplete }], until);
  return chart === undefined ? [] : [chart];
}

function toPlacesSection(cause: Cause, succeeded: SucceededEvidence): Section {
  const charts = chartPlaces(cause, succeeded);
  return { id: 'places', title: l10n.t('Where'), items: describeUnknownCounts(charts, succeeded), charts };
}

/** Returns the tasks known to have succeeded in the jobs, in the pools, and on the nodes of the cause. */
function toSucceeded({ counts, tasks }: CauseEvidence, example: ExplainedFailure | undefined): SucceededEvidence {
  const { resource } = example?.failing ?? {};
  const read = resource?.kind !== 'task' || tasks === undefined ? undefined : { jobId: resource.jobId, tasks };
  return { counts, read };
}

/** Returns the targets of the remedies for the failure that represents a cause. */
function toFacts(example: ExplainedFailure | undefined): OfferFacts {
  const failing = example?.failing;
  if (failing?.kind === 'task') return { task: failing.task, job: failing.job, pool: failing.pool };
  if (failing?.kind === 'pool') return { pool: failing.pool };
  if (failing?.kind === 'job') return { job: failing.job };
  return failing?.kind === 'node' ? { node: failing.node, pool: failing.pool } : {};
}

/** Returns the explanation of one of `count` failures with the same cause. */
export function describeExample(example: ExplainedFailure | undefined, count: number): string {
  const said = example?.explanation.cause ?? '';
  return example === undefined || count === 1
    ? said
    : l10n.t('For example, {taskId}: {cause}', {
        taskId: nameFailing(example.failing),
        cause: continueAfterColon(said),
      });
}

function describeBefore({ cause, before }: CauseEvidence): readonly Evidence[] {
  if (before === undefined || isByOwnRule(before) || isByOwnRule(cause)) return [];
  if (before.cluster.title === cause.cluster.title) return [];
  const text = l10n.t('Before their logs were read, these failures were shown as “{title}”.', {
    title: before.cluster.title,
  });
  return [{ text }];
}

/** Checks whether a rule of the user finds a cause, so that a change of the rule, not a log, may have changed it. */
function isByOwnRule({ cluster }: Cause): boolean {
  return isOfOwnRule(cluster.fingerprint);
}

/** Describes why a count is lower than before. */
function describeMoved({ cause: from, moved: all = [] }: CauseEvidence): string {
  const moved = isByOwnRule(from) ? [] : all.filter(({ cause }) => !isByOwnRule(cause));
  const count = moved.reduce((sum, { failures }) => sum + failures.length, 0);
  if (count === 0) return '';
  const causes = listSome(
    moved.map(({ cause: { cluster }, failures }) =>
      l10n.t('“{title}” ({count})', { title: cluster.title, count: formatNumber(failures.length) }),
    ),
    maxMovedTo,
  );
  return plural(count, {
    one: l10n.t('{count} failure that was counted here before has another cause, as its log shows: {causes}.', {
      count: formatNumber(count),
      causes,
    }),
    other: l10n.t('{count} failures that were counted here before have other causes, as their logs show: {causes}.', {
      count: formatNumber(count),
      causes,
    }),
  });
}

/** Describes unread failures that may belong to the cause; empty if all were read, or no task can belong to it. */
function describeUnread(share: ReadShare = { read: 0, total: 0 }, kind: FailingKind = 'task'): readonly Evidence[] {
  const { read, total, isComplete = true, isBrief = false } = share;
  if (kind !== 'task' && isComplete) return isBrief ? [{ text: describeBrief() }] : [];
  const known = { read: formatNumber(read), total: formatCount({ count: total, isComplete }) };
  // After a brief look, no number is given: each page would show a different one.
  const others =
    isBrief && !isComplete
      ? l10n.t('More tasks in the account failed. They may have this cause, too.')
      : l10n.t('The causes of {read} of {total} failed tasks are known. The others may have this cause, too.', known);
  return [
    ...(read >= total ? [] : [{ text: others }]),
    ...(isComplete || isBrief
      ? []
      : [{ text: l10n.t('Not all jobs have been counted. Failed tasks in the other jobs may have this cause, too.') }]),
    ...(isBrief ? [{ text: describeBrief() }] : []),
  ];
}

/** Describes why the failures are grouped, and the number of logs on which that is based. */
function toTogetherSection({ cluster, failures }: Cause, describeOnly: (total: string) => string | undefined): Section {
  const ran = failures.filter(({ failing }) => failing.kind === 'task' && isFromLog(failing.task));
  const read = ran.filter(({ known }) => known === 'log').length;
  return {
    id: 'together',
    title: l10n.t('Why these belong together'),
    items: [
      { text: l10n.t('What they share: {reasons}.', { reasons: quoteInSentence(cluster.why) }) },
      ...(ran.length === 0
        ? []
        : [{ text: describeOnly(formatNumber(ran.length)) ?? describeReading(read, ran.length) }]),
      ...describeSayings(failures),
    ],
  };
}

/**
 * Checks whether a task ended on its own with an exit code. For all other tasks, the service gives the reason,
 * regardless of the content of their logs.
 */
function isFromLog(task: Task): boolean {
  const code = task.executionInfo?.failureInfo?.code;
  return hasRun(task) && (code === undefined || isOfExitCode(code));
}

function describeReading(read: number, all: number): string {
  const [count, total] = [formatNumber(read), formatNumber(all)];
  if (read === 0)
    return plural(all, {
      one: l10n.t('The log of {total} task was not read: its exit code alone suggests this cause.', { total }),
      other: l10n.t('The logs of {total} tasks were not read: their exit codes alone suggest this cause.', { total }),
    });
  return plural(all, {
    one: l10n.t('{count} of {total} log was read, and shows this cause.', { count, total }),
    other:
      read === all
        ? l10n.t('All {total} logs were read, and show this cause.', { total })
        : l10n.t(
            'The cause was found in {count} of {total} logs. The other tasks ended with the same error code, exit code, and command.',
            { count, total },
          ),
  });
}

/**
 * Creates the section that compares the task that represents the cause with other tasks in its job, if any that
 * succeeded was read.
 */
function toApartSection(
  { cause, tasks, facts }: CauseEvidence,
  example: ExplainedFailure | undefined,
): Section | undefined {
  const { failing, explanation } = example ?? {};
  if (failing?.kind !== 'task' || tasks === undefined) return undefined;
  const { jobId } = failing.resource;
  return {
    id: 'apart',
    title: plural(cause.failures.length, {
      '=1': l10n.t('What sets it apart from tasks in job {jobId} that succeeded', { jobId }),
      other: l10n.t('What sets them apart from tasks in job {jobId} that succeeded', { jobId }),
    }),
    items: toApart(explanation?.evidence.filter(isOfSiblings) ?? [], facts?.task ?? failing.task, tasks),
  };
}

/** Maximum number of differences from the most similar task that are worth a look; unlike tasks differ in most. */
const maxDifferences = 2;

function toApart(known: readonly Evidence[], task: Task, tasks: readonly Task[]): readonly Evidence[] {
  if (known.length > 0) return known.map(({ text }) => ({ text }));
  const nearest = findNearestTask(task, tasks.filter(isSucceeded));
  const what = nearest === undefined ? [] : nameDifferences(task, nearest);
  if (nearest === undefined || what.length === 0 || what.length > maxDifferences) return [];
  const parts = { taskId: task.id, otherId: nearest.id, what: listPlain(what) };
  const text = l10n.t({
    message:
      '{taskId} and {otherId}, the most similar task that succeeded, differ in: {what}. Explaining {taskId} compares them.',
    args: parts,
    comment: ['{what} is a list of headings, such as "Command line, Node"'],
  });
  return [{ text }];
}

/** Says that tasks were compared and no difference matters, if enough of them are known. */
function describeAlike({ tasks = [] }: CauseEvidence, example: ExplainedFailure | undefined): readonly Evidence[] {
  const known = example?.explanation.evidence.filter(isOfSiblings) ?? [];
  const least = Math.min(tasks.filter(isSucceeded).length, tasks.filter(isFailed).length);
  if (example?.failing.kind !== 'task' || known.length > 0 || least < minTasks) return [];
  return [
    {
      text: l10n.t(
        'Node, VM size, image, application packages, inputs, SAS expiry, environment variables, and command line were compared with those of the tasks that succeeded. No difference is frequent enough to be more than chance.',
      ),
    },
  ];
}

function isOfSiblings({ source }: Evidence): boolean {
  return source === 'siblings';
}

/**
 * Checks whether a piece of evidence counts the tasks that failed like this one. The cause has its own, different
 * number.
 */
function isCount({ source }: Evidence): boolean {
  return source === 'taskCounts';
}

/** Quotes the log of the task that represents the cause, with the lines that led to the failure. */
function toLogSection({ logs }: CauseEvidence, example: ExplainedFailure | undefined): Section | undefined {
  const { failing } = example ?? {};
  if (failing?.kind !== 'task' || logs?.taskId !== failing.task.id) return undefined;
  const quoted: readonly Evidence[] = quoteCause(failing.task, logs, findOperatingSystem(failing.pool, failing.task));
  // If no line is known to be a cause, the task's page shows the last lines.
  const items =
    quoted.length > 0 ? quoted : (example?.explanation.evidence ?? []).filter(({ source }) => isOfLog(source));
  const { jobId, taskId } = failing.resource;
  return { id: 'log', title: l10n.t('The log of {taskId}', { taskId }), items, logsOf: { jobId, taskId } };
}

/** Lists evidence without the lines of a task's log and the facts about other tasks, which have their own sections. */
function listEvidence(example: ExplainedFailure | undefined): readonly Evidence[] {
  const { evidence = [] } = example?.explanation ?? {};
  return example?.failing.kind === 'task'
    ? evidence.filter((piece) => !isOfLog(piece.source) && !isOfSiblings(piece) && !isCount(piece))
    : evidence;
}

/**
 * Explains a cause whose failures turned out to have several causes. `before` is the cause as it was last displayed;
 * `causes` are those of `place`.
 */
export function explainDividedCause(
  before: Cause,
  causes: readonly Cause[],
  place: CauseTarget['resource'],
  coverage?: ReadShare,
  resubmitted: readonly ShownResubmission[] = [],
): Explanation {
  return toExplanation(
    {
      category: 'other',
      title: l10n.t('{title}: split into {count} causes', {
        title: before.cluster.title,
        count: formatNumber(causes.length),
      }),
      cause: l10n.t(
        'These failures were assumed to have one cause. The logs read since then show several. Each cause has its own document.',
      ),
      sections: [toCausesSection(causes, coverage ?? { read: 0, total: 0 }, place), toResubmittedSection(resubmitted)],
      confidence: 'certain',
      identity: before.cluster.fingerprint,
    },
    {},
  );
}

/**
 * Explains a cause without any known failures left, if none of its former failures is known to have another cause.
 * Lists its tasks if `before`, the cause as it was last displayed, is known.
 */
export function explainGoneCause(
  fingerprint: string,
  coverage?: ReadShare,
  before?: Cause,
  resubmitted: readonly ShownResubmission[] = [],
): Explanation {
  const sections = [
    { id: 'tasks', title: l10n.t('Affected tasks'), items: before === undefined ? [] : listTaskRuns(before) },
    toResubmittedSection(resubmitted),
    { id: 'unread', title: l10n.t('What was not read'), items: describeUnread(coverage) },
  ] as const;
  if (before !== undefined && areResolved(before, resubmitted))
    return toExplanation(
      {
        category: 'other',
        title: l10n.t('{title}: resubmitted and succeeded', { title: before.cluster.title }),
        cause: l10n.t('All tasks that had this cause were resubmitted with different IDs and succeeded.'),
        sections,
        fixes: [describeResolved()],
        confidence: 'certain',
        identity: fingerprint,
      },
      {},
    );
  if (before?.failures.every(({ failing }) => failing.kind !== 'task') === true)
    return toExplanation(
      {
        category: 'other',
        title: l10n.t('No longer applies: {title}', { title: before.cluster.title }),
        cause: l10n.t(
          'Everything that had this cause now works, is gone, or fails for another reason. Explaining each item shows which.',
        ),
        sections: [
          { id: 'tasks', title: l10n.t('Items that had this cause'), items: listThings(before) },
          ...sections.slice(1),
        ],
        confidence: 'certain',
        isOfSeveral: true,
        identity: fingerprint,
      },
      {},
    );
  return toExplanation(
    {
      category: 'other',
      title: l10n.t('No failure that was checked has this cause now'),
      cause: l10n.t(
        'Since then, its tasks were retried, were removed, or succeeded, or their logs were read and show another cause. The list of failures shows what is failing now.',
      ),
      sections,
      confidence: 'likely',
      // No cause is chosen here, so there is no confidence to state.
      isOfSeveral: true,
      identity: fingerprint,
    },
    {},
  );
}
