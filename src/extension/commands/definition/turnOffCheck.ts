import * as l10n from '@vscode/l10n';
import type { Contribution } from '../../../app/actions/contribution.ts';
import { turnOffCheck } from '../../settings.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Turn Off a Check of Definitions',
  effect: 'reads',
  palette: 'never',
};

/** Turns off the check of a finding, of which a quick fix has the code. */
export const run: Command = async (services, [code]) => {
  if (typeof code !== 'string') return;
  await turnOffCheck(code);
  services.ui.notify(
    'status',
    l10n.t('Definitions are no longer checked for {0}. The setting azureBatch.definitions.rules has it.', code),
  );
};
