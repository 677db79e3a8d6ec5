import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../category.ts';
import { findSignal } from './signals.ts';
import { findWindowsStatus } from './windowsStatus.ts';

export type OperatingSystem = 'linux' | 'windows';

export interface ExitCodeMeaning {
  /** The code as people search for it: `137 (SIGKILL)`, `-1073741515 (0xC0000135)`. */
  readonly name: string;
  readonly meaning: string;
  readonly category: FailureCategory;
  readonly fixes: readonly string[];
  /** Whether nothing but this can have happened; else the log decides. */
  readonly specific: boolean;
}

interface ConventionRow {
  readonly category: FailureCategory;
  readonly specific: boolean;
  readonly text: () => { readonly meaning: string; readonly fixes: readonly string[] };
}

/** What shells, Docker and common tools agree on; other programs may mean something else by the same number. */
const conventions: Readonly<Record<number, ConventionRow>> = {
  1: row('other', false, () => ({
    meaning: l10n.t('a general error of the program'),
    fixes: [l10n.t('Read stderr.txt: the code alone does not say what failed.')],
  })),
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
  128: row('other', false, () => ({
    meaning: l10n.t('`exit` was called with an invalid value, or git reported a fatal error'),
    fixes: [l10n.t('Read stderr.txt.')],
  })),
  255: row('other', false, () => ({
    meaning: l10n.t('the program returned -1 or a value out of range, or ssh failed'),
    fixes: [l10n.t('Read stderr.txt.')],
  })),
  9009: row('missing-program', true, () => ({
    meaning: l10n.t('the Windows command processor did not find the command'),
    fixes: [l10n.t('Install the program in the start task, or call it by its full path.')],
  })),
};

function row(category: FailureCategory, specific: boolean, text: ConventionRow['text']): ConventionRow {
  return { category, specific, text };
}

/**
 * What an exit code of a task says. Codes of Windows may be signed or unsigned; a negative small code is a signal, as
 * the Linux agent reports it when no shell stands between. Undefined for 0 and for a code without a known meaning.
 */
export function explainExitCode(code: number, os?: OperatingSystem): ExitCodeMeaning | undefined {
  if (code === 0 || !Number.isInteger(code)) return undefined;
  const status = os === 'linux' ? undefined : findWindowsStatus(code);
  if (status !== undefined) return status;
  const signal = os === 'windows' ? undefined : findSignal(code);
  if (signal !== undefined) return signal;
  const convention = Object.hasOwn(conventions, code) ? conventions[code] : undefined;
  if (convention === undefined || (code === 9009 && os === 'linux')) return undefined;
  return {
    name: String(code),
    category: convention.category,
    specific: convention.specific && os !== (code === 9009 ? 'linux' : 'windows'),
    ...convention.text(),
  };
}
