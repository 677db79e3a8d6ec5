import * as l10n from '@vscode/l10n';
import { findExitOptions } from '../../model/exitConditions.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { asCount, formatNumber } from '../../query/numbers.ts';
import { maxNamedDependencies } from '../../query/taskDependencies.ts';
import { plural } from '../../text/plural.ts';
import { listSome, quoteWord } from '../explanation/sentences.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { describeUsualDuration } from './usualDuration.ts';
import type { WaitingCheck, WaitingReason } from './waitingReason.ts';

/** In a longer range only known tasks are looked at: it is unknown which are missing. */
const maxRange = 1000;
const maxRanges = 500;
/** How far a chain of tasks that wait for each other is followed. */
const maxChain = 300;

/** The tasks that a task depends on, looked at. */
export function checkDependencies(theCase: TaskCase): WaitingCheck {
  const isKnown = theCase.task.dependsOn !== undefined && theCase.siblings.length > 0;
  const name = isKnown ? l10n.t('the tasks it depends on') : undefined;
  return { id: 'dependencies', name, reasons: findDependencyReason(theCase) };
}

/** Known tasks that this one depends on and that have not succeeded, and how many of those it names are not known. */
function findDependencyReason(theCase: TaskCase): readonly WaitingReason[] {
  const { task, siblings } = theCase;
  const byId = new Map(siblings.map((sibling) => [sibling.id.toLowerCase(), sibling]));
  const ids = toDependencyIds(task, byId);
  const known = ids.map((id) => byId.get(id.toLowerCase())).filter((sibling) => sibling !== undefined);
  const blocking = known.filter(isBlocking);
  if (blocking.length > 0) return [blocked(blocking)];
  const unfinished = known.filter((sibling) => sibling.state !== 'completed');
  const roots = findRoots(unfinished, byId);
  if (roots.length > 0) return [blockedBehind(unfinished, roots)];
  if (unfinished.length > 0) return [unfinishedReason(theCase, unfinished)];
  // More than these were never asked for.
  const missing = ids.length > maxNamedDependencies ? [] : ids.filter((id) => !byId.has(id.toLowerCase()));
  return missing.length > 0 && siblings.length > 0 ? [unknown(missing)] : [];
}

function isBlocking(task: Task): boolean {
  return isFailed(task) && !isSatisfiedByFailure(task);
}

/** Failed tasks that the waiting ones wait for, directly or not. */
function findRoots(waiting: readonly Task[], byId: ReadonlyMap<string, Task>): readonly Task[] {
  const seen = new Set(waiting);
  const queue = [...waiting];
  for (let next = queue.pop(); next !== undefined && seen.size < maxChain; next = queue.pop()) {
    for (const id of toDependencyIds(next, byId)) {
      const task = byId.get(id.toLowerCase());
      if (task === undefined || seen.has(task)) continue;
      seen.add(task);
      queue.push(task);
    }
  }
  return [...seen].filter(isBlocking);
}

/** Ranges mean decimal ids without leading zeros (Batch documentation: "Task dependencies"). */
function toDependencyIds({ dependsOn }: Task, known: ReadonlyMap<string, Task>): readonly string[] {
  const ofRanges = (dependsOn?.taskIdRanges ?? [])
    .slice(0, maxRanges)
    .flatMap(({ start, end }) =>
      end - start < maxRange
        ? Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => String(start + index))
        : [...known.keys()].filter((id) => Number(id) >= start && Number(id) <= end && String(Number(id)) === id),
    );
  return [...(dependsOn?.taskIds ?? []), ...ofRanges];
}

/** `exitConditions` may let a failure satisfy dependants (Batch documentation: "dependencyAction"). */
function isSatisfiedByFailure(task: Task): boolean {
  return findExitOptions(task)?.dependencyAction === 'satisfy';
}

function names(tasks: readonly { readonly id: string }[]): string {
  return listSome(tasks.map(({ id }) => id));
}

/** `bake-1 (exit code 1), bake-2 (BlobNotFound)`. */
function describeFailed(tasks: readonly Task[]): string {
  return names(
    tasks.map(({ id, executionInfo: info }) => ({
      id:
        info?.exitCode === undefined
          ? `${id} (${info?.failureInfo?.code ?? '?'})`
          : l10n.t('{0} (exit code {1})', id, info.exitCode),
    })),
  );
}

