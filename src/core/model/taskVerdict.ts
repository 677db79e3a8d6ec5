import * as l10n from '@vscode/l10n';

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

const badEnds: Readonly<Record<BadEndKind, () => string>> = {
  exception: () => l10n.t('log ends in an exception'),
  crash: () => l10n.t('log ends in a crash'),
  diskFull: () => l10n.t('log ends with a full disk'),
  nothing: () => l10n.t('log says that nothing was written'),
  failure: () => l10n.t('log ends in a failure'),
};

/** What speaks against the success of a task, in a few words beside it; undefined where nothing does. */
export function describeVerdictBriefly(verdict: TaskVerdict): string | undefined {
  switch (verdict.kind) {
    case 'engineFailed':
      return l10n.t('failed by {engine}', { engine: verdict.end.engine });
    case 'suspicious':
      return badEnds[verdict.end.kind]();
    case 'plain':
      return undefined;
  }
}
