import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../core/query/numbers.ts';
import { plural } from '../../core/text/plural.ts';

export function toTasksText(number: number): string {
  const count = formatNumber(number);
  return plural(number, { one: l10n.t('{count} task', { count }), other: l10n.t('{count} tasks', { count }) });
}

export function toFailedTasksText(number: number): string {
  const count = formatNumber(number);
  return plural(number, {
    one: l10n.t('{count} failed task', { count }),
    other: l10n.t('{count} failed tasks', { count }),
  });
}

export function toNodesText(number: number): string {
  const count = formatNumber(number);
  return plural(number, { one: l10n.t('{count} node', { count }), other: l10n.t('{count} nodes', { count }) });
}

export function toJobsText(number: number): string {
  const count = formatNumber(number);
  return plural(number, { one: l10n.t('{count} job', { count }), other: l10n.t('{count} jobs', { count }) });
}

export function toPoolsText(number: number): string {
  const count = formatNumber(number);
  return plural(number, { one: l10n.t('{count} pool', { count }), other: l10n.t('{count} pools', { count }) });
}

/** Of what stands beside: how many of it somebody has to look at. */
export function toAttentionText(number: number): string {
  const count = formatNumber(number);
  return plural(number, {
    one: l10n.t('{count} needs attention', { count }),
    other: l10n.t('{count} need attention', { count }),
  });
}
