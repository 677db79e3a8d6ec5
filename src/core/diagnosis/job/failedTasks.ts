import * as l10n from '@vscode/l10n';
import { isFailed, type Task } from '../../model/task.ts';
import { formatNumber } from '../../query/numbers.ts';
import { explainTask } from '../explainTask.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Explanation, Fix, RemedyId } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import { withoutSubject } from '../explanation/subject.ts';
import { maskName } from '../masking/mask.ts';
import { describeSuspect } from '../suspects/describeSuspect.ts';
import { findBadNode, findSuspects } from '../suspects/findSuspects.ts';
import { observeTasks } from '../suspects/observation.ts';
import { describeTaskCounts, type JobCase } from './jobCase.ts';
import { describeJobManager } from './jobManager.ts';
import { explainWaitingTasks } from './jobWaiting.ts';

/** At most so many failed tasks are explained one by one; more seldom bring another cause. */
const maxExplained = 5000;
const maxNamed = 3;
/** At most so many causes are told, and for so many others than the first what to do. */
const maxCauses = 10;
const maxOtherFixes = 2;
const maxInTitle = 3;

interface TaskCause {
  readonly explanation: Explanation;
  readonly tasks: Task[];
  /** What happened, in words of one task or another; several where names differ. */
  readonly whats: Set<string>;
}

/** The failures of a job by cause, the most frequent first. Undefined when none failed. */
export function explainFailedTasks(theCase: JobCase): Draft | undefined {
  const { job, tasks } = theCase;
  const failed = tasks.filter(isFailed).sort(byId);
  const causes = groupByCause(failed, theCase);
  const [main] = causes;
  if (main === undefined) return undefined;
  const suspects = findSuspects(observeTasks(tasks, theCase.nodes));
  const waiting = explainWaitingTasks(theCase);
  const node = findBadNode(suspects);
  return {
    category: main.explanation.category,
    code: main.explanation.code,
    title: toTitle(failed.length, causes, job.id),
    cause: [describeShare(causes, failed.length), describeMain(main)].join(' '),
    evidence: [
      describeTaskCounts(tasks),
      ...causes.slice(0, maxCauses).map(({ explanation, tasks: same, whats }) => ({
        text:
          same.length === 1
            ? l10n.t('1 task: {0}', toWhat(whats))
            : l10n.t('{0} tasks: {1}', formatNumber(same.length), toWhat(whats)),
        source: explanation.code ?? explanation.category,
      })),
      ...failed.map((task) => describeJobManager(task, job)),
      ...suspects.map((suspect) => ({ text: describeSuspect(suspect), source: 'tasks' })),
      ...(waiting === undefined ? [] : [{ text: waiting.title, source: 'tasks' }]),
    ],
    fixes: [
      ...(node === undefined
        ? []
        : [{ text: l10n.t('Take node {0} offline and retry the tasks that failed there: they run elsewhere.', node) }]),
      ...main.explanation.fixes.map(toGeneralFix),
      ...adviseOthers(causes),
      ...(waiting?.fixes ?? []).map(toGeneralFix),
    ],
    remedies: [...listRemedies(causes), ...(waiting?.remedies ?? [])],
    confidence: main.explanation.confidence,
    identity: main.explanation.fingerprint,
  };
}

/** What to do, without the place in the one task that stands for all. */
function toGeneralFix({ text, help }: Fix): Fix {
  return help === undefined ? { text } : { text, help };
}

/** What to do first about the other causes: putting right the most frequent one does not help their tasks. */
function adviseOthers(causes: readonly TaskCause[]): readonly Fix[] {
  return causes.slice(1, 1 + maxOtherFixes).flatMap(({ explanation, tasks, whats }) => {
    const [fix] = explanation.fixes;
    if (fix === undefined) return [];
    const count = formatNumber(tasks.length);
    return [
      {
        text:
          tasks.length === 1
            ? l10n.t('For the task with another cause ({0}): {1}', toWhat(whats), fix.text)
            : l10n.t('For the {0} tasks with another cause ({1}): {2}', count, toWhat(whats), fix.text),
      },
    ];
  });
}

/** A retry of all helps where one of one does. */
function listRemedies(causes: readonly TaskCause[]): readonly RemedyId[] {
  const mayHelp = causes.slice(0, maxCauses).some(({ explanation }) => explanation.remedies.includes('task.retry'));
  return mayHelp ? ['job.retryFailed'] : [];
}

/** What happened, with what differs between tasks (names, numbers) as a pattern. */
function toWhat(whats: ReadonlySet<string>): string {
  const [first = ''] = whats;
  return whats.size === 1 ? first : maskName(first);
}

function toTitle(failed: number, causes: readonly TaskCause[], jobId: string): string {
  const [main] = causes;
  if (causes.length === 1 && main !== undefined) {
    const what = toWhat(main.whats);
    return failed === 1
      ? l10n.t('1 task of job {0} failed: {1}', jobId, what)
      : l10n.t('{0} tasks of job {1} failed: {2}', formatNumber(failed), jobId, what);
  }
  return l10n.t('{0} tasks of job {1} failed, for {2} reasons', formatNumber(failed), jobId, causes.length);
}

/** What happened to the first of the most frequent cause, which stands for the others. */
function describeMain({ explanation, tasks, whats }: TaskCause): string {
  return tasks.length > 1 && whats.size > 1
    ? l10n.t('Of {0}: {1}', tasks[0]?.id ?? '', explanation.cause)
    : explanation.cause;
}

/** Which tasks failed for which cause, with counts, most frequent first. */
function describeShare(causes: readonly TaskCause[], failed: number): string {
  const [main] = causes;
  if (main === undefined) return '';
  if (failed === 1) return l10n.t('The task that failed is {0}.', nameTasks(main.tasks));
  if (causes.length === 1) return l10n.t('All failed tasks have the same cause: {0}.', nameTasks(main.tasks));
  const counted = causes.slice(0, maxInTitle).map(({ tasks, whats }) => {
    return l10n.t(
      '{0} of {1}: {2} ({3})',
      formatNumber(tasks.length),
      formatNumber(failed),
      toWhat(whats),
      nameTasks(tasks),
    );
  });
  const others = causes.slice(maxInTitle).reduce((sum, { tasks }) => sum + tasks.length, 0);
  return others === 0
    ? l10n.t('By cause, {0}.', counted.join('; '))
    : l10n.t('By cause, {0}; {1} for other causes.', counted.join('; '), formatNumber(others));
}

function nameTasks(tasks: readonly Task[]): string {
  const names = tasks.map(({ id }) => id);
  return listSome(names, maxNamed);
}

/** The task that stands for others does not depend on the order in which they came. */
function byId(one: Task, other: Task): number {
  return one.id < other.id ? -1 : 1;
}

function groupByCause(failed: readonly Task[], { job, pool, os }: JobCase): readonly TaskCause[] {
  const causes = new Map<string, TaskCause>();
  for (const task of failed.slice(0, maxExplained)) {
    const explanation = explainTask({ task, job, pool, os });
    const what = withoutSubject(explanation.title, [task.id]);
    const cause = causes.get(explanation.fingerprint);
    if (cause === undefined) {
      causes.set(explanation.fingerprint, { explanation, tasks: [task], whats: new Set([what]) });
    } else {
      cause.tasks.push(task);
      cause.whats.add(what);
    }
  }
  return [...causes.values()].sort(
    (one, other) =>
      other.tasks.length - one.tasks.length || one.explanation.fingerprint.localeCompare(other.explanation.fingerprint),
  );
}
