import * as l10n from '@vscode/l10n';
import { toPortalRule } from '../../../app/actions/account/portalRule.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { WithUi } from '../../../app/ui.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { type Address, parseAddress } from '../../../core/places/address.ts';
import { isPortalUrl } from '../../../core/places/resourceId.ts';
import { openAddress } from '../../accounts/openAddress.ts';
import type { Command, CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Open a URL or Resource ID…',
  icon: 'link',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'explorer', at: '1_add@4' }],
};

/**
 * Shows the target of an address: a service URL from a response or a log, a page of the Azure portal, a Resource
 * Manager ID, or a link that was copied from this extension. An account that isn't in the explorer yet can be added on
 * the way.
 */
export const run: Command = async (services, args) => {
  const [given] = args;
  await openAddress(services, typeof given === 'string' ? parseEnteredAddress(given) : await askAddress(services));
};

/** Opens a link that VS Code passed on. Anyone may have made it, so it can only choose what to show. */
export async function openLink(services: CommandServices, link: string): Promise<void> {
  await openAddress(services, parseEnteredAddress(link));
}

function parseEnteredAddress(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) throw toInvalidInput(toRule(text));
  return address;
}

async function askAddress({ ui }: WithUi): Promise<Address> {
  const answer = await ui.enterStep({
    title: l10n.t('Open a URL or resource ID'),
    prompt: l10n.t(
      'URL of an account, pool, node, job, job schedule, task, or file; Azure portal page; resource ID; or copied link',
    ),
    placeholder: 'https://myaccount.westeurope.batch.azure.com/jobs/job-1/tasks/task-1',
    step: 1,
    steps: 1,
    validate: (text) => (parseAddress(text) === undefined ? toRule(text) : undefined),
  });
  return answer === 'back' ? askAddress({ ui }) : parseEnteredAddress(answer.value);
}

/** Returns a sentence about what can be opened, for input that can't be. */
function toRule(text: string): string {
  if (isPortalUrl(text)) return toPortalRule();
  return l10n.t(
    "This doesn't refer to anything in Azure Batch. You can open a URL such as https://myaccount.westeurope.batch.azure.com/jobs/job-1, an Azure portal page for a Batch account, a resource ID that starts with /subscriptions/, or a link copied here.",
  );
}
