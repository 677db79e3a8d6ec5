import * as l10n from '@vscode/l10n';
import type { ChartLook, PageChart } from '../../page/page.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import { plural } from '../../text/plural.ts';
import { type Count, formatCount } from '../../words/count.ts';
import { asCount } from '../../words/numbers.ts';

/*
 * Numbers that a page draws and a text lists line by line, with the same values in both. Unknown values are absent.
 * Texts are localized and not escaped.
 */

/** A series that a chart counts, such as failed tasks. */
export interface ChartSeries {
  /** Lowercase, because it follows a number. */
  readonly name: string;
  readonly look: ChartLook;
  readonly leadsTo?: DocumentTarget;
}

/** The counts for one place or one time span. */
export interface ChartRow {
  readonly label: string;
  /** Start of the time span, in milliseconds since 1970. */
  readonly at?: number;
  /** A number for each series; undefined if it is not known. */
  readonly values: readonly (Count | undefined)[];
  readonly leadsTo?: DocumentTarget;
  /** Names the target of `leadsTo` if it isn't the subject of the row. */
  readonly leadsToName?: string;
  readonly note?: string;
}

export interface Chart {
  readonly form: PageChart['form'];
  /** Empty if the heading above the chart says the same. */
  readonly title: string;
  /** Heading of the row labels. */
  readonly of: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  readonly stepMs?: number;
  readonly isGoingOn?: boolean;
  readonly isFailing?: boolean;
  /** True if a sentence contains the same numbers, so the text version doesn't list them. */
  readonly isInText?: true;
  /** Everything the chart can't draw or doesn't know. */
  readonly notes: readonly string[];
}

/** Returns `count` as an exact number. */
export function toExact(count: number): Count {
  return { count, isComplete: true };
}

/** Sums the known values. Returns undefined if none is known, and a minimum if some are unknown. */
export function addKnown(values: readonly (Count | undefined)[]): Count | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  return {
    count: known.reduce((sum, { count }) => sum + count, 0),
    isComplete: known.length === values.length && known.every(({ isComplete }) => isComplete),
  };
}

/** Returns the first `most` rows, and combines the others into one, which `nameOthers` names by their number. */
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

/* Functions that the text and the page of a chart share. */

/** Formats a number of a chart, or states that it is unknown. */
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
