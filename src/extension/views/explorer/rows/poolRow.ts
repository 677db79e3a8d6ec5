import * as l10n from '@vscode/l10n';
import type { Pool } from '../../../../core/model/pool.ts';
import { describeState } from '../../../../core/model/states.ts';
import { formatNumber } from '../../../../core/query/numbers.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import type { ContextWord } from '../../contextValue.ts';
import { joinParts, type Row, toFacts } from '../../row.ts';
import { countBrokenNodes, isResizeFailed, toPoolSeverity } from '../severity.ts';

export function toPoolRow(pool: Pool, snapshot: AccountSnapshot): Row {
  const broken = countBrokenNodes(pool, snapshot);
  const description = joinParts(
    toProblem(pool) ?? describeState('poolAllocation', pool.allocationState).label,
    toNodesText(pool),
    broken > 0 && l10n.t('{0} need attention', formatNumber(broken)),
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
    return l10n.t('resize failed: {0}', error.code ?? error.message ?? l10n.t('no reason given'));
  }
  const formula = pool.autoScaleRun?.error;
  if (formula !== undefined) return l10n.t('autoscale failed: {0}', formula.code ?? formula.message ?? '');
  return undefined;
}

function toNodesText(pool: Pool): string {
  const current = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  const target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0);
  const count = formatNumber(current);
  if (current === target) return current === 1 ? l10n.t('1 node') : l10n.t('{0} nodes', count);
  return l10n.t('{0} of {1} nodes', count, formatNumber(target));
}

function toWords(pool: Pool): readonly ContextWord[] {
  const words: ContextWord[] = [];
  if (pool.enableAutoScale === true) words.push('autoscale');
  const state = pool.allocationState?.toLowerCase();
  if (state === 'steady' || state === 'resizing') words.push(state);
  if (isResizeFailed(pool)) words.push('failed');
  return words;
}

function toPoolFacts(pool: Pool): ReturnType<typeof toFacts> {
  const [error] = pool.resizeErrors ?? [];
  return toFacts({
    [l10n.t('Pool')]: pool.id,
    [l10n.t('Name')]: pool.displayName,
    [l10n.t('State')]: describeState('pool', pool.state).label,
    [l10n.t('Allocation')]: describeState('poolAllocation', pool.allocationState).label,
    [l10n.t('VM size')]: pool.vmSize,
    [l10n.t('Dedicated nodes')]: l10n.t('{0} of {1}', pool.currentDedicatedNodes ?? 0, pool.targetDedicatedNodes ?? 0),
    [l10n.t('Spot (low-priority) nodes')]: l10n.t(
      '{0} of {1}',
      pool.currentLowPriorityNodes ?? 0,
      pool.targetLowPriorityNodes ?? 0,
    ),
    [l10n.t('Resize error')]: joinParts(error?.code, error?.message),
    [l10n.t('Autoscale error')]: joinParts(pool.autoScaleRun?.error?.code, pool.autoScaleRun?.error?.message),
  });
}
