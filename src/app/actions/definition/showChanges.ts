import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Contribution } from '../verb/contribution.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Command, CommandServices } from '../../../extension/commands/command.ts';
import { openDefinition } from '../../../extension/commands/definition/activeDefinition.ts';

export const contribution: Contribution = { title: 'Show Changes to Definition', effect: 'reads', palette: 'never' };

/** Compares an edited definition with the original. */
export const run: Command = async (services, args) => {
  const { uri } = await openDefinition(args);
  if (services.drafts.find(uri) === undefined)
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t("This definition wasn't opened for correction, so there is nothing to compare it with."),
    });
  await showChanges(services, uri);
};

/** Compares a definition that was opened for correction with the original. */
export async function showChanges(services: CommandServices, uri: vscode.Uri): Promise<void> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  await services.ui.run('vscode.diff', services.drafts.toOriginalUri(uri), uri, l10n.t('{0} (changes)', name), {
    preview: true,
  });
}
