import * as l10n from '@vscode/l10n';
import { sampleAccountId } from '../../../core/model/account.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { App } from '../../app.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { type AlertSubject, renderAlertRule } from './alertRule.ts';

export const contribution: Contribution = {
  title: 'Copy Alert Rule',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: ['account', 'pool', 'job'], at: 'copy@8' }],
};

/**
 * Copies commands that create Azure Monitor alert rules for an account, job, or pool. The rules work while VS Code is
 * closed.
 */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const subject = toResources(orInFront(services, args)).find(isSubject);
  if (subject === undefined) {
    throw toInvalidInput(l10n.t('Select an account, a job, or a pool in an Azure Batch view first.'));
  }
  const rule = renderAlertRule(subject, await findAccount(services, subject));
  if (rule === undefined) {
    throw toInvalidInput(
      l10n.t("An alert rule can't be created because the ID contains characters that aren't allowed in a command."),
    );
  }
  await services.ui.copy(rule.text);
  if (rule.hasGaps) {
    services.ui.notify(
      'information',
      l10n.t(
        "Commands for alert rules were copied to the clipboard. Replace the values in angle brackets: they can't be read with an account key.",
      ),
    );
  } else services.ui.notify('status', l10n.t('Commands for alert rules were copied to the clipboard.'));
};

function isSubject(resource: { readonly kind: string }): resource is AlertSubject {
  return ['account', 'job', 'pool'].includes(resource.kind);
}

/** Returns the account's name and its resource ID if known. Throws `BatchError` for the sample account. */
async function findAccount({ accounts }: App, { accountId }: AlertSubject) {
  if (accountId === sampleAccountId) {
    throw toInvalidInput(l10n.t("The sample account isn't in Azure, so Azure Monitor doesn't know about it."));
  }
  const { account, service } = await accounts.getStore(accountId);
  const quotas = account.resourceId === undefined ? await service.quotas.getQuotas() : undefined;
  const limits = quotas !== undefined && 'limits' in quotas ? quotas.limits : undefined;
  return { name: account.name, resourceId: account.resourceId ?? limits?.id };
}
