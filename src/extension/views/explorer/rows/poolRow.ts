import * as l10n from '@vscode/l10n';
import type { Pool } from '../../../../core/model/pool.ts';
import { describeState } from '../../../../core/model/states.ts';
import { formatNumber } from '../../../../core/query/numbers.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import type { ContextWord } from '../../contextValue.ts';
import { toAttentionText, toNodesText } from '../../counts.ts';
import { joinParts, type Row, toFacts } from '../../row.ts';
import { countBrokenNodes, isResizeFailed, toPoolSeverity } from '../severity.ts';

export function toPoolRow(pool: Pool, snapshot: AccountSnapshot): Row {
  const broken = countBrokenNodes(pool, snapshot);
  const description = joinParts(
    toProblem(pool) ?? describeState('poolAllocation', pool.allocationState).label,
    describeNodes(pool),
    broken > 0 && toAttentionText(broken),
  );
  return {
    kind: 'pool',
    words: toWords(pool),
    label: pool.id,
    ...(description === undefined ? {} : { description }),
    icon: toPoolSeverity(pool, snapshot),
    children: 'collapsed',
    facts: () => toPoolFacts(pool),
  };
}

/** What is wrong with the pool itself: its last resize, its formula. */
function toProblem(pool: Pool): string | undefined {
  const [error] = pool.resizeErrors ?? [];
  if (error !== undefined && isResizeFailed(pool)) {
    const reason = error.code ?? error.message;
    return reason === undefined ? l10n.t('resize failed') : l10n.t('resize failed: {reason}', { reason });
  }
  const formula = pool.autoScaleRun?.error;
  if (formula === undefined) return undefined;
  const reason = formula.code ?? formula.message;
  return reason === undefined ? l10n.t('autoscale failed') : l10n.t('autoscale failed: {reason}', { reason });
}

function describeNodes(pool: Pool): string {
  const current = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  const target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0);
  if (current === target) return toNodesText(current);
  const nodes = { current: formatNumber(current), target: formatNumber(target) };
  return plural(target, {
    one: l10n.t('{current} of {target} node', nodes),
    other: l10n.t('{current} of {target} nodes', nodes),
  });
}

function toWords(pool: Pool): readonly ContextWord[] {
  const words: ContextWord[] = [];
  if (pool.enableAutoScale === true) words.push('autoscale');
  if (pool.allocationState?.toLowerCase() === 'resizing') words.push('resizing');
  if (isResizeFailed(pool)) words.push('failed');
  return words;
}

function toShareText(current = 0, target = 0): string {
  return l10n.t({
    message: '{current} of {target}',
    args: { current: formatNumber(current), target: formatNumber(target) },
    comment: ['Numbers of nodes of a pool: the current number, and the target'],
  });
}

function toPoolFacts(pool: Pool): ReturnType<typeof toFacts> {
  const [error] = pool.resizeErrors ?? [];
  return toFacts({
    [l10n.t('Pool')]: pool.id,
    [l10n.t('Name')]: pool.displayName,
    [l10n.t('State')]: describeState('pool', pool.state).label,
    [l10n.t('Allocation')]: describeState('poolAllocation', pool.allocationState).label,
    [l10n.t('VM size')]: pool.vmSize,
    [l10n.t('Dedicated nodes')]: toShareText(pool.currentDedicatedNodes, pool.targetDedicatedNodes),
    [l10n.t('Spot (low-priority) nodes')]: toShareText(pool.currentLowPriorityNodes, pool.targetLowPriorityNodes),
    [l10n.t('Resize error')]: joinParts(error?.code, error?.message),
    [l10n.t('Autoscale error')]: joinParts(pool.autoScaleRun?.error?.code, pool.autoScaleRun?.error?.message),
  });
}
