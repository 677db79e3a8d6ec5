import * as l10n from '@vscode/l10n';
import { withPast } from '../../failures/causeNote.ts';
import { toCausePage } from '../../failures/causePage.ts';
import { countKinds, failingKinds } from '../../failures/failingKinds.ts';
import { findFirstStep, findStepFor, limitConfidence, pickExplained } from '../../failures/representative.ts';
import { countUnread } from '../../failures/unreadFailures.ts';
import { comingStates } from '../../impact/unableNodes.ts';
import { sayUnlookedRunning } from '../../impact/unlookedTasks.ts';
import { countNodes } from '../../model/pool.ts';
import { describeLooked, type JudgedSuccess } from '../../model/taskVerdict.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { listAll } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { type Count, formatCount } from '../../words/count.ts';
import { asCount } from '../../words/numbers.ts';
import { adviseReading } from '../causes/adviseReading.ts';
import { describeCount, describeOtherHarm, toHeadline } from '../causes/causeExtent.ts';
import type { Cause } from '../causes/causes.ts';
import { describeRest, isWhole, leaveOutUnread, type ReadShare, toCausesSection } from '../causes/causesSection.ts';
import { countCauseReasons, describeOpenReasons } from '../causes/describeReasons.ts';
import type { Failing } from '../causes/failing.ts';
import { toExplanation } from '../explanation/draft.ts';
import type { Evidence, Explanation, Fix, Section } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { sayStarting } from '../pool/unableNodes.ts';
import { draftSeemingSuccess, toSuccessSection } from '../task/seemingSuccess.ts';
import { type AccountOverview, countUnlooked, describeHealth, isUnlisted, listOverview } from './accountOverview.ts';
import { chartCauses } from './chartFailuresOverTime.ts';
import { describeExample } from './explainCause.ts';
import { describeJobsToLookAt, findJobsToLookAt, type JobsToLookAt } from './jobsToLookAt.ts';
import { toSinceSection } from './sinceLooked.ts';
import { adviseUnused } from './unusedSteps.ts';

export interface AccountEvidence {
  readonly name: string;
  readonly causes: readonly Cause[];
  /** Number of failed tasks that were read, and number of all failed tasks. */
  readonly coverage: ReadShare;
  readonly overview?: AccountOverview | undefined;
  readonly judged?: JudgedSuccess | undefined;
  /** Number of failed tasks that are left out because their work was done under other IDs. */
  readonly resolved?: number;
  /** Number of failed tasks that were retried from this computer and have not ended. */
  readonly retried?: Count | undefined;
}

/** Maximum number of causes listed by impact. Only the first few have a step. */
const maxCauses = 20;
const maxFixes = 5;

/** Explains an account's failures by cause: the most damaging ones, those that block others, and the first. */
export function explainAccount({
  name,
  overview,
  resolved = 0,
  retried,
  judged,
  ...evidence
}: AccountEvidence): Explanation {
  const { causes, coverage } = leaveOutUnread(evidence.causes, evidence.coverage);
  const [main] = causes;
  const example = main === undefined ? undefined : pickExplained(main);
  const identity = `account ${main?.cluster.fingerprint ?? ''}`;
  const toLookAt = overview && findJobsToLookAt({ ...overview, causes });
  if (main === undefined || example === undefined)
    return explainNothing(name, {
      coverage,
      overview,
      toLookAt,
      judged,
      identity,
      resolved,
      retried,
      unread: countUnread(evidence.causes),
    });
  const { explanation } = example;
  return toExplanation(
    {
      category: main.cluster.category,
      code: explanation.code,
      title: toAccountTitle(name, causes, coverage),
      cause: joinSentences([
        describeKinds(causes, coverage),
        describeOpenReasons(causes.map(pickExplained)),
        l10n.t({
          message: 'Greatest impact: {title}. {cause}',
          args: {
            title: continueAfterColon(describeCause(main)),
            cause: describeExample(example, main.failures.length),
          },
          comment: ['{title} is the cause that did it, such as "Job nightly is stuck: the preparation task fails"'],
        }),
        ...describeOtherHarm(main),
        describeResolved(resolved),
      ]),
      sections: [
        toNews(causes, overview),
        toExtent(causes, coverage, overview),
        toSuccessSection(judged),
        ...(overview === undefined ? [] : listOverview(overview, toLookAt, causes, coverage)),
      ],
      fixes: [
        ...(toLookAt?.urgent ?? []),
        ...listAccountFixes(causes),
        ...(toLookAt?.later ?? []),
        ...(overview === undefined ? [] : adviseUnused(overview)),
        ...adviseReading(countUnread(evidence.causes)),
      ],
      confidence: limitConfidence(main, explanation),
      isOfSeveral: true,
      identity,
    },
    {},
  );
}

