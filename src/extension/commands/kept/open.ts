import { l10n } from 'vscode';
import { toDocumentUri } from '../../documentUri.ts';
import { openAtStart } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { pickOne } from '../pickSome.ts';
import { toResources } from '../targets.ts';
import { toKeptPick } from './listKept.ts';

export const contribution: Contribution = {
  title: 'Show What Was Kept…',
  effect: 'reads',
  rows: [{ on: ['task', 'taskRun'], at: '1_look@8' }],
};

/**
 * Opens what is kept of a thing from before actions of the user, such as the earlier attempts of a task: of the one that
 * it is called on, or of one of the list, which has those that are gone as well.
 */
export const run: Command = async (services, args) => {
  const [given] = toResources(args);
  const resource =
    given ??
    (await pickOne(
      toKeptPick(services, {
        title: l10n.t('Show what was kept'),
        placeholder: l10n.t('Tasks, nodes, pools and jobs of which something is kept, newest first'),
      }),
    ));
  await openAtStart(toDocumentUri({ resource, document: 'attempts' }));
};
