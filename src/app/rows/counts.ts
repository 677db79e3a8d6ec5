import * as l10n from '@vscode/l10n';
import { type Count, formatCount } from '../../core/query/count.ts';
import { plural } from '../../core/text/plural.ts';

/** Returns text such as "12 tasks"; `format` formats the number for display or for screen readers. */
export function toTasksText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} task', { count }), other: l10n.t('{count} tasks', { count }) });
}

/** As `toTasksText`, for failed tasks. */
export function toFailedTasksText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, {
    one: l10n.t('{count} failed task', { count }),
    other: l10n.t('{count} failed tasks', { count }),
  });
}

/** As `toTasksText`, for nodes. */
export function toNodesText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} node', { count }), other: l10n.t('{count} nodes', { count }) });
}

/** As `toTasksText`, for jobs. */
export function toJobsText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} job', { count }), other: l10n.t('{count} jobs', { count }) });
}

/** As `toTasksText`, for pools. */
export function toPoolsText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, { one: l10n.t('{count} pool', { count }), other: l10n.t('{count} pools', { count }) });
}

/** Returns the text after a count for how many of its items need attention. `format` as in `toTasksText`. */
export function toAttentionText(number: number | Count, format = formatCount): string {
  const { value, count } = toParts(number, format);
  return plural(value, {
    one: l10n.t('{count} needs attention', { count }),
    other: l10n.t('{count} need attention', { count }),
  });
}

/** Returns the text after the number of failed tasks for how many more are muted. */
export function toMutedText(number: number): string {
  const { value, count } = toParts(number);
  return plural(value, {
    one: l10n.t('{count} muted task not counted', { count }),
    other: l10n.t('{count} muted tasks not counted', { count }),
  });
}

/**
 * Returns the text after the number of failed tasks for how many more were resubmitted successfully under another ID.
 */
export function toResolvedText(number: number): string {
  const count = formatCount({ count: number, isComplete: true });
  return l10n.t({
    message: '{count} resolved',
    args: { count },
    comment: ['Number of failed tasks that were submitted again as other tasks, which succeeded'],
  });
}

/** Returns the number that decides the plural form, and the formatted number; a bare number is complete. */
function toParts(number: number | Count, format = formatCount): { readonly value: number; readonly count: string } {
  const count = typeof number === 'number' ? { count: number, isComplete: true } : number;
  return { value: count.count, count: format(count) };
}

/** Returns the text for a cause that a retry did not remove. */
export function toRepeatedText(): string {
  return l10n.t({ message: 'failed again after a retry', comment: ['Of tasks with a cause'] });
}