function describeResolved(resolved: number): string {
  return plural(resolved, {
    '=0': '',
    one: l10n.t(
      "{count} failed task was resubmitted with a different ID and succeeded, so it isn't counted.",
      asCount(resolved),
    ),
    other: l10n.t(
      "{count} failed tasks were resubmitted with different IDs and succeeded, so they aren't counted.",
      asCount(resolved),
    ),
  });
}

/** Creates the section with news since the user's last look; undefined if the time of that look is unknown. */
function toNews(causes: readonly Cause[], overview: AccountOverview | undefined): Section | undefined {
  if (overview?.lookedAt === undefined) return undefined;
  const { accountId, jobs, idle = [], now, lookedAt: since } = overview;
  return toSinceSection({ accountId, since, causes, jobs, nodes: idle, now }, overview.counts, toItem);
}

/** Describes the times of the failures, the causes with the most damage, and the failures that were not read. */
function toExtent(causes: readonly Cause[], coverage: ReadShare, overview: AccountOverview | undefined): Section {
  const chart = chartCauses(causes, overview?.now);
  return {
    id: 'extent',
    title: l10n.t('Causes, greatest impact first'),
    items: [...causes.slice(0, maxCauses).map(toItem), ...describeRest(causes.slice(maxCauses), coverage)],
    ...(chart === undefined ? {} : { charts: [chart] }),
  };
}

function toItem(cause: Cause): Evidence {
  return { text: withPast(describeCause(cause), cause), leadsTo: toPage(cause) };
}

function toPage(cause: Cause): DocumentTarget {
  return toCausePage(cause, { kind: 'account', accountId: cause.accountId });
}

interface Nothing extends Pick<AccountEvidence, 'coverage' | 'overview' | 'judged'> {
  readonly toLookAt: JobsToLookAt | undefined;
  readonly identity: string;
  readonly resolved: number;
  readonly retried: Count | undefined;
  readonly unread: number;
}

