import * as l10n from '@vscode/l10n';
import type { Pool } from '../model/pool.ts';
import { describeState } from '../model/states.ts';
import { type Draft, toExplanation } from './draft.ts';
import { isSame } from './evidence/time.ts';
import type { Explanation } from './explanation.ts';
import { explainAutoscaleError, explainAutoscaleToZero } from './pool/autoscale.ts';
import { describeSize, explainResizeErrors, isStale } from './pool/resizeError.ts';
import { type QuotaEvidence, toQuotaEvidence } from './quota/quotaEvidence.ts';
import { toPool } from './wire/shapes.ts';

export interface PoolEvidence {
  readonly pool: Pool;
  /** The account's limits and what counts against them, where they were asked for. */
  readonly quotas?: QuotaEvidence | undefined;
}

/** Why a pool does not have the nodes it should have, or that nothing is wrong with it. Never throws. */
export function explainPool({ pool, quotas }: PoolEvidence): Explanation {
  return toExplanation(draftFor(toPool(pool) ?? { id: '' }, toQuotaEvidence(quotas)));
}

/** Live resize errors count for more than a formula that fails, and that for more than old errors. */
function draftFor(pool: Pool, quotas: QuotaEvidence): Draft {
  if (isSame(pool.state, 'deleting')) return deletingDraft(pool);
  const resize = explainResizeErrors(pool, quotas);
  const autoscale = explainAutoscaleError(pool);
  if (resize !== undefined && !isStale(pool)) return withEvidenceOf(resize, autoscale);
  return (
    autoscale ??
    resize ??
    explainAutoscaleToZero(pool) ??
    explainInMotion(pool) ??
    explainShort(pool) ??
    healthyDraft(pool)
  );
}

function withEvidenceOf(draft: Draft, other: Draft | undefined): Draft {
  return other === undefined ? draft : { ...draft, evidence: [...(draft.evidence ?? []), ...(other.evidence ?? [])] };
}

function sizeEvidence(pool: Pool) {
  return { text: describeSize(pool), source: `pool ${pool.id}` };
}

function deletingDraft(pool: Pool): Draft {
  return {
    category: 'conflict',
    title: l10n.t('Pool {0} is being deleted', pool.id),
    cause: l10n.t(
      'Its nodes are going away; tasks that ran on them go back to the queue of their jobs and wait for another pool.',
    ),
    evidence: [sizeEvidence(pool)],
    fixes: [{ text: l10n.t('Wait until it is gone. A pool of the same id can be made afterwards.') }],
    confidence: 'certain',
    identity: 'deleting',
  };
}

function explainInMotion(pool: Pool): Draft | undefined {
  if (!isSame(pool.allocationState, 'resizing') && !isSame(pool.allocationState, 'stopping')) return undefined;
  return {
    category: 'other',
    title: l10n.t('Pool {0} is {1}', pool.id, describeState('poolAllocation', pool.allocationState).label),
    cause: l10n.t('The pool has {0}. Errors of a resize show when it is over.', describeSize(pool)),
    evidence: [sizeEvidence(pool)],
    fixes: [{ text: l10n.t('Wait for the resize, or stop it to set another target.') }],
    remedies: ['pool.stopResize'],
    confidence: 'certain',
    identity: 'resizing',
  };
}

function explainShort(pool: Pool): Draft | undefined {
  if (pool.allocationState === undefined || isStale(pool) || pool.targetDedicatedNodes === undefined) return undefined;
  return {
    category: 'allocation',
    title: l10n.t('Pool {0} has fewer nodes than it should', pool.id),
    cause: l10n.t(
      'The pool has {0}, and no error says why. Nodes may have been preempted or removed since the last resize.',
      describeSize(pool),
    ),
    evidence: [sizeEvidence(pool)],
    fixes: [{ text: l10n.t('Resize the pool to the size it should have.') }],
    remedies: ['pool.resize'],
    confidence: 'guess',
    identity: 'short',
  };
}

function healthyDraft(pool: Pool): Draft {
  return {
    category: 'other',
    title: l10n.t('Nothing is wrong with the size of pool {0}', pool.id),
    cause: l10n.t(
      'The pool has {0}, and its last resize had no errors. Whether its nodes work shows in their own states.',
      describeSize(pool),
    ),
    evidence: [sizeEvidence(pool)],
    fixes: [],
    confidence: pool.allocationState === undefined ? 'guess' : 'certain',
    identity: 'healthy',
  };
}
