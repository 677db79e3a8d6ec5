import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { Contribution } from '../../../app/actions/contribution.ts';
import { toResources } from '../../../app/actions/targets.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Show Earlier Lines of a File',
  icon: 'fold-up',
  effect: 'reads',
  palette: 'inDocument',
};

/** Shows more of files of which the beginning is left out: those it is called on, or the one in the active editor. */
export const run: Command = async (services, args) => {
  const given = args.length === 0 ? [window.activeTextEditor?.document.uri] : args;
  const files = toResources(given).flatMap((resource) =>
    resource.kind === 'taskFile' || resource.kind === 'nodeFile' ? [resource] : [],
  );
  if (files.length === 0) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('Open a file of a task or node first.') });
  }
  for (const file of files) services.showEarlier(file);
};
