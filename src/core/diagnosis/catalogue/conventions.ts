import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';

export interface Convention {
  readonly category: FailureCategory;
  /**
   * Whether nothing else is meant by it: it then counts for more than a log that only hints. Else programs may use the
   * number as they like, and whatever a log says counts for more. No code is bound to a program by name.
   */
  readonly specific: boolean;
  /** `meaning` follows "exit code 7: ", so it begins in lower case and has no full stop; fixes are sentences. */
  readonly text: () => { readonly meaning: string; readonly fixes: readonly string[] };
}

function row(category: FailureCategory, specific: boolean, text: Convention['text']): Convention {
  return { category, specific, text };
}

function readLog(): string {
  return l10n.t('Read stderr.txt: the code alone does not say what failed.');
}

/** A meaning that many programs keep to, and none has to. */
function loose(meaning: () => string): Convention {
  return row('other', false, () => ({ meaning: meaning(), fixes: [readLog()] }));
}

/** What shells, Docker and common tools agree on, and what one well-known program means by a number of its own. */
const shellConventions: Readonly<Record<number, Convention>> = {
  1: loose(() => l10n.t('a general error of the program')),
  2: row('other', false, () => ({
    meaning: l10n.t('by convention wrong arguments or a missing file'),
    fixes: [l10n.t('Check the command line and the files it names.')],
  })),
  124: row('timeout', true, () => ({
    meaning: l10n.t('the command `timeout` ended the program when its time was over'),
    fixes: [l10n.t('Allow more time, or make the program faster.')],
  })),
  125: row('image-pull', false, () => ({
    meaning: l10n.t('`docker run` itself failed, before the program started'),
    fixes: [l10n.t('Check `containerRunOptions` and whether the image can be pulled.')],
  })),
  126: row('permission', true, () => ({
    meaning: l10n.t('the command was found but could not be executed'),
    fixes: [
      l10n.t('Make the file executable (`chmod +x`, or `fileMode` 0755), and check its first line and architecture.'),
    ],
  })),
  127: row('missing-program', true, () => ({
    meaning: l10n.t('the shell did not find the command'),
    fixes: [
      l10n.t('Install the program in the start task, or call it by its full path.'),
      l10n.t('Check that the script has no Windows line endings (CR LF).'),
    ],
  })),
  128: loose(() => l10n.t('`exit` was called with an invalid value, or git reported a fatal error')),
  150: row('missing-module', false, () => ({
    meaning: l10n.t('`dotnet` uses it when the framework that the program needs is not installed'),
    fixes: [l10n.t('Install that version of .NET in the start task, or publish the program self-contained.')],
  })),
  255: loose(() => l10n.t('the program returned -1 or a value out of range, or ssh failed')),
  '-1': loose(() => l10n.t('the program returned -1')),
};

/** `sysexits.h` of BSD, which many tools follow loosely. */
const systemExits: Readonly<Record<number, Convention>> = {
  64: loose(() => l10n.t('by the convention of BSD: wrong usage')),
  65: loose(() => l10n.t('by the convention of BSD: malformed input')),
  66: loose(() => l10n.t('by the convention of BSD: the input cannot be opened')),
  68: loose(() => l10n.t('by the convention of BSD: unknown host')),
  69: loose(() => l10n.t('by the convention of BSD: a service is not available')),
  70: loose(() => l10n.t('by the convention of BSD: an internal error of the program')),
  71: loose(() => l10n.t('by the convention of BSD: an error of the operating system')),
  72: loose(() => l10n.t('by the convention of BSD: a system file is missing')),
  73: loose(() => l10n.t('by the convention of BSD: an output file cannot be created')),
  74: loose(() => l10n.t('by the convention of BSD: an error of input or output')),
  75: loose(() => l10n.t('by the convention of BSD: a passing failure')),
  77: loose(() => l10n.t('by the convention of BSD: permission denied')),
  78: loose(() => l10n.t('by the convention of BSD: wrong configuration')),
};

/** The command processor of Windows did not find a command; no exit code of Linux is so large. */
const missingOnWindows = 9009;

/** What the command processor of Windows agrees on. */
const windowsConventions: Readonly<Record<number, Convention>> = {
  5: row('permission', false, () => ({
    meaning: l10n.t('by convention of Windows: access denied'),
    fixes: [l10n.t('Check the user identity of the task and the rights on the file.')],
  })),
  [missingOnWindows]: row('missing-program', true, () => ({
    meaning: l10n.t('the Windows command processor did not find the command'),
    fixes: [l10n.t('Install the program in the start task, or call it by its full path.')],
  })),
};

/**
 * What is agreed on for a code. Where the system is not known, only what no other system means differently; shells of
 * Linux are but a hint on Windows; what only Windows can return is Windows' whatever the system was guessed.
 */
export function findConvention(code: number, os: 'linux' | 'windows' | undefined): Convention | undefined {
  if (os === 'windows') {
    const windows = findRow(windowsConventions, code);
    const shell = findRow(shellConventions, code);
    return windows ?? (shell === undefined ? undefined : { ...shell, specific: false });
  }
  if (code === missingOnWindows) return findRow(windowsConventions, code);
  return findRow(shellConventions, code) ?? findRow(systemExits, code);
}

function findRow(table: Readonly<Record<number, Convention>>, code: number): Convention | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
