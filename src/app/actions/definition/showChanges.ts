import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { openDefinition } from '../definition/openDefinition.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = { title: 'Show Changes to Definition', effect: 'reads', palette: 'never' };

/** Compares an edited definition with the original. */
export const run: WindowCommand = async (services, args) => {
  const document = await openDefinition(services, args);
  if (document.draft === undefined)
    throw toInvalidInput(
      l10n.t("This definition wasn't opened for correction, so there is nothing to compare it with."),
    );
  await document.showChanges();
};
