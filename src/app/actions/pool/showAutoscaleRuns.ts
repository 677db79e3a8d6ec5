import * as l10n from '@vscode/l10n';
import { renderRuns } from '../../../core/definitions/autoscaleRuns.ts';
import { findDraft } from '../../definitions/draft.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';
import { findFormula } from './formula.ts';

export const contribution: Contribution = {
  title: 'Show Autoscale Runs',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'pool', if: 'autoscale', at: 'act@5' }],
};

/** Shows the known evaluations of a pool's formula and their results, next to the formula if it is open. */
export const run: WindowCommand = async (services, args) => {
  const document = await findFormula(services, args);
  const draft = document === undefined ? undefined : findDraft(document, 'formula');
  const resource = draft?.resource ?? (await resolveOne(services, 'pool', args));
  const { service } = await services.accounts.getStore(resource.accountId);
  services.autoscaleRuns.note(resource, await service.pools.getPool(resource.poolId));
  const text = renderRuns(resource.poolId, services.autoscaleRuns.list(resource));
  await services.showText(`${l10n.t('Autoscale runs')}.txt`, text, { isBeside: draft !== undefined });
};
