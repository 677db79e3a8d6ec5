import * as l10n from '@vscode/l10n';
import { isResource, toKind } from '../../../core/model/resourceChain.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { resolve } from '../resolve.ts';

export const contribution: RemedyContribution = {
  title: 'Read Their Logs',
  effect: 'reads',
  palette: 'never',
  remedy: () => l10n.t('Read Their Logs'),
};

/** Looks into more of the failed tasks of an account or a job whose causes are not known, and shows what that brought. */
export const run: Command = async (services, args) => {
  const { accounts, causes, ui } = services;
  const [given] = args;
  const job = isResource(given) ? toKind('job', given) : undefined;
  const places = job === undefined ? await resolve(services, 'account', args) : [job];
  for (const place of places) {
    const store = await accounts.getStore(place.accountId);
    const title = l10n.t('Reading logs of failed tasks');
    await ui.progress({ title, isCancellable: false }, () => causes.readMore(store, place));
    services.rereadCauses(place.accountId);
    services.reread({ resource: place, document: 'explanation' });
  }
};
