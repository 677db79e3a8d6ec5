import { l10n, window } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Refresh Explanation',
  icon: 'refresh',
  effect: 'reads',
  palette: 'inDocument',
};

/** Explains things anew, where their explanations are open: those it is called on, or that in the active editor. */
export const run: Command = async (services, args) => {
  const resources = toResources(args.length === 0 ? [window.activeTextEditor?.document.uri] : args);
  if (resources.length === 0) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('Open an explanation first.') });
  }
  for (const resource of resources) services.reread({ resource, document: 'explanation' });
};
