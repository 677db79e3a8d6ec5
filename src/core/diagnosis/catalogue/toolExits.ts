import * as l10n from '@vscode/l10n';
import { exit, forRange, maybe, mostly, type ProgramExits } from './exit.ts';

function acceptNothing(): readonly string[] {
  return [l10n.t("If this isn't a failure, make the command succeed: `… || true`.")];
}

/** Exit codes of Linux tools (their manual pages; `info coreutils`). */
export const toolExits: readonly ProgramExits[] = [
  {
    programs: ['grep', 'egrep', 'fgrep', 'zgrep', 'rg', 'findstr'],
    exits: {
      1: exit('other', () => l10n.t('No lines matched.'), acceptNothing),
      2: maybe('bad-arguments', () => l10n.t('A pattern is wrong, or a file could not be read.')),
    },
  },
  {
    programs: ['diff', 'cmp'],
    exits: {
      1: exit('other', () => l10n.t('The files differ.'), acceptNothing),
      2: mostly('missing-file', () => l10n.t('A file could not be read.')),
    },
  },
  {
    programs: ['ls'],
    exits: {
      2: mostly('missing-file', () => l10n.t('The files or folders named in the command line could not be listed.')),
    },
  },
  {
    programs: ['timeout'],
    exits: {
      124: exit('timeout', () => l10n.t('The program ran longer than `timeout` allows.')),
      125: exit('bad-arguments', () => l10n.t('`timeout` itself failed.')),
      137: mostly('timeout', () => l10n.t('The program was killed, as `timeout` does when its time limit expires.')),
    },
  },
  {
    programs: ['xargs'],
    exits: {
      123: exit('other', () => l10n.t('A command that it started failed.')),
      124: exit('other', () => l10n.t('A command that it started exited with 255.')),
      125: exit('interrupted', () => l10n.t('A command that it started was killed.')),
    },
  },
  {
    programs: ['parallel'],
    exits: {
      ...forRange(
        1,
        100,
        exit('other', () => l10n.t('The exit code is the number of its jobs that failed.')),
      ),
      101: exit('other', () => l10n.t('More than 100 of its jobs failed.')),
    },
  },
  {
    programs: ['git'],
    exits: {
      128: exit('other', () => l10n.t('A fatal error, which git prints after “fatal:”.')),
      129: exit('bad-arguments', () => l10n.t('Wrong arguments.')),
    },
  },
  {
    programs: ['make', 'gmake'],
    exits: { 2: exit('other', () => l10n.t('A target could not be built; the command above the last line failed.')) },
  },
  {
    programs: ['tar'],
    exits: {
      1: exit('other', () => l10n.t('Some files changed while they were being read, or differ.')),
      2: maybe('bad-input', () => l10n.t('A fatal error: a broken archive, a missing file, or a full disk.')),
    },
  },
  {
    programs: ['unzip'],
    exits: {
      1: exit('other', () => l10n.t('A warning. The files were unpacked.'), acceptNothing),
      ...forRange(
        2,
        3,
        exit('bad-input', () => l10n.t('The archive is broken.')),
      ),
      ...forRange(
        4,
        8,
        exit('out-of-memory', () => l10n.t('It ran out of memory.')),
      ),
      9: exit('missing-file', () => l10n.t('The archive was not found.')),
      10: exit('bad-arguments', () => l10n.t('Wrong arguments.')),
      11: exit('missing-file', () => l10n.t('No files in the archive matched.')),
      50: exit('disk-full', () => l10n.t('The disk is full.')),
      51: exit('bad-input', () => l10n.t('The archive ends unexpectedly.')),
      80: exit('interrupted', () => l10n.t('It was interrupted.')),
      81: exit('dependency-version', () => l10n.t("A file's compression method isn't supported.")),
      82: exit('permission', () => l10n.t('The password is wrong.')),
    },
  },
  {
    programs: ['7z', '7za', '7zr', '7zz'],
    exits: {
      1: exit('other', () => l10n.t('A warning; some files could not be read.')),
      2: maybe('bad-input', () => l10n.t('A fatal error: a broken archive, a missing file, or a full disk.')),
      7: exit('bad-arguments', () => l10n.t('Wrong arguments.')),
      8: exit('out-of-memory', () => l10n.t('It ran out of memory.')),
      255: exit('interrupted', () => l10n.t('It was interrupted.')),
    },
  },
  {
    programs: ['mount', 'mount.nfs', 'mount.cifs'],
    exits: {
      1: mostly('permission', () => l10n.t('Wrong arguments, or no permission to mount.')),
      32: mostly('network', () => l10n.t('The file system could not be mounted.')),
    },
  },
];
