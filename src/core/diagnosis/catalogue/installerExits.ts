import * as l10n from '@vscode/l10n';
import { exit, mostly, type ProgramExits, success } from './exit.ts';

function acceptSuccess(): readonly string[] {
  return [l10n.t('Treat this code as a success in the command line, and reboot the node if the program needs it.')];
}

function readInstallerLog(): readonly string[] {
  return [l10n.t('Install with a log (`/l*v install.log`), and look in it for the first “return value 3”.')];
}

/** Exit codes of package managers and the Windows Installer (Windows: "Error codes"; `man apt-get`, `man dnf`). */
export const installerExits: readonly ProgramExits[] = [
  {
    programs: ['msiexec', 'choco', 'vc_redist.x64', 'vc_redist.x86', 'vcredist_x64', 'vcredist_x86'],
    exits: {
      1601: exit('permission', () => l10n.t('The Windows Installer could not be reached.')),
      1602: exit('interrupted', () => l10n.t('The installation was canceled.')),
      1603: exit('other', () => l10n.t('The installation failed.'), readInstallerLog),
      1605: exit('conflict', () => l10n.t('The product is not installed.')),
      1612: exit('missing-file', () => l10n.t("The installation source isn't available.")),
      1618: { ...exit('lock-contention', () => l10n.t('Another installation is running.')), passes: true },
      1619: exit('missing-file', () => l10n.t('The package could not be opened.')),
      1620: exit('bad-input', () => l10n.t('The package is not valid.')),
      1622: exit('permission', () => l10n.t('The installation log could not be opened.')),
      1625: exit('permission', () => l10n.t('A system policy forbids the installation.')),
      1633: exit('dependency-version', () => l10n.t("The package isn't compatible with the processor.")),
      1638: exit('conflict', () => l10n.t('Another version of the product is installed.')),
      1639: exit('bad-arguments', () => l10n.t('Wrong arguments.')),
      1641: success(() => l10n.t('Success: the node restarts to complete the installation.'), acceptSuccess),
      1730: exit('permission', () => l10n.t('Only an administrator can remove the product.')),
      3010: success(() => l10n.t('Success: the node has to restart to complete the installation.'), acceptSuccess),
    },
  },
  {
    programs: ['apt', 'apt-get', 'aptitude'],
    exits: {
      100: exit(
        'other',
        () => l10n.t('Packages could not be fetched or installed.'),
        () => [
          l10n.t(
            'Look for lines with “E:” in its output. Possible causes: a lock, an unknown package, or an unreachable repository.',
          ),
        ],
      ),
    },
  },
  {
    programs: ['yum', 'dnf'],
    exits: {
      100: success(() => l10n.t('Success: updates are available.')),
      200: { ...exit('lock-contention', () => l10n.t('Another package manager is running.')), passes: true },
    },
  },
  {
    programs: ['az'],
    exits: {
      2: mostly('bad-arguments', () => l10n.t('Wrong arguments.')),
      3: mostly('missing-file', () => l10n.t("The requested item doesn't exist in Azure.")),
    },
  },
];
