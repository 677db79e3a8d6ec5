import * as l10n from '@vscode/l10n';
import { type Count, formatCount } from '../../query/count.ts';
import { asCount } from '../../query/numbers.ts';
import { plural } from '../../text/plural.ts';

/* What the text and the page of a chart have in common. */

/** A number of a chart, or that it is not known. */
export function describeValue(value: Count | undefined): string {
  return value === undefined
    ? l10n.t({ message: 'not known', comment: ['In the place of a number'] })
    : formatCount(value);
}

/** The jobs that a chart has no row for. */
export function nameOtherJobs(count: number): string {
  return plural(count, {
    one: l10n.t('{count} other job', asCount(count)),
    other: l10n.t('{count} other jobs', asCount(count)),
  });
}

/** The pools that a chart has no row for. */
export function nameOtherPools(count: number): string {
  return plural(count, {
    one: l10n.t('{count} other pool', asCount(count)),
    other: l10n.t('{count} other pools', asCount(count)),
  });
}

/** The nodes that a chart has no row for. */
export function nameOtherNodes(count: number): string {
  return plural(count, {
    one: l10n.t('{count} other node', asCount(count)),
    other: l10n.t('{count} other nodes', asCount(count)),
  });
}
