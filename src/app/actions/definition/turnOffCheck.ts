import * as l10n from '@vscode/l10n';
import { toCommandId } from '../../commandId.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = { title: 'Turn Off Definition Check', effect: 'reads', palette: 'never' };

/** Represents a missing previous value, because the arguments of a command are JSON. */
const nothing = null;

/**
 * Turns off the check with the code that a quick fix passes. If the previous setting is passed as well, restores that
 * setting.
 */
export const run: WindowCommand = async (services, [code, ...before]) => {
  if (typeof code !== 'string') return;
  if (before.length > 0) {
    await services.setCheck(code, typeof before[0] === 'string' ? before[0] : undefined);
    services.ui.notify('status', l10n.t('Definitions are checked for {0} as before.', code));
    return;
  }
  const written = await services.setCheck(code, 'off');
  const { file } = written;
  const message =
    file === undefined
      ? l10n.t(
          'Definitions are no longer checked for {0}. This is set in your settings (azureBatch.definitions.rules).',
          code,
        )
      : l10n.t('Definitions are no longer checked for {code}. This is set in {file} (azureBatch.definitions.rules).', {
          code,
          file,
        });
  services.ui.notify(
    'information',
    message,
    {
      title: l10n.t('Undo'),
      command: toCommandId('definition.turnOffCheck'),
      arguments: [code, written.before ?? nothing],
    },
    {
      title: l10n.t('Open Settings'),
      command: file === undefined ? 'workbench.action.openSettingsJson' : 'workbench.action.openWorkspaceSettingsFile',
      arguments: [{ revealSetting: { key: 'azureBatch.definitions.rules' } }],
    },
  );
};
