import * as l10n from '@vscode/l10n';
import { isFailed, type Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import { findExitOptions } from '../job/exitAction.ts';
import type { TaskCase } from './taskCase.ts';
import type { WaitingReason } from './waitingReason.ts';

/** At most so many dependencies are named. */
const maxNamed = 5;
/** A range of more ids than this is matched against the siblings instead of being written out. */
const maxRange = 100_000;

/** Tasks this one depends on that are known and have not succeeded, and how many of those named are not known. */
export function findDependencyReason({ task, siblings }: TaskCase): readonly WaitingReason[] {
  const ids = toDependencyIds(task);
  if (ids.length === 0) return [];
  const byId = new Map(siblings.map((sibling) => [sibling.id.toLowerCase(), sibling]));
  const known = ids.map((id) => byId.get(id.toLowerCase())).filter((sibling) => sibling !== undefined);
  const blocking = known.filter((sibling) => isFailed(sibling) && !isSatisfiedByFailure(sibling));
  if (blocking.length > 0) return [blocked(blocking)];
  const unfinished = known.filter((sibling) => !isSame(sibling.state, 'completed'));
  if (unfinished.length > 0) return [unfinishedReason(unfinished)];
  const missing = ids.filter((id) => !byId.has(id.toLowerCase()));
  return missing.length > 0 && siblings.length > 0 ? [unknown(missing)] : [];
}

/** Ranges stand for decimal ids without leading zeros (Batch documentation: "Task dependencies"). */
function toDependencyIds(task: Task): readonly string[] {
  const ids = [...(task.dependsOn?.taskIds ?? [])];
  for (const { start, end } of task.dependsOn?.taskIdRanges ?? []) {
    for (let id = start; id <= end && ids.length < maxRange; id++) ids.push(String(id));
  }
  return ids;
}

/** `exitConditions` may say that a failure satisfies dependants (Batch documentation: "dependencyAction"). */
function isSatisfiedByFailure(task: Task): boolean {
  return isSame(findExitOptions(task)?.dependencyAction, 'satisfy');
}

function names(tasks: readonly { readonly id: string }[]): string {
  const shown = tasks.slice(0, maxNamed).map(({ id }) => id);
  return tasks.length > maxNamed
    ? l10n.t('{0} and {1} more', shown.join(', '), tasks.length - maxNamed)
    : shown.join(', ');
}

function blocked(failed: readonly Task[]): WaitingReason {
  return {
    category: 'conflict',
    what: l10n.t('a task it depends on failed'),
    why: l10n.t(
      'It starts only after the tasks it depends on have succeeded, and these failed: {0}. It stays blocked until they are put right.',
      names(failed),
    ),
    evidence: [{ text: l10n.t('Failed: {0}', names(failed)), source: 'dependsOn' }],
    fixes: [l10n.t('Explain and retry {0}; this task starts by itself afterwards.', names(failed))],
    remedies: ['job.retryFailed'],
    confidence: 'certain',
    identity: 'dependency failed',
  };
}

function unfinishedReason(tasks: readonly Task[]): WaitingReason {
  return {
    category: 'other',
    what: l10n.t('a task it depends on is not done'),
    why: l10n.t('It starts only after the tasks it depends on have succeeded. Not done yet: {0}.', names(tasks)),
    evidence: [{ text: l10n.t('Not done: {0}', names(tasks)), source: 'dependsOn' }],
    fixes: [l10n.t('Wait for them, or see why they do not finish.')],
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
    fixes: [l10n.t('Add the missing tasks, or submit this task without the dependency.')],
    remedies: ['task.resubmit'],
    confidence: 'guess',
    identity: 'dependency missing',
  };
}
