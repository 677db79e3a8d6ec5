import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { AttemptTarget } from '../../../core/places/documentPath.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { forgetAttempt } from '../../evidence/keptAttempts.ts';
import { toNotificationText } from '../../messages/notificationText.ts';
import { askToConfirm } from '../../ui.ts';
import { toThingName } from '../targets/names.ts';
import { toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { forgetKept, listAttempts, toKeptPick } from './listKept.ts';

export const contribution: Contribution = {
  title: 'Delete Saved Evidence…',
  effect: 'reads',
  palette: 'always',
  rows: [{ on: ['attempt', 'attempts'], at: '9_danger@1' }],
};

/**
 * Deletes earlier attempts, or all saved evidence of the items that the user picks, from this computer. The picker also
 * offers to delete everything. Nothing in Azure changes.
 */
export const run: Command = async (services, args) => {
  const attempts = listAttempts(args);
  if (attempts.length > 0) return forgetAttempts(services, attempts);
  const given = toResources(args);
  if (given.length > 0) await ask(services, given);
  const resources =
    given.length > 0
      ? given
      : await services.ui.pick({
          ...toKeptPick(services, {
            title: l10n.t('Delete saved evidence'),
            placeholder: l10n.t('The selected items are deleted from this computer. Nothing changes in Azure Batch.'),
            actions: [
              {
                label: l10n.t('Delete All Bulk Action Records and Saved Evidence…'),
                icon: 'trash',
                run: (pick) => {
                  pick.answer();
                  void services.ui.run(toCommandId('bulk.forgetAll'));
                },
              },
            ],
          }),
          many: true,
        });
  if (resources.length === 0) throw new Cancelled();
  await forgetKept(services, resources);
  services.ui.notify(
    'status',
    plural(resources.length, {
      one: l10n.t('The saved evidence for {count} item was deleted from this computer.', asCount(resources.length)),
      other: l10n.t('The saved evidence for {count} items was deleted from this computer.', asCount(resources.length)),
    }),
  );
};

async function forgetAttempts(services: App, attempts: readonly AttemptTarget[]): Promise<void> {
  await ask(
    services,
    attempts.map(({ resource }) => resource),
  );
  for (const { resource, savedAt } of attempts) await forgetAttempt(services, resource, savedAt);
  services.ui.notify(
    'status',
    plural(attempts.length, {
      one: l10n.t('{count} attempt was deleted from this computer.', asCount(attempts.length)),
      other: l10n.t('{count} attempts were deleted from this computer.', asCount(attempts.length)),
    }),
  );
}

/** Asks before deleting saved evidence, which cannot be recovered. Throws `Cancelled`. */
async function ask(services: App, resources: readonly Resource[]): Promise<void> {
  const [first, ...others] = resources;
  const confirmed = await askToConfirm(services, {
    canBeUndone: false,
    message:
      first !== undefined && others.length === 0
        ? l10n.t('Delete the saved evidence for {name}?', { name: toNotificationText(toThingName(services, first)) })
        : l10n.t('Delete the saved evidence for {count} items?', asCount(resources.length)),
    detail: l10n.t('The evidence is deleted from this computer. Nothing changes in Azure Batch.'),
    list: resources.map((resource) => toThingName(services, resource)),
    confirm: l10n.t('Delete'),
  });
  if (!confirmed) throw new Cancelled();
}
