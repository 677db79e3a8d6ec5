import * as l10n from '@vscode/l10n';
import type { Pool } from '../../model/pool.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Fix } from '../explanation/explanation.ts';

/** Advises how to get the pool to its size: manually, as described in `byHand`, or with its formula. */
export function adviseResize(pool: Pool | undefined, byHand: string): Fix {
  return {
    text:
      pool?.enableAutoScale === true
        ? l10n.t(
            "The autoscale formula sets the pool's size, so the service rejects any other size: Batch tries again the next time it evaluates the formula. Evaluate the formula to see what it asks for, and change it if it should ask for something else.",
          )
        : byHand,
    remedies: ['pool.resize'],
  };
}

/** Describes when Batch will give up the current resize; undefined if that is unknown. */
export function describeTimeout({ allocationStateTransitionTime, resizeTimeout }: Pool): string | undefined {
  const since = toTime(allocationStateTransitionTime);
  const limit = parseDuration(resizeTimeout ?? '');
  if (since === undefined || limit === undefined) return undefined;
  return l10n.t('The resize ends by {time} at the latest, because its `resizeTimeout` is {limit}.', {
    time: toTimeText(since + limit),
    limit: toDurationWords(limit),
  });
}

/**
 * Describes when Batch will evaluate the autoscale formula next; undefined if the pool has none or the time is unknown.
 */
export function describeNextEvaluation(pool: Pool, now: number | undefined): string | undefined {
  const last = toTime(pool.autoScaleRun?.timestamp);
  const interval = parseDuration(pool.autoScaleEvaluationInterval ?? '');
  if (pool.enableAutoScale !== true || last === undefined || interval === undefined) return undefined;
  const next = last + interval;
  return now === undefined || next < now
    ? undefined
    : l10n.t('Batch evaluates the autoscale formula again at {time}.', { time: toTimeText(next) });
}
