import * as vscode from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { AutoScaleRun } from '../../../core/model/pool.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { formatTime } from '../../../core/query/times.ts';
import { planEvaluateAutoscale } from '../../../core/remedy/poolPlans.ts';
import { toShortVisible, toVisibleLines } from '../../../core/text/escape.ts';
import { redactText } from '../../../core/text/redact.ts';
import { showInputBox } from '../../window.ts';
import type { CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { requirePossible } from '../judge.ts';
import { resolveOne } from '../resolve.ts';

export const contribution: RemedyContribution = {
  title: 'Evaluate an Autoscale Formula…',
  effect: 'reads',
  remedy: () => vscode.l10n.t('Evaluate Autoscale Formula…'),
  rows: [{ on: 'pool', if: 'autoscale', at: '3_putRight@3' }],
};

/** Longest formula that Batch takes (Batch documentation: "autoScaleFormula"). */
const maxFormulaLength = 8192;
const maxShownIdLength = 64;

/** Lets the service evaluate a formula on a pool, without applying it, and shows what came out. */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const { accountId, poolId } = await resolveOne(services, 'pool', args);
  const { service } = await services.accounts.getStore(accountId);
  const pool = await service.pools.getPool(poolId);
  requirePossible(planEvaluateAutoscale(pool));
  const formula = await askFormula(poolId, pool.autoScaleFormula ?? '');
  const run = await service.pools.evaluateAutoscale(poolId, formula);
  const document = await vscode.workspace.openTextDocument({ content: toText(formula, run), language: 'plaintext' });
  await vscode.window.showTextDocument(document, { preview: true });
}

async function askFormula(poolId: string, current: string): Promise<string> {
  const formula = await showInputBox({
    title: vscode.l10n.t('Evaluate an autoscale formula on pool {pool}', {
      pool: toShortVisible(poolId, maxShownIdLength),
    }),
    prompt: vscode.l10n.t('Azure Batch evaluates the formula. The pool does not change.'),
    value: current,
    ignoreFocusOut: true,
    validateInput: checkFormula,
  });
  if (formula === undefined) throw new Cancelled();
  return formula;
}

function checkFormula(text: string): string | undefined {
  if (text.trim() === '')
    return vscode.l10n.t('Type a formula, for example {example}', { example: '$TargetDedicatedNodes = 2;' });
  if (text.length <= maxFormulaLength) return undefined;
  return vscode.l10n.t('A formula has at most {count} characters.', asCount(maxFormulaLength));
}

/** Results come as `$Name=value;$Name=value`; one a line reads better. */
function toText(formula: string, { timestamp, results, error }: AutoScaleRun): string {
  const outcome =
    error === undefined
      ? []
      : [
          vscode.l10n.t('The formula failed: {error}', {
            error: `${error.code ?? ''} ${error.message ?? ''}`.trim(),
          }),
          ...(error.values ?? []).map(({ name, value }) => `  ${name}: ${value ?? ''}`),
          '',
        ];
  const values = (results ?? '').split(';').filter((value) => value.trim() !== '');
  const text = redactText(
    [
      ...outcome,
      timestamp === undefined
        ? vscode.l10n.t('Results')
        : vscode.l10n.t('Results at {time}', { time: formatTime(timestamp) }),
      ...values.map((value) => `  ${value.trim()}`),
      '',
      vscode.l10n.t('Formula'),
      formula,
      '',
    ].join('\n'),
  );
  return toVisibleLines(text);
}