/** Reports that all is well, if everything was checked. */
function explainNothing(
  name: string,
  { coverage, overview, toLookAt, judged, identity, resolved, retried, unread }: Nothing,
): Explanation {
  const sections = [
    toNews([], overview),
    toCausesSection([], coverage, undefined),
    toSuccessSection(judged),
    ...(overview === undefined ? [] : listOverview(overview, toLookAt, [], coverage)),
  ];
  if (overview !== undefined && isUnlisted(overview))
    return toExplanation(
      {
        category: 'service',
        title: l10n.t('Nothing could be read in account {name}', { name }),
        cause: l10n.t("The account's pools and jobs could not be listed. It's unknown whether anything failed."),
        sections,
        confidence: 'certain',
        identity,
      },
      {},
    );
  if (unread > 0)
    return toExplanation(
      {
        category: 'other',
        title: toUnreadTitle(name, unread, coverage),
        cause: joinSentences([
          l10n.t('Why they failed is unknown until their logs are read.'),
          describeResolved(resolved),
        ]),
        sections,
        fixes: adviseReading(unread),
        confidence: 'certain',
        identity,
      },
      {},
    );
  const health = overview === undefined || !isWhole(coverage) ? undefined : describeHealth(overview);
  if (judged !== undefined && judged.found.length > 0) {
    const names = { ...asCount(judged.found.length), name };
    const title = plural(judged.found.length, {
      one: l10n.t('{count} task in account {name} that Batch counts as succeeded may have failed', names),
      other: l10n.t('{count} tasks in account {name} that Batch counts as succeeded may have failed', names),
    });
    const facts = [health ?? '', describeResolved(resolved)];
    return toExplanation(
      { ...draftSeemingSuccess(title, judged, countTasksOfGroup(overview, 'succeeded'), ...facts), sections, identity },
      {},
    );
  }
  const ofSucceeded = judged && describeLooked(judged, countTasksOfGroup(overview, 'succeeded'));
  const ofRunning = describeUnlooked(overview);
  const unused = overview === undefined ? [] : adviseUnused(overview);
  // A running task may fail later.
  const isBusy = ofRunning !== undefined || countTasksOfGroup(overview, 'running') > 0;
  const unlooked =
    ofSucceeded === undefined && ofRunning === undefined ? undefined : joinSentences([ofSucceeded, ofRunning]);
  if (toLookAt !== undefined && toLookAt.count > 0)
    return toExplanation(
      {
        category: 'other',
        title: plural(toLookAt.count, {
          one: l10n.t('{count} job in account {name} needs attention', { ...asCount(toLookAt.count), name }),
          other: l10n.t('{count} jobs in account {name} need attention', { ...asCount(toLookAt.count), name }),
        }),
        cause: joinSentences([
          ...describeJobsToLookAt(toLookAt),
          health === undefined
            ? l10n.t('No task, node, pool or job that was checked has a failure.')
            : joinSentences([l10n.t('No task, node, pool or job has a failure.'), health]),
          unlooked,
          describeResolved(resolved),
        ]),
        sections,
        fixes: [...toLookAt.fixes, ...unused],
        confidence: health === undefined || unlooked === undefined ? 'certain' : 'likely',
        identity,
      },
      {},
    );
  const again = retried ?? { count: 0, isComplete: true };
  const retriedIn = { name, count: formatCount(again) };
  return toExplanation(
    {
      category: 'other',
      title:
        health === undefined || ((isBusy || unlooked !== undefined) && again.count === 0)
          ? l10n.t('Nothing checked in account {name} has failed', { name })
          : plural(again.count, {
              '=0': l10n.t('All is well in account {name}', { name }),
              one: l10n.t('Nothing has failed in account {name} since {count} task was retried', retriedIn),
              other: l10n.t('Nothing has failed in account {name} since {count} tasks were retried', retriedIn),
            }),
      cause:
        health === undefined
          ? joinSentences([
              l10n.t('No task, node, pool or job that was checked has a failure.'),
              describeResolved(resolved),
            ])
          : joinSentences([
              l10n.t('No task, node, pool or job has a failure.'),
              health,
              unlooked,
              describeResolved(resolved),
            ]),
      sections,
      fixes: unused,
      confidence: health === undefined || (unlooked === undefined && !isBusy) ? 'certain' : 'likely',
      identity,
    },
    {},
  );
}

/** Describes what was not examined: running tasks, which may run for too long, starting nodes, and release tasks. */
function describeUnlooked(overview: AccountOverview | undefined): string | undefined {
  const starting = [...(overview?.nodeCounts.values() ?? [])].map((counts) => countNodes(counts, ...comingStates));
  const released = overview?.releasesLeft ?? 0;
  const text = joinSentences([
    overview === undefined ? '' : sayUnlookedRunning(countUnlooked(overview)),
    sayStarting(starting.reduce((sum, one) => sum + one, 0)),
    plural(released, {
      '=0': '',
      one: l10n.t("The release task of {count} job wasn't looked at: explaining the job does that.", asCount(released)),
      other: l10n.t(
        "The release tasks of {count} jobs weren't looked at: explaining the jobs does that.",
        asCount(released),
      ),
    }),
  ]);
  return text === '' ? undefined : text;
}

/** Counts the tasks that Batch counts as succeeded or running, in the jobs that were counted. */
function countTasksOfGroup(overview: AccountOverview | undefined, group: 'succeeded' | 'running'): number {
  return [...(overview?.counts.values() ?? [])].reduce((sum, counts) => sum + counts[group], 0);
}

function toUnreadTitle(name: string, unread: number, { isComplete = true }: ReadShare): string {
  const count = formatCount({ count: unread, isComplete });
  return plural(unread, {
    one: l10n.t('The cause of {count} failed task in account {name} is unknown', { count, name }),
    other: l10n.t('The causes of {count} failed tasks in account {name} are unknown', { count, name }),
  });
}

