import * as l10n from '@vscode/l10n';
import { plural } from '../../core/text/plural.ts';
import { type Count, formatCount } from '../../core/words/count.ts';

/** Returns text such as "12 tasks". `format` formats the number for display or for screen readers. */
export function toTasksText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} task', { count }), other: l10n.t('{count} tasks', { count }) });
}

/** Returns text such as "12 failed tasks", like `toTasksText`. */
export function toFailedTasksText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, {
    one: l10n.t('{count} failed task', { count }),
    other: l10n.t('{count} failed tasks', { count }),
  });
}

/** Returns text such as "12 nodes", like `toTasksText`. */
export function toNodesText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} node', { count }), other: l10n.t('{count} nodes', { count }) });
}

/** Returns text such as "12 jobs", like `toTasksText`. */
export function toJobsText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} job', { count }), other: l10n.t('{count} jobs', { count }) });
}

/** Returns text such as "12 pools", like `toTasksText`. */
export function toPoolsText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} pool', { count }), other: l10n.t('{count} pools', { count }) });
}

/** Returns text to put after a count: the number of items needing attention. `format` works as in `toTasksText`. */
export function toAttentionText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, {
    one: l10n.t('{count} needs attention', { count }),
    other: l10n.t('{count} need attention', { count }),
  });
}

/** Returns text to put after the number of failed tasks, with the number of additional muted tasks. */
export function toMutedText(number: number): string {
  const { value, count } = toParts(number);
  return plural(value, {
    one: l10n.t('{count} muted task not counted', { count }),
    other: l10n.t('{count} muted tasks not counted', { count }),
  });
}

/**
 * Returns text to put after the number of failed tasks, with the number of additional tasks that were successfully
 * resubmitted under another ID.
 */
export function toResolvedText(number: number): string {
  const count = formatCount({ count: number, isComplete: true });
  return l10n.t({
    message: '{count} resolved',
    args: { count },
    comment: ['Number of failed tasks that were submitted again as other tasks, which succeeded'],
  });
}

/** Returns the number that determines the plural form, and the formatted number. A bare number counts as complete. */
function toParts(number: number | Count, format = formatCount): { readonly value: number; readonly count: string } {
  const count = typeof number === 'number' ? { count: number, isComplete: true } : number;
  return { value: count.count, count: format(count) };
}

/** Returns the text for a cause that a retry did not remove. */
export function toRepeatedText(): string {
  return l10n.t({ message: 'failed again after a retry', comment: ['Of tasks with a cause'] });
}
