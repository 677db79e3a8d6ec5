import * as l10n from '@vscode/l10n';
import type { ChartLook, PageChart } from '../../page/page.ts';
import { type Count, formatCount } from '../../query/count.ts';
import type { DocumentTarget } from '../../query/documentPath.ts';
import { asCount } from '../../query/numbers.ts';
import { plural } from '../../text/plural.ts';

/*
 * Numbers that a page draws and a text lists in lines, both with the same value. Unknown values are absent. Texts are
 * localized and not escaped.
 */

/** A series that a chart counts, such as failed tasks. */
export interface ChartSeries {
  /** Lowercase, because it follows a number. */
  readonly name: string;
  readonly look: ChartLook;
  readonly leadsTo?: DocumentTarget;
}

/** The counts for one place, or for one span of time. */
export interface ChartRow {
  readonly label: string;
  /** Milliseconds since 1970 at which a span of time begins. */
  readonly at?: number;
  /** A number for each series; undefined when it is not known. */
  readonly values: readonly (Count | undefined)[];
  readonly leadsTo?: DocumentTarget;
  /** Names the target of `leadsTo` when it isn't the subject of the row. */
  readonly leadsToName?: string;
  /** An addition to the row's numbers. */
  readonly note?: string;
}

export interface Chart {
  readonly form: PageChart['form'];
  /** Empty when the heading above it says it. */
  readonly title: string;
  /** Names the rows. */
  readonly of: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  /** Time span of each row, in milliseconds. */
  readonly stepMs?: number;
  /** True when the last span of time is still running. */
  readonly isGoingOn?: boolean;
  /** True when failures are still occurring. */
  readonly isFailing?: boolean;
  /** True when a sentence has the same numbers, so that the text needs no list of them. */
  readonly isInText?: true;
  /** Everything the chart can't draw or doesn't know. */
  readonly notes: readonly string[];
}

/** Returns a number that is complete. */
export function toExact(count: number): Count {
  return { count, isComplete: true };
}

/** Sums the known values; undefined without any, and a minimum when one is unknown. */
export function addKnown(values: readonly (Count | undefined)[]): Count | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  return {
    count: known.reduce((sum, { count }) => sum + count, 0),
    isComplete: known.length === values.length && known.every(({ isComplete }) => isComplete),
  };
}

/** Returns the first `most` rows, and the others as one that `nameOthers` names by their number. */
export function foldRows(
  rows: readonly ChartRow[],
  series: readonly ChartSeries[],
  most: number,
  nameOthers: (count: number) => string,
): readonly ChartRow[] {
  if (rows.length <= most) return rows;
  const others = rows.slice(most - 1);
  const values = series.map((_, index) => addKnown(others.map((row) => row.values[index])));
  return [...rows.slice(0, most - 1), { label: nameOthers(others.length), values }];
}

/* Shared by the text and the page of a chart. */

/** Describes a number of a chart, or that it is unknown. */
export function describeValue(value: Count | undefined): string {
  return value === undefined
    ? l10n.t({ message: 'unknown', comment: ['In the place of a number'] })
    : formatCount(value);
}

/** Names the jobs without a row in a chart. */
export function nameOtherJobs(count: number): string {
  return plural(count, {
    one: l10n.t('{count} other job', asCount(count)),
    other: l10n.t('{count} other jobs', asCount(count)),
  });
}

/** Names the pools without a row in a chart. */
export function nameOtherPools(count: number): string {
  return plural(count, {
    one: l10n.t('{count} other pool', asCount(count)),
    other: l10n.t('{count} other pools', asCount(count)),
  });
}

/** Names the nodes without a row in a chart. */
export function nameOtherNodes(count: number): string {
  return plural(count, {
    one: l10n.t('{count} other node', asCount(count)),
    other: l10n.t('{count} other nodes', asCount(count)),
  });
}