function toAccountTitle(name: string, causes: readonly Cause[], coverage: ReadShare): string {
  const known = countFailed(causes, coverage);
  const failures = known.reduce((sum, one) => sum + one.count, 0);
  const count = formatCount({ count: failures, isComplete: known.every(({ isComplete }) => isComplete) });
  const counted = countCauseReasons(causes);
  const reasons = formatCount({ count: counted.count, isComplete: counted.isComplete && isWhole(coverage) });
  if (failures === 1) return l10n.t('{count} failure in account {name} for {reasons} reason', { count, name, reasons });
  return plural(counted.count, {
    one: l10n.t('{count} failures in account {name} for {reasons} reason', { count, name, reasons }),
    other: l10n.t('{count} failures in account {name} for {reasons} different reasons', { count, name, reasons }),
  });
}

/**
 * Counts failures by kind. The service counts failed tasks; of the others, more may be in lists that weren't read to the
 * end.
 */
function countFailed(
  causes: readonly Cause[],
  { total, isComplete = true }: ReadShare,
): readonly (Count & { readonly kind: Failing['kind'] })[] {
  const known = new Map(countKinds(causes.flatMap(({ failures }) => failures)));
  const open = causes.filter((cause) => !cause.isComplete).map(({ failures }) => failures[0]?.failing.kind);
  return failingKinds.flatMap((kind) => {
    const read = known.get(kind) ?? 0;
    const count = kind === 'task' ? Math.max(read, total) : read;
    return count === 0 ? [] : [{ kind, count, isComplete: kind === 'task' ? isComplete : !open.includes(kind) }];
  });
}

/** Breaks down the number in the title, because other views count only tasks; empty if all failures are tasks. */
function describeKinds(causes: readonly Cause[], coverage: ReadShare): string {
  const counts = countFailed(causes, coverage);
  if (counts.every(({ kind }) => kind === 'task')) return '';
  const all = causes.flatMap(({ failures }) => failures.map(({ failing }) => failing));
  // A job may fail for two reasons.
  const { size: jobs } = new Set(all.flatMap((one) => (one.kind === 'job' ? one.resource.jobId : [])));
  const parts = counts.map(({ kind, count, isComplete }) =>
    describeCount(kind, { count: kind === 'job' ? jobs : count, isComplete }),
  );
  return l10n.t({
    message: 'What failed: {things}.',
    args: { things: listAll(parts) },
    comment: ['{things} is a list such as "78 tasks, 5 nodes, and 3 jobs"'],
  });
}

function describeCause(cause: Cause): string {
  return toHeadline(cause, pickExplained(cause));
}

/** Lists the first step for each of the most damaging causes, with each step once. */
function listAccountFixes(causes: readonly Cause[]): readonly Fix[] {
  const byStep = new Map<string, Cause[]>();
  for (const cause of causes) {
    const step = findStepFor(cause, 2);
    if (step === undefined) continue;
    const alike = byStep.get(step);
    if (alike !== undefined) alike.push(cause);
    else if (byStep.size < maxFixes) byStep.set(step, [cause]);
  }
  return [...byStep].flatMap(([step, alike]) => toFix(step, alike));
}

/** Creates the fix for causes that share a step, with a link to the worst. A step for one cause may name the item. */
function toFix(general: string, [cause, ...others]: readonly Cause[]): readonly Fix[] {
  if (cause === undefined) return [];
  const step = others.length > 0 ? general : (findFirstStep(cause) ?? general);
  const own = pickExplained(cause)?.failing.kind === 'task' ? cause.cluster.title : describeCause(cause);
  const title = plural(others.length, {
    '=0': own,
    one: l10n.t('{title}, and {count} more cause', { title: own, ...asCount(others.length) }),
    other: l10n.t('{title}, and {count} more causes', { title: own, ...asCount(others.length) }),
  });
  const text = l10n.t('{title}: {step}', { title, step });
  return [{ text, place: { title, step, leadsTo: toPage(cause) } }];
}
