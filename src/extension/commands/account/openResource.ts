import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { readMember } from '../../../core/model/readMember.ts';
import { parseAddress } from '../../../core/places/address.ts';
import { openAddress } from '../../accounts/openAddress.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Troubleshoot Batch Account',
  icon: 'search',
  effect: 'reads',
  palette: 'never',
  isInAzureResources: true,
};

/** Shows the account for a row of another extension's Azure view. Accepts any object that has a resource ID. */
export const run: Command = async (services, [row]) => {
  const address = [row, readMember(row, 'resource')]
    .map((one) => toAddress(readMember(one, 'id')))
    .find((one) => one !== undefined);
  if (address !== undefined) return openAddress(services, address);
  throw toInvalidInput(l10n.t('Select a Batch account in the Azure Resources view.'));
};

/** A row's ID may differ from the ID of the resource that it shows. */
function toAddress(id: unknown) {
  return typeof id === 'string' && id.startsWith('/') ? parseAddress(id) : undefined;
}
