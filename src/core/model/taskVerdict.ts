import * as l10n from '@vscode/l10n';
import { listAll } from '../text/lists.ts';
import { plural } from '../text/plural.ts';
import { asCount, formatNumber } from '../words/numbers.ts';
import type { LogName } from './logEnd.ts';
import type { TaskResource } from './resource.ts';

/** Name of a workflow engine that runs a user's step in a task. */
export type EngineName = 'Nextflow' | 'Snakemake' | 'Cromwell';

/** Sign of failure at the end of a log whose program returned 0. */
export type BadEndKind = 'exception' | 'crash' | 'diskFull' | 'nothing' | 'failure' | 'noGpu';

/** A line of a log; line numbers start at 1. */
export interface SaidLine {
  readonly file: LogName;
  readonly line: number;
  readonly text: string;
}

/** The line that contradicts its program's exit code 0. */
export interface BadEnd extends SaidLine {
  readonly kind: BadEndKind;
}

/** An engine's own report of how its step ended, in addition to Batch's data about the task. */
export interface EngineEnd {
  readonly engine: EngineName;
  readonly hasFailed: boolean;
  /** The exit code that the engine recorded, and its file; absent if the engine's messages show the outcome. */
  readonly exit?: { readonly code: number; readonly path: string };
  readonly said?: SaidLine;
}

/**
 * Verdict on a task that Batch counts as succeeded: failed according to its engine, suspicious because of its logs, or
 * plainly succeeded. The last one is certain only if its logs were read (`isRead`).
 */
export type TaskVerdict =
  | { readonly kind: 'engineFailed'; readonly end: EngineEnd }
  | { readonly kind: 'suspicious'; readonly end: BadEnd }
  | { readonly kind: 'plain'; readonly isRead: boolean; readonly engine?: EngineEnd };

/** Verdicts on the checked tasks among those that Batch counts as succeeded. */
export interface JudgedSuccess {
  /** Number of tasks whose logs and engine files were checked. */
  readonly looked: number;
  /** Tasks that Batch counts as succeeded although the evidence contradicts it. */
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
  noGpu: () => l10n.t('log says that its GPU was not used'),
};

/** Describes in a few words why a task's success is in doubt; undefined if it isn't. */
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

/** Describes in sentences how many tasks only seem to have succeeded; empty if there are none. */
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

/** Describes how many succeeded tasks were checked; undefined if all were. */
export function describeLooked({ looked }: JudgedSuccess, succeeded: number): string | undefined {
  if (looked >= succeeded) return undefined;
  const names = { all: formatNumber(succeeded), ...asCount(looked) };
  return plural(looked, {
    '=0': l10n.t("The logs of tasks that succeeded weren't checked."),
    other: l10n.t('Of {all} tasks that succeeded, the logs of {count} of the newest were checked.', names),
  });
}
