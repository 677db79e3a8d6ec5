import * as l10n from '@vscode/l10n';
import { type Effect, judgeEffect } from '../../core/changes/bulk/effect.ts';
import type { Explanation, Section } from '../../core/diagnosis/explanation/explanation.ts';
import { findNow } from '../../core/model/missing.ts';
import { isOtherThing } from '../../core/model/otherThing.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import { isFailed, type Task, toTaskGroup } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import { listAll } from '../../core/text/lists.ts';
import { plural } from '../../core/text/plural.ts';
import { type Count, formatCount } from '../../core/words/count.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';
import { formatTime } from '../../core/words/times.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { CauseSet, KnownCauses } from '../causes/knownCauses.ts';
import { toCommandId } from '../commandId.ts';
import { listDoneActions } from '../evidence/doneActions.ts';
import { mayRun } from '../lists/taskCount.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { StoryServices } from './story.ts';

const mostAsked = 10;
/** Maximum number of jobs that a step names. */
const mostNamed = 5;
/** Maximum number of tasks whose saved attempts are read to find their earlier cause. */
const mostRead = 200;

const again: readonly string[] = [toCommandId('task.retry'), toCommandId('task.requeue')];

/** A task that had a certain cause when it was retried from this computer. */
interface RetriedTask {
  readonly resource: TaskResource;
  /** Time of the retry, ISO 8601. */
  readonly at: string;
  readonly attempt: SavedAttempt;
  readonly now: Task;
  readonly effect: Effect | undefined;
}

/** Tasks of an account or a job that were retried from this computer. */
export interface Retried {
  readonly tasks: readonly RetriedTask[];
  readonly count: Count;
  /** The number of retried tasks that have failed since, among the failures that were read. */
  readonly failedSince?: Count | undefined;
}

/** The scope of retried tasks: a job or an account and, if given, their cause. */
export interface RetriedFrom {
  readonly resource: CauseTarget['resource'];
  readonly fingerprint?: string | undefined;
  /** True to read the tasks of jobs in which none is unfinished, too. */
  readonly withEnded?: boolean;
}

/**
 * Adds the results of tasks that were retried from this computer to the explanation of their cause, even if they were
 * retried before a reload. Explains only these results if no other task has the cause.
 */
export function withRetried(
  { isGone, ...read }: ExplainedResource,
  { tasks: retried, count, failedSince }: Retried,
  bundles: ExplainingBundles,
): ExplainedResource {
  if (retried.length === 0) return { ...read, ...(isGone && { isGone }) };
  const section = toRetriedSection(retried, count, bundles, false, failedSince);
  const { explanation, name = retried[0]?.attempt.why } = read;
  const open = retried.filter(isOpen);
  return {
    ...read,
    ...(name === undefined ? {} : { name }),
    following: [...(read.following ?? []), ...open.map(({ resource, now: task }) => ({ resource, task }))],
    explanation: isGone
      ? { ...explanation, ...describeGone(retried, open, count), sections: [section, ...(explanation.sections ?? [])] }
      : { ...withHelped(explanation, retried), sections: [...(explanation.sections ?? []), section] },
  };
}

/**
 * Adds to the first step that a retry has helped, if it did so in several runs: after one, the task may have succeeded
 * by chance.
 */
function withHelped(explanation: Explanation, retried: readonly RetriedTask[]): Explanation {
  const ended = retried.filter((one) => !isOpen(one));
  const jobs = [...new Set(ended.map(({ resource }) => resource.jobId))];
  const [first, ...others] = explanation.fixes;
  if (first === undefined || jobs.length < 2 || ended.some(({ effect }) => effect !== 'succeeded')) return explanation;
  const help = l10n.t('Before, a retry helped each time: in {jobs}.', { jobs: listAll(jobs.slice(0, mostNamed)) });
  return { ...explanation, fixes: [{ ...first, text: `${first.text} ${help}` }, ...others] };
}

/**
 * Adds the tasks that were retried from this computer and are running again to the explanation of a job or an account,
 * with their earlier failures.
 */
export function withOpenRetried(explanation: Explanation, retried: Retried, bundles: ExplainingBundles): Explanation {
  const open = retried.tasks.filter(isOpen);
  const said = describeOpen(retried);
  if (said === undefined) return explanation;
  return {
    ...explanation,
    cause: `${explanation.cause} ${said}`,
    sections: [...(explanation.sections ?? []), toRetriedSection(open, countOpen(retried), bundles, true)],
  };
}

