import * as l10n from '@vscode/l10n';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { planEnableAutoscale } from '../../../core/changes/poolLife.ts';
import { listValues } from '../../../core/definitions/autoscaleRuns.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { AutoScaleRun, Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { toShortVisible, toVisible } from '../../../core/text/escape.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import { findDraft } from '../../definitions/draft.ts';
import { askBeside } from '../definition/askBeside.ts';
import { describeKept } from '../run/keptLine.ts';
import { runBulk } from '../run/runBulk.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';
import { enablePoolAutoscale } from './enablePoolAutoscale.ts';
import { findFormula, openFormulaOf, requireFormula, showError, toErrorText } from './formula.ts';
import { toFormulaItem } from './pools.ts';

export const contribution: RemedyContribution = {
  title: 'Change Autoscale Formula…',
  effect: 'changes',
  needs: 'changePools',
  remedy: () => l10n.t('Change Autoscale Formula…'),
  rows: [{ on: 'pool', at: 'act@2' }],
};

const maxShownIdLength = 64;

/**
 * Enables the formula of a document for its pool, after showing its current result; called on a pool, opens the formula
 * first. A formula that fails is not used: the pool would keep its size without an explanation.
 */
export const run: WindowCommand = async (services, args) => {
  const document = await findFormula(services, args);
  const resource =
    document === undefined ? await resolveOne(services, 'pool', args) : findDraft(document, 'formula')?.resource;
  if (resource === undefined) return;
  if (document === undefined) await openFormulaOf(services, resource, await requirePool(services, resource));
  else await applyFormula(services, document, resource);
};

/** Returns a pool if its formula can be changed. Throws `BatchError`. */
async function requirePool({ accounts }: WindowApp, { accountId, poolId }: PoolResource): Promise<Pool> {
  const pool = await (await accounts.getStore(accountId)).service.pools.getPool(poolId);
  requirePossible(planEnableAutoscale(pool));
  return pool;
}

/** Enables the formula of a document for its pool. Throws `BatchError` and `Cancelled`. */
export async function applyFormula(
  services: WindowApp,
  document: DefinitionDocument,
  resource: PoolResource,
): Promise<void> {
  const judgedAtMs = services.clock.now();
  const pool = await requirePool(services, resource);
  const { service } = await services.accounts.getStore(resource.accountId);
  const formula = requireFormula(document);
  const evaluated = await evaluate(service, pool, formula);
  if (!('whyNot' in evaluated) && evaluated.error !== undefined) {
    showError(document, evaluated);
    throw toInvalidInput(toErrorText(evaluated.error));
  }
  const name = toShortVisible(pool.id, maxShownIdLength);
  const isConfirmed = await askBeside(services, {
    message: l10n.t('Let this formula set the size of pool {0}?', name),
    names: [name],
    notes: [...describeResult(evaluated), ...describeSize(pool), ...describeKept(enablePoolAutoscale, { formula }, 1)],
    confirm: enablePoolAutoscale.texts.confirm(),
    requests: planRequests([['POST', '/enableautoscale']], [resource]),
    canBeUndone: false,
  });
  if (!isConfirmed) throw new Cancelled();
  const items = [toFormulaItem(resource, pool)];
  const [used] = await runBulk(services, { verb: enablePoolAutoscale, choices: { formula }, items, judgedAtMs });
  if (used?.outcome === 'done') await document.close();
}

/** A formula's result, or a sentence about why it is unknown. An unknown result doesn't prevent using the formula. */
type Evaluated = AutoScaleRun | { readonly whyNot: string };

async function evaluate({ pools }: BatchService, pool: Pool, formula: string): Promise<Evaluated> {
  if (pool.enableAutoScale !== true)
    return {
      whyNot: l10n.t(
        'Batch evaluates formulas only on pools that already have one, so what this formula requests is unknown beforehand.',
      ),
    };
  try {
    return await pools.evaluateAutoscale(pool.id, formula);
  } catch (error) {
    if (!BatchError.is(error) || error.status === undefined || error.status < 400 || error.status >= 500) throw error;
    return {
      whyNot: l10n.t(
        "Batch didn't evaluate the formula, so what it requests is unknown beforehand: {0}",
        error.message,
      ),
    };
  }
}

function describeResult(run: Evaluated): readonly string[] {
  if ('whyNot' in run) return [run.whyNot];
  return [l10n.t('The formula currently requests:'), ...listValues(run).map(toVisible)];
}

function describeSize({ currentDedicatedNodes = 0, currentLowPriorityNodes = 0 }: Pool): readonly string[] {
  return [
    l10n.t(
      'The pool has {dedicated} dedicated and {spot} Spot (low-priority) nodes. If the formula requests fewer, Batch removes nodes with all files on them.',
      { dedicated: formatNumber(currentDedicatedNodes), spot: formatNumber(currentLowPriorityNodes) },
    ),
  ];
}
