import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../query/numbers.ts';
import { listAll } from '../text/lists.ts';
import { plural } from '../text/plural.ts';
import type { TaskResource } from './resource.ts';

/** An engine of workflows that runs a step of a user's in a task, as it calls itself. */
export type EngineName = 'Nextflow' | 'Snakemake' | 'Cromwell';

/** What a log may end in although its program returned 0. */
export type BadEndKind = 'exception' | 'crash' | 'diskFull' | 'nothing' | 'failure';

/** A line of a log; lines count from 1. */
export interface SaidLine {
  readonly file: 'stderr.txt' | 'stdout.txt';
  readonly line: number;
  readonly text: string;
}

/** The line that speaks against the exit code 0 of its program. */
export interface BadEnd extends SaidLine {
  readonly kind: BadEndKind;
}

/** How an engine says that its step ended, beside what Batch says of the task. */
export interface EngineEnd {
  readonly engine: EngineName;
  readonly hasFailed: boolean;
  /** The exit code that it wrote down, and the file; absent where its words say how the step ended. */
  readonly exit?: { readonly code: number; readonly path: string };
  readonly said?: SaidLine;
}

/**
 * What a task that Batch counts as succeeded turns out to be: failed by its engine, suspicious by its logs, or plainly
 * succeeded, which is known only where its logs were read.
 */
export type TaskVerdict =
  | { readonly kind: 'engineFailed'; readonly end: EngineEnd }
  | { readonly kind: 'suspicious'; readonly end: BadEnd }
  | { readonly kind: 'plain'; readonly isRead: boolean; readonly engine?: EngineEnd };

/** What tasks turned out to be that Batch counts as succeeded, of those that were looked at. */
export interface JudgedSuccess {
  /** Of so many it was read what they left. */
  readonly looked: number;
  /** Those that are not what Batch says. */
  readonly found: readonly JudgedTask[];
}

export interface JudgedTask {
  readonly resource: TaskResource;
  readonly verdict: TaskVerdict;
}

const badEnds: Readonly<Record<BadEndKind, () => string>> = {
  exception: () => l10n.t('log ends in an exception'),
  crash: () => l10n.t('log ends in a crash'),
  diskFull: () => l10n.t('log ends with a disk-full error'),
  nothing: () => l10n.t('log says that nothing was written'),
  failure: () => l10n.t('log ends in a failure'),
};

/** What speaks against the success of a task, in a few words beside it; undefined where nothing does. */
export function describeVerdictBriefly(verdict: TaskVerdict): string | undefined {
  switch (verdict.kind) {
    case 'engineFailed':
      return l10n.t('failed according to {engine}', { engine: verdict.end.engine });
    case 'suspicious':
      return badEnds[verdict.end.kind]();
    case 'plain':
      return undefined;
  }
}

/** How many tasks only seem to have succeeded, in sentences; none where none does. */
export function describeFound(found: readonly Pick<JudgedTask, 'verdict'>[]): readonly string[] {
  const engines = found.flatMap(({ verdict }) => (verdict.kind === 'engineFailed' ? [verdict.end.engine] : []));
  const suspicious = found.filter(({ verdict }) => verdict.kind === 'suspicious').length;
  const names = listAll([...new Set(engines)]);
  return [
    plural(engines.length, {
      '=0': '',
      one: l10n.t('{count} task that Batch counts as succeeded failed according to its engine ({engines}).', {
        ...asCount(engines.length),
        engines: names,
      }),
      other: l10n.t('{count} tasks that Batch counts as succeeded failed according to their engine ({engines}).', {
        ...asCount(engines.length),
        engines: names,
      }),
    }),
    plural(suspicious, {
      '=0': '',
      one: l10n.t('The log of {count} task that Batch counts as succeeded contradicts that.', asCount(suspicious)),
      other: l10n.t('The logs of {count} tasks that Batch counts as succeeded contradict that.', asCount(suspicious)),
    }),
  ].filter((sentence) => sentence !== '');
}

/** That not all tasks that succeeded were looked at, and how many were; undefined where all were. */
export function describeLooked({ looked }: JudgedSuccess, succeeded: number): string | undefined {
  if (looked >= succeeded) return undefined;
  const names = { all: formatNumber(succeeded), ...asCount(looked) };
  return plural(looked, {
    '=0': l10n.t("The logs of tasks that succeeded weren't checked."),
    other: l10n.t('Of {all} tasks that succeeded, the logs of {count} of the newest were checked.', names),
  });
}