/** Counts the retried tasks that have not ended. */
export function countOpen({ tasks, count }: Retried): Count {
  return { count: tasks.filter(isOpen).length, isComplete: count.isComplete && tasks.length === count.count };
}

function isOpen({ now }: RetriedTask): boolean {
  return toTaskGroup(now) !== undefined && now.state !== 'completed';
}

/** Describes how many failed tasks were retried and have not ended, as a sentence; undefined when there are none. */
export function describeOpen(retried: Retried): string | undefined {
  const first = retried.tasks.find(isOpen);
  if (first === undefined) return undefined;
  const counted = countOpen(retried);
  const { why } = first.attempt;
  const said = { task: first.resource.taskId, time: formatTime(first.at) };
  return plural(counted.count, {
    '=1':
      why === undefined
        ? l10n.t('{task} was retried {time} and has not ended.', said)
        : l10n.t('{task} was retried {time} and has not ended. Before that, it failed: {why}.', { ...said, why }),
    other: l10n.t('{count} tasks that failed were retried and have not ended.', { count: formatCount(counted) }),
  });
}

/** Describes how many failed tasks succeeded when they were retried, as a sentence; undefined when there are none. */
export function describeHelped({ tasks }: Retried): string | undefined {
  const helped = tasks.filter(({ effect }) => effect === 'succeeded').length;
  if (helped === 0) return undefined;
  return plural(helped, {
    one: l10n.t('{count} task failed before and succeeded when it was retried.', asCount(helped)),
    other: l10n.t('{count} tasks failed before and succeeded when they were retried.', asCount(helped)),
  });
}

/**
 * Reads the current state of tasks that were retried from this computer. For an account or a job, skips jobs without
 * unfinished tasks.
 */
export async function readRetried(
  services: StoryServices & { readonly causes: Pick<KnownCauses, 'shownOf'> },
  store: AccountStore,
  { resource: whole, fingerprint, withEnded = false }: RetriedFrom,
): Promise<Retried> {
  const { service, snapshot } = store;
  const actions = await listDoneActions(services, whole, ({ resource }) => isWithin(resource, whole));
  const done = actions
    .filter(({ plan }) => again.includes(plan.verb))
    .flatMap(({ plan, items, lastAt }) =>
      items.flatMap(({ item: { resource }, outcome }) =>
        resource.kind === 'task' && outcome.outcome === 'done'
          ? [{ resource, at: outcome.at, from: plan.judgedAt, until: lastAt }]
          : [],
      ),
    )
    .filter(
      ({ resource: { jobId } }) => withEnded || fingerprint !== undefined || mayRun(snapshot.taskCounts.get(jobId)),
    )
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const all = [...new Map(done.toReversed().map((one) => [toKey(one.resource), one])).values()].toReversed();
  const latest = all.slice(0, mostRead);
  const attempts = await services.journal.listEach(latest.map(({ resource }) => resource));
  const ofCause = latest.flatMap(({ resource, at, from, until }) => {
    const attempt = attempts.get(resource)?.findLast(({ savedAt }) => from <= savedAt && savedAt <= until);
    const isIt =
      attempt !== undefined &&
      (fingerprint === undefined || [attempt.cause, attempt.fingerprint].includes(fingerprint));
    return isIt ? [{ resource, at, attempt }] : [];
  });
  const asked = await Promise.all(
    ofCause.slice(0, mostAsked).map(async (one) => {
      const { jobId, taskId } = one.resource;
      const now = await findNow(service.tasks.getTask(jobId, taskId));
      // A task that was deleted and added again is a different task.
      const isOther = isOtherThing(one.attempt.task.creationTime, now?.creationTime);
      return now === undefined || isOther ? [] : [{ ...one, now, effect: toEffect(one.attempt, now) }];
    }),
  );
  const tasks = asked.flat();
  const count = tasks.length + Math.max(ofCause.length - mostAsked, 0);
  return {
    tasks,
    count: { count, isComplete: latest.length === all.length },
    failedSince: countFailedSince(ofCause, services.causes.shownOf(store, whole)),
  };
}

