import * as l10n from '@vscode/l10n';
import { toCausePage } from '../../failures/causePage.ts';
import { findPoolId } from '../../failures/narrowCause.ts';
import { measureHarm } from '../../impact/harm.ts';
import { isExecutionFailed, type JobPreparationAndReleaseStatus } from '../../model/job.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { findFailedPreparations } from '../process/preparation.ts';
import { describeHarm } from './causeExtent.ts';
import type { Cause, ExplainedFailure } from './causes.ts';
import type { Failing } from './failing.ts';

type FailingJob = Extract<Failing, { readonly kind: 'job' }>;

interface FailingPreparation {
  readonly cause: Cause;
  readonly failure: ExplainedFailure;
  readonly failing: FailingJob;
}

interface PreparedPlace {
  readonly poolId?: string | undefined;
  readonly nodeId?: string | undefined;
  /** True for the release task of a job that has ended instead of the preparation task. */
  readonly isRelease?: boolean;
  /** Returns a title that states that the pool or node works, and what does not. */
  readonly toTitle: (jobId: string, nodes: { readonly failed: number; readonly all: number }) => string;
}

/** Checks whether the preparation or release task of a job failed on a node. */
export function isPreparationFailedOn(failing: Failing, nodeId: string): boolean {
  return failing.kind === 'job' && findFailed(failing).some((run) => run.nodeId === nodeId);
}

function findFailed({ preparation, isRelease }: FailingJob): readonly JobPreparationAndReleaseStatus[] {
  return isRelease === true
    ? preparation.filter(({ jobReleaseTaskExecutionInfo: run }) => isExecutionFailed(run))
    : findFailedPreparations(preparation);
}

/** Explains a failure on nodes without problems: the failed helper task of the job with the most waiting tasks. */
export function explainFailingPreparation(
  causes: readonly Cause[],
  { poolId, nodeId, isRelease = false, toTitle }: PreparedPlace,
): Draft | undefined {
  const [found] = causes
    .flatMap(listPreparations)
    .filter(({ failing }) => (failing.isRelease ?? false) === isRelease)
    .filter(({ failing }) =>
      nodeId === undefined ? findPoolId(failing) === poolId : isPreparationFailedOn(failing, nodeId),
    )
    .sort((one, other) => measureHarm([other.failing]).waiting.count - measureHarm([one.failing]).waiting.count);
  if (found === undefined) return undefined;
  const { explanation } = found.failure;
  return {
    category: explanation.category,
    title: toTitle(found.failing.job.id, {
      failed: findFailed(found.failing).length,
      all: found.failing.preparation.length,
    }),
    cause: joinSentences([`${explanation.title}.`, ...describeHarm(measureHarm([found.failing]))]),
    fixes: toFix(found),
    confidence: 'certain',
    identity: isRelease ? 'release failed' : 'preparation fails',
  };
}

function listPreparations(cause: Cause): readonly FailingPreparation[] {
  return cause.failures.flatMap((failure) => {
    const { failing } = failure;
    if (failing.kind !== 'job' || findFailed(failing).length === 0) return [];
    return [{ cause, failure, failing }];
  });
}

function toFix({ cause, failure: { explanation } }: FailingPreparation): readonly Fix[] {
  const [fix] = explanation.fixes;
  if (fix === undefined) return [];
  const { title } = explanation;
  const leadsTo = toCausePage(cause, { kind: 'account', accountId: cause.accountId });
  return [{ text: l10n.t('{title}: {step}', { title, step: fix.text }), place: { title, step: fix.text, leadsTo } }];
}