function blocked(failed: readonly Task[]): WaitingReason {
  return {
    category: 'conflict',
    what:
      failed.length === 1
        ? l10n.t('{0} failed, which it waits for', quoteWord(names(failed)))
        : l10n.t('{0} tasks failed, which it waits for', formatNumber(failed.length)),
    title: plural(failed.length, {
      '=1': l10n.t('A task that it depends on failed'),
      one: l10n.t('{count} task that it depends on failed', asCount(failed.length)),
      other: l10n.t('{count} tasks that it depends on failed', asCount(failed.length)),
    }),
    why: l10n.t(
      'It starts only after the tasks it depends on have succeeded, and these failed: {0}. It stays blocked until they are fixed.',
      describeFailed(failed),
    ),
    evidence: [{ text: l10n.t('Failed: {0}', describeFailed(failed)), source: 'dependsOn' }],
    endsBy: 'user',
    fixes: [
      {
        text: l10n.t('Explain and retry {0}; what waits for it starts by itself afterwards.', names(failed)),
        remedies: ['job.retryFailed'],
      },
      l10n.t(
        'If their failure may be ignored, submit them again with Fix and Resubmit, with exit conditions whose `dependencyAction` is satisfy, and then what waits for them.',
      ),
    ],
    confidence: 'certain',
    identity: 'dependency failed',
  };
}

function blockedBehind(waiting: readonly Task[], roots: readonly Task[]): WaitingReason {
  return {
    category: 'conflict',
    what: l10n.t('it waits for a task that waits for {0}, which failed', names(roots)),
    why: l10n.t(
      'It starts only after {0}, which cannot start either: at the end of the chain, these failed: {1}.',
      names(waiting),
      describeFailed(roots),
    ),
    evidence: [
      { text: l10n.t('Not done: {0}', names(waiting)), source: 'dependsOn' },
      { text: l10n.t('Failed: {0}', describeFailed(roots)), source: 'dependsOn' },
    ],
    endsBy: 'user',
    fixes: [
      {
        text: l10n.t('Explain and retry {0}; those that wait start by themselves afterwards.', names(roots)),
        remedies: ['job.retryFailed'],
      },
    ],
    confidence: 'certain',
    identity: 'dependency failed',
  };
}

/** `2 running, 1 waiting`: whether the tasks it waits for progress. */
function describeProgress(tasks: readonly Task[]): string {
  const running = tasks.filter(({ state }) => state === 'running' || state === 'preparing').length;
  return l10n.t('Of these {running} are running and {waiting} are waiting.', {
    running: formatNumber(running),
    waiting: formatNumber(tasks.length - running),
  });
}

function unfinishedReason(theCase: TaskCase, tasks: readonly Task[]): WaitingReason {
  return {
    category: 'other',
    what:
      tasks.length === 1
        ? l10n.t('it waits for {0}, which is not done', quoteWord(names(tasks)))
        : l10n.t('it waits for {0} tasks that are not done', formatNumber(tasks.length)),
    why: l10n.t('It starts only after the tasks it depends on have succeeded. Not done yet: {0}.', names(tasks)),
    evidence: [
      { text: l10n.t('Not done: {0}', names(tasks)), source: 'dependsOn' },
      { text: describeProgress(tasks), source: 'dependsOn' },
      describeUsualDuration(theCase),
    ],
    endsBy: 'batch',
    fixes: [{ text: l10n.t('Wait for them, or see why they do not finish.') }],
    remedies: [],
    confidence: 'certain',
    identity: 'dependency unfinished',
  };
}

function unknown(ids: readonly string[]): WaitingReason {
  const list = names(ids.map((id) => ({ id })));
  return {
    category: 'conflict',
    what: l10n.t('a task it depends on is not in the job'),
    why: l10n.t(
      'It depends on tasks that are not among those known of this job: {0}. A dependency that does not exist is never satisfied.',
      list,
    ),
    evidence: [{ text: l10n.t('Not found: {0}', list), source: 'dependsOn' }],
    endsBy: 'user',
    fixes: [
      { text: l10n.t('Add the missing tasks, or add this task again under another id and without the dependency.') },
    ],
    remedies: [],
    confidence: 'guess',
    identity: 'dependency missing',
  };
}