function countFailedSince(
  retried: readonly Pick<RetriedTask, 'resource' | 'at'>[],
  known: CauseSet | undefined,
): Count | undefined {
  if (known === undefined) return undefined;
  const failures = known.causes.flatMap((cause) => cause.failures);
  const ends = new Map(failures.map(({ failing: { resource, at = '' } }) => [toKey(resource), Date.parse(at)]));
  const failed = retried.filter(({ resource, at }) => (ends.get(toKey(resource)) ?? 0) > Date.parse(at));
  return { count: failed.length, isComplete: known.isComplete && known.read === known.total };
}

function isWithin(
  { accountId, ...of }: { readonly accountId: string; readonly jobId?: string },
  whole: RetriedFrom['resource'],
): boolean {
  return accountId === whole.accountId && (whole.kind === 'account' || of.jobId === whole.jobId);
}

function toEffect(attempt: SavedAttempt, now: Task): Effect | undefined {
  const effect = judgeEffect(attempt.task, now);
  return effect === 'failedAgain' ? (attempt.effect ?? effect) : effect;
}

function toRetriedSection(
  retried: readonly RetriedTask[],
  count: Count,
  bundles: ExplainingBundles,
  saysWhy: boolean,
  failedSince?: Count,
): Section {
  const { describeEffect } = bundles.diagnosis();
  const items = retried.map(({ resource: { jobId, taskId }, at, effect, attempt: { why } }) => {
    const said = { task: taskId, time: formatTime(at) };
    const text =
      effect === undefined
        ? l10n.t('{task}, retried {time}.', said)
        : saysWhy && why !== undefined
          ? l10n.t({
              message: '{task}, retried {time}. {effect} Before that, it failed: {why}.',
              args: { ...said, effect: describeEffect(effect), why },
              comment: ['{effect} is a sentence, such as "It is running now."'],
            })
          : l10n.t({
              message: '{task}, retried {time}. {effect}',
              args: { ...said, effect: describeEffect(effect) },
              comment: ['{effect} is a sentence, such as "It is running now."'],
            });
    return { text, ofTask: { jobId, taskId } };
  });
  const others = { ...count, count: count.count - retried.length };
  const more = plural(others.count, {
    one: l10n.t('{count} more task was retried.', { count: formatCount(others) }),
    other: l10n.t('{count} more tasks were retried.', { count: formatCount(others) }),
  });
  return {
    id: 'attempts',
    title: l10n.t('Retried from this computer'),
    items: [...items, ...(others.count > 0 ? [{ text: more }, ...describeFailedSince(failedSince, count)] : [])],
  };
}

function describeFailedSince(failed: Count | undefined, total: Count): Section['items'] {
  if (failed === undefined) return [];
  const text = l10n.t('Tasks that were retried and have since failed: {failed} of {total}.', {
    failed: formatCount(failed),
    total: formatCount(total),
  });
  return [{ text }];
}

/** Describes a cause that no longer has tasks. */
function describeGone(
  retried: readonly RetriedTask[],
  open: readonly RetriedTask[],
  total: Count,
): Pick<Explanation, 'title' | 'cause' | 'confidence'> {
  const [first] = retried;
  const why = first?.attempt.why ?? '';
  const one = { task: first?.resource.taskId ?? '', why };
  const all = { count: formatCount(total), why };
  const failed = retried.filter(({ now }) => isFailed(now)).length;
  const title =
    // The results of tasks that were not requested are unknown.
    open.length > 0 || retried.length < total.count || !total.isComplete
      ? plural(total.count, {
          '=1': l10n.t('{task}, which failed with “{why}”, was retried', one),
          other: l10n.t('{count} tasks that failed with “{why}” were retried', all),
        })
      : failed > 0
        ? plural(retried.length, {
            '=1': l10n.t('{task}, which failed with “{why}”, was retried and failed', one),
            other: l10n.t('{failed} of {count} tasks that failed with “{why}” were retried and failed', {
              ...all,
              failed: formatNumber(failed),
            }),
          })
        : plural(retried.length, {
            '=1': l10n.t('{task}, which failed with “{why}”, has since succeeded', one),
            other: l10n.t('All {count} tasks that failed with “{why}” have since succeeded', all),
          });
  return { title, cause: l10n.t('No other failures that were read have this cause now.'), confidence: 'certain' };
}
