import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { renderRuns } from '../../../core/definitions/autoscaleRuns.ts';
import { showResult } from '../../shownList.ts';
import type { Command } from '../command.ts';
import { findFormula } from '../../../app/actions/pool/formula.ts';

export const contribution: Contribution = {
  title: 'Show Autoscale Runs',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'pool', if: 'autoscale', at: 'change@5' }],
};

/** Shows the known evaluations of a pool's formula and their results, next to the formula if it is open. */
export const run: Command = async (services, args) => {
  const document = findFormula(services, args);
  const draft = document === undefined ? undefined : services.drafts.findOf(document.uri, 'formula');
  const resource = draft?.resource ?? (await resolveOne(services, 'pool', args));
  const { service } = await services.accounts.getStore(resource.accountId);
  services.autoscaleRuns.note(resource, await service.pools.getPool(resource.poolId));
  const text = renderRuns(resource.poolId, services.autoscaleRuns.list(resource));
  const viewColumn = draft === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  await showResult(`${l10n.t('Autoscale runs')}.txt`, text, { preview: true, preserveFocus: true, viewColumn });
};
