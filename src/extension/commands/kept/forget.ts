import { l10n } from 'vscode';
import { asCount } from '../../../core/query/numbers.ts';
import { plural } from '../../../core/text/plural.ts';
import { notifyStatus } from '../../messages.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { pickSome } from '../pickSome.ts';
import { forgetKept, toKeptPick } from './listKept.ts';

export const contribution: Contribution = {
  title: 'Forget What Was Kept…',
  effect: 'reads',
};

/** Deletes from this machine what is kept of the things that the user ticks. Nothing in Azure changes. */
export const run: Command = async (services) => {
  const resources = await pickSome({
    ...toKeptPick(services, {
      title: l10n.t('Forget what was kept'),
      placeholder: l10n.t('What is ticked is deleted from this computer. Nothing changes in Azure Batch.'),
    }),
    many: true,
  });
  await forgetKept(services, resources);
  for (const resource of resources) services.reread({ resource, document: 'attempts' });
  notifyStatus(
    plural(resources.length, {
      one: l10n.t('What was kept of {count} item was deleted from this computer.', asCount(resources.length)),
      other: l10n.t('What was kept of {count} items was deleted from this computer.', asCount(resources.length)),
    }),
  );
};
