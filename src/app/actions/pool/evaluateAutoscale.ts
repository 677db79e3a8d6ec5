import * as l10n from '@vscode/l10n';
import { planEvaluateAutoscale } from '../../../core/changes/poolLife.ts';
import { listValues } from '../../../core/definitions/autoscaleRuns.ts';
import type { AutoScaleRun } from '../../../core/model/pool.ts';
import { toVisibleLines } from '../../../core/text/escape.ts';
import { redactText } from '../../../core/text/redact.ts';
import { formatTime } from '../../../core/words/times.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import { findDraft } from '../../definitions/draft.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import type { WindowApp } from '../verb/window.ts';
import { findFormula, openFormulaOf, requireFormula, showError } from './formula.ts';

export const contribution: RemedyContribution = {
  title: 'Evaluate an Autoscale Formula…',
  effect: 'reads',
  palette: 'never',
  remedy: () => l10n.t('Evaluate Autoscale Formula…'),
  rows: [{ on: 'pool', if: 'autoscale', at: 'act@3' }],
};

/**
 * Lets the service evaluate the formula of a document on its pool, without applying it, and shows the result: an error
 * at its place, any other result next to the document. Called on a pool, first opens its formula for editing.
 */
export async function run(services: WindowApp, args: readonly unknown[]): Promise<void> {
  const document = (await findFormula(services, args)) ?? (await openFormula(services, args));
  const draft = findDraft(document, 'formula');
  if (draft === undefined) return;
  const { accountId, poolId } = draft.resource;
  const { service } = await services.accounts.getStore(accountId);
  requirePossible(planEvaluateAutoscale(await service.pools.getPool(poolId)));
  const formula = requireFormula(document);
  const run = await service.pools.evaluateAutoscale(poolId, formula);
  showError(document, run);
  const name = `${l10n.t('Formula results')}.txt`;
  await services.showText(name, toRunText(formula, run), { isBeside: true });
}

async function openFormula(services: WindowApp, args: readonly unknown[]): Promise<DefinitionDocument> {
  const resource = await resolveOne(services, 'pool', args);
  const { service } = await services.accounts.getStore(resource.accountId);
  const pool = await service.pools.getPool(resource.poolId);
  requirePossible(planEvaluateAutoscale(pool));
  return openFormulaOf(services, resource, pool);
}

/** Results have the form `$Name=value;$Name=value`; one per line is easier to read. */
function toRunText(formula: string, run: AutoScaleRun): string {
  const { timestamp, error } = run;
  const outcome =
    error === undefined
      ? []
      : [
          l10n.t('The formula failed: {error}', { error: `${error.code ?? ''} ${error.message ?? ''}`.trim() }),
          ...(error.values ?? []).map(({ name, value }) => `  ${name}: ${value ?? ''}`),
          '',
        ];
  const text = redactText(
    [
      ...outcome,
      timestamp === undefined ? l10n.t('Results') : l10n.t('Results at {time}', { time: formatTime(timestamp) }),
      ...listValues(run).map((value) => `  ${value}`),
      '',
      l10n.t('Formula'),
      formula,
      '',
    ].join('\n'),
  );
  return toVisibleLines(text);
}
