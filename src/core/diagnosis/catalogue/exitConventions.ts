import * as l10n from '@vscode/l10n';
import { type ExitRow, exit, type KnownExit, maybe } from './exit.ts';

/** Exit codes that have the same meaning in shells and Docker, and that many programs use by convention. */
const shellConventions: Readonly<Record<number, ExitRow>> = {
  1: maybe('other', () => l10n.t('A general program error.')),
  2: maybe(
    'other',
    () => l10n.t('By convention, wrong arguments or a missing file.'),
    () => [l10n.t('Check the command line and the files it names.')],
  ),
  124: exit(
    'timeout',
    () => l10n.t('The `timeout` command ended the program when its time was up.'),
    () => [l10n.t('Allow more time, or make the program faster.')],
  ),
  125: maybe(
    'image-pull',
    () => l10n.t('`docker run` itself failed, before the program started.'),
    () => [l10n.t('Check `containerRunOptions` and whether the image can be pulled.')],
  ),
  126: {
    ...exit(
      'permission',
      () => l10n.t('The command could not be executed.'),
      () => [
        l10n.t('Make the file executable (`chmod +x`, or `fileMode` 0755), and check its first line and architecture.'),
      ],
    ),
    also: ['encoding-lineendings'],
  },
  127: {
    ...exit(
      'missing-program',
      () => l10n.t('The shell did not find the command.'),
      () => [
        l10n.t('Install the program in the start task, or call it by its full path.'),
        l10n.t('Check that the script has no Windows line endings (CR LF).'),
      ],
    ),
    also: ['missing-module', 'encoding-lineendings'],
  },
  128: maybe('other', () => l10n.t('`exit` was called with an invalid value, or git reported a fatal error.')),
  150: maybe(
    'missing-module',
    () => l10n.t("`dotnet` uses this code when the framework that the program needs isn't installed."),
    () => [l10n.t('Install that version of .NET in the start task, or publish the program self-contained.')],
  ),
  255: maybe('other', () => l10n.t('The program returned -1 or a value out of range, or ssh failed.')),
  '-1': maybe('other', () => l10n.t('The program returned -1.')),
};

/** Codes of BSD's `sysexits.h`, which many tools follow loosely. */
const systemExits: Readonly<Record<number, ExitRow>> = {
  64: maybe('other', () => l10n.t('By BSD convention: incorrect usage.')),
  65: maybe('other', () => l10n.t('By BSD convention: malformed input.')),
  66: maybe('other', () => l10n.t("By BSD convention: the input can't be opened.")),
  67: maybe('other', () => l10n.t('By BSD convention: unknown user.')),
  68: maybe('other', () => l10n.t('By BSD convention: unknown host.')),
  69: maybe('other', () => l10n.t('By BSD convention: a service is unavailable.')),
  70: maybe('other', () => l10n.t('By BSD convention: an internal program error.')),
  71: maybe('other', () => l10n.t('By BSD convention: an operating system error.')),
  72: maybe('other', () => l10n.t('By BSD convention: a system file is missing.')),
  73: maybe('other', () => l10n.t("By BSD convention: an output file can't be created.")),
  74: maybe('other', () => l10n.t('By BSD convention: an input/output error.')),
  75: { ...maybe('other', () => l10n.t('By BSD convention: a temporary failure.')), passes: true },
  76: maybe('other', () => l10n.t('By BSD convention: the remote host violated the protocol.')),
  77: maybe('other', () => l10n.t('By BSD convention: permission denied.')),
  78: maybe('other', () => l10n.t('By BSD convention: incorrect configuration.')),
};

/** Exit codes that have the same meaning in the Windows command processor and installers. */
const windowsConventions: Readonly<Record<number, ExitRow>> = {
  5: maybe(
    'permission',
    () => l10n.t('By Windows convention: access denied.'),
    () => [l10n.t("Check the task's user identity and its permissions on the file.")],
  ),
  9009: exit(
    'missing-program',
    () => l10n.t('The Windows command processor did not find the command.'),
    () => [l10n.t('Install the program in the start task, or call it by its full path.')],
  ),
};

const largestOfLinux = 255;

/**
 * Finds the conventional meaning of a code. On an unknown system, Linux conventions apply, except for codes that only
 * Windows can return, which have their Windows meaning regardless of the guessed system. On Windows, the conventions of
 * Linux shells are only a hint.
 */
export function findConvention(code: number, os: 'linux' | 'windows' | undefined): KnownExit | undefined {
  const row =
    os === 'windows' || code > largestOfLinux
      ? (findRow(windowsConventions, code) ?? hint(findRow(shellConventions, code)))
      : (findRow(shellConventions, code) ?? findRow(systemExits, code));
  return row === undefined ? undefined : { id: String(code), row };
}

function hint(row: ExitRow | undefined): ExitRow | undefined {
  return row === undefined ? undefined : { ...row, certainty: 'maybe' };
}

function findRow(table: Readonly<Record<number, ExitRow>>, code: number): ExitRow | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
