import * as l10n from '@vscode/l10n';
import { findSeries } from '../../definitions/vmSizes.ts';
import type { ServiceProblem } from '../../model/common.ts';
import { isBeingResized, isOnlyStopped, type Pool } from '../../model/pool.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { listAll } from '../../text/lists.ts';
import { formatNumber } from '../../words/numbers.ts';
import { findCode } from '../catalogue/find.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { isSame, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Explanation, Fix } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { describeProblem } from '../explanation/serviceWords.ts';
import { withOwnMessages } from '../process/ownCause.ts';
import { findCoreKind } from './coreKind.ts';
import { countMissing, explainResizeError, isGeneral, type ResizeReason } from './resizeReason.ts';
import { adviseResize } from './resizing.ts';

/**
 * Checks whether a resize error is out of date: Batch keeps it until the next resize, even if the pool has reached its
 * size in the meantime.
 */
export function isStale(pool: Pool): boolean {
  if (isMoving(pool)) return true;
  const hasDedicated = (pool.currentDedicatedNodes ?? 0) === (pool.targetDedicatedNodes ?? 0);
  const hasLowPriority = (pool.currentLowPriorityNodes ?? 0) === (pool.targetLowPriorityNodes ?? 0);
  return pool.targetDedicatedNodes !== undefined && hasDedicated && hasLowPriority;
}

/** Checks whether another resize may be in progress, because the pool is not known to be steady. */
function isMoving(pool: Pool): boolean {
  return pool.allocationState === undefined || isBeingResized(pool);
}

/** Describes a pool's size: `8 of 20 dedicated nodes, 0 of 4 Spot (low-priority) nodes`; `?` for an unknown number. */
export function describeSize(pool: Pool): string {
  const dedicated = l10n.t(
    '{0} of {1} dedicated nodes',
    toCount(pool.currentDedicatedNodes),
    toCount(pool.targetDedicatedNodes),
  );
  if (isNone(pool.targetLowPriorityNodes, pool.currentLowPriorityNodes)) return dedicated;
  const lowPriority = l10n.t(
    '{0} of {1} Spot (low-priority) nodes',
    toCount(pool.currentLowPriorityNodes),
    toCount(pool.targetLowPriorityNodes),
  );
  const isOnlySpot = pool.targetDedicatedNodes === 0 && isNone(pool.targetDedicatedNodes, pool.currentDedicatedNodes);
  return isOnlySpot ? lowPriority : listAll([dedicated, lowPriority]);
}

function isNone(target = 0, current = 0): boolean {
  return target === 0 && current === 0;
}

function toCount(count: number | undefined): string {
  return count === undefined ? '?' : formatNumber(count);
}

/** Explains a pool with `resizeErrors`, even if it reached its size afterward; undefined without errors. */
export function explainResizeErrors(pool: Pool, quotas: QuotaEvidence): Draft | undefined {
  const errors = [...(pool.resizeErrors ?? [])].sort(bySpecificity);
  if (errors.length === 0) return undefined;
  if (isStale(pool)) return staleDraft(pool, errors);
  const [first, ...others] = errors
    .filter((error) => !isOver(error, pool))
    .map((error) => explainOne(error, pool, quotas));
  return first === undefined
    ? undefined
    : withOwnMessages(joinErrors(pool, first, others), errors, 'resizeErrors', (what) =>
        toResizeTitle(pool, continueAfterColon(what)),
      );
}

function toResizeTitle(pool: Pool, reason: string): string {
  return l10n.t('Pool {0} could not be resized: {1}', pool.id, reason);
}

/** Sorts errors that need a fix before errors that go away with another resize. */
function bySpecificity(one: ServiceProblem, other: ServiceProblem): number {
  const [left, right] = [one, other].map((error) => {
    const known = findCode('poolAllocation', error.code);
    const rank = isSame(known?.code, 'ResizeStopped')
      ? 3
      : known?.entry.transient === true
        ? 2
        : isGeneral(known)
          ? 1
          : 0;
    return `${rank} ${error.code ?? ''} ${error.message ?? ''}`;
  });
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

/** Checks whether an error is about dedicated nodes while only low-priority nodes are missing, or vice versa. */
function isOver(error: ServiceProblem, pool: Pool): boolean {
  const code = findCode('poolAllocation', error.code)?.code ?? '';
  const isOfOneKind = findCoreKind(code, pool, [], undefined) !== undefined;
  return isOfOneKind && pool.targetDedicatedNodes !== undefined && countMissing(pool, code) === 0;
}

/** Describes errors of an earlier resize while the pool lacks nodes of another kind. */
export function describeLeftOver(pool: Pool): readonly Evidence[] {
  return (pool.resizeErrors ?? []).map((error) => ({
    text: l10n.t('Error from an earlier resize, whose nodes now exist: {0}', describeProblem(error).text),
    source: 'resizeErrors',
  }));
}

function explainOne(error: ServiceProblem, pool: Pool, quotas: QuotaEvidence): ResizeReason {
  const reason = explainResizeError(error, pool, quotas);
  return { ...reason, evidence: [describeProblem(error), ...(reason.evidence ?? [])] };
}

/** Joins the errors of a resize, which may fail for dedicated and for low-priority nodes for different reasons. */
function joinErrors(pool: Pool, first: ResizeReason, others: readonly ResizeReason[]): Draft {
  const all = [first, ...others];
  const title = continueAfterColon(first.title);
  const mayPass = all.every(({ again }) => again !== undefined);
  return {
    category: first.category,
    code: first.code,
    title: isOnlyStopped(pool.resizeErrors)
      ? l10n.t('The resize of pool {0} was stopped before the pool reached its target size', pool.id)
      : others.length === 0
        ? toResizeTitle(pool, title)
        : l10n.t('Pool {0} could not be resized for {1} reasons: {2}', pool.id, all.length, title),
    cause: joinSentences([
      describeLastResize(pool),
      first.cause,
      ...others.map(({ cause }) => l10n.t('The resize also reports: {0}', continueAfterColon(cause))),
    ]),
    evidence: all.flatMap(({ evidence }) => evidence ?? []),
    fixes: others.length === 0 ? listResizeFixes(pool, first) : fixAll(pool, all, mayPass),
    confidence: first.confidence,
    isOfSeveral: others.length > 0,
    identity:
      findCoreKind(first.code ?? '', pool, [], undefined)?.kind === 'family'
        ? toSeriesIdentity(pool, first)
        : first.identity,
  };
}

/** Identifies the quota of a VM series: each is used up, and is raised, on its own. */
function toSeriesIdentity({ vmSize }: Pool, { identity = '' }: ResizeReason): string {
  return `${identity} ${findSeries(vmSize) ?? ''}`.trim();
}

/** Lists the fixes. Resizing again comes last, unless Batch does so by itself. */
function listResizeFixes(pool: Pool, reason: ResizeReason): readonly Fix[] {
  const { fixes = [], again } = reason;
  if (again === undefined) return fixes;
  return isRetried(pool, { ...reason, fixes: [again] }) ? [again, ...fixes] : [...fixes, again];
}

/**
 * Checks whether Batch itself repeats a resize that failed for a temporary reason: each evaluation of a formula starts
 * another one, by which time a lack of capacity may be over, unlike an exhausted quota.
 */
export function isRetried(
  { enableAutoScale }: Pool,
  { category, fixes }: Pick<Explanation, 'category' | 'fixes'>,
): boolean {
  return (
    enableAutoScale === true &&
    category === 'allocation' &&
    fixes.some(({ remedies = [] }) => remedies.includes('pool.resize'))
  );
}

/** Describes the pool's size and when its last resize ended, to which a reason such as a lack of capacity applies. */
function describeLastResize(pool: Pool): string {
  const at = toTime(pool.allocationStateTransitionTime);
  const size = describeSize(pool);
  return at === undefined
    ? l10n.t('The pool has {0}.', size)
    : l10n.t('The pool has {size}. Its last resize ended on {time}.', { size, time: toTimeText(at) });
}

/** Lists the fixes of all errors, because a resize fails until the last of the errors is fixed. */
function fixAll(pool: Pool, all: readonly ResizeReason[], mayPass: boolean): readonly Fix[] {
  const fixes = all.flatMap(({ code, fixes: own = [] }) =>
    own.map(({ text, property }) => ({
      text: code === undefined ? text : l10n.t('To fix {0}: {1}', code, text),
      ...(property === undefined ? {} : { property }),
    })),
  );
  if (!mayPass) return fixes;
  const byHand = l10n.t("When all of this is fixed, resize the pool again: Batch doesn't retry automatically.");
  return [...fixes, adviseResize(pool, byHand)];
}

function staleDraft(pool: Pool, errors: readonly ServiceProblem[]): Draft {
  const isResizing = isMoving(pool);
  return {
    category: 'other',
    code: errors[0]?.code,
    title: isResizing
      ? l10n.t('Pool {0} is being resized; an earlier resize had errors', pool.id)
      : l10n.t('Pool {0} is at its target size; an earlier resize had errors', pool.id),
    cause: isResizing
      ? l10n.t(
          'The error is from an earlier resize: the service keeps it until the next one finishes. The pool has {0}, and whether it gets the rest will be clear then.',
          describeSize(pool),
        )
      : l10n.t(
          'The error is from an earlier resize: the service keeps it until the next one. The pool has {0}, so nothing is wrong with its size now.',
          describeSize(pool),
        ),
    evidence: [...errors.map(describeProblem), { text: describeSize(pool), source: `pool ${pool.id}` }],
    fixes: [
      {
        text: isResizing
          ? l10n.t('Wait for the resize to finish.')
          : l10n.t('No action is needed. The next resize clears the error.'),
      },
    ],
    remedies: [],
    confidence: 'likely',
    identity: 'stale',
  };
}
