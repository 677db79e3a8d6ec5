import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';

interface StatusText {
  readonly meaning: string;
  readonly fixes: readonly string[];
}

/** An unsigned 32-bit code, and what it says. */
export type StatusRow = readonly [status: number, category: FailureCategory, text: () => StatusText];

/** HRESULTs: an error of Windows in the lower half of 0x8007…, or one of the .NET runtime in 0x8013…. */
export const hresults: readonly StatusRow[] = [
  [
    0x80070002,
    'missing-file',
    () => ({
      meaning: l10n.t('a file was not found'),
      fixes: [l10n.t('Check the files that the command line names, and the resource files of the task.')],
    }),
  ],
  [
    0x80070003,
    'missing-file',
    () => ({
      meaning: l10n.t('a path was not found'),
      fixes: [l10n.t('Check the folders that the command line names; paths start in the working directory.')],
    }),
  ],
  [
    0x80070005,
    'permission',
    () => ({
      meaning: l10n.t('access denied'),
      fixes: [l10n.t('Check the user identity of the task and the rights on the file.')],
    }),
  ],
  [
    0x8007000e,
    'out-of-memory',
    () => ({
      meaning: l10n.t('not enough memory'),
      fixes: [l10n.t('Use a VM size with more memory, or fewer task slots per node.')],
    }),
  ],
  [
    0x80070070,
    'disk-full',
    () => ({
      meaning: l10n.t('the disk is full'),
      fixes: [l10n.t('Use a VM size with a larger disk, or shorten `retentionTime` of the tasks.')],
    }),
  ],
  [
    0x8007007e,
    'missing-module',
    () => ({
      meaning: l10n.t('a library (DLL) that it needs was not found'),
      fixes: [
        l10n.t('Install the Visual C++ or .NET runtime in the start task, or ship the library with the program.'),
      ],
    }),
  ],
  [
    0x800700c1,
    'dependency-version',
    () => ({
      meaning: l10n.t('a program or library is of another architecture (32 and 64 bit mixed)'),
      fixes: [l10n.t('Ship libraries of the same architecture as the program.')],
    }),
  ],
  [
    0x80131506,
    'crash-signal',
    () => ({
      meaning: l10n.t('the .NET runtime itself failed (internal error)'),
      fixes: [l10n.t('Check native libraries that the program calls; update the .NET runtime.')],
    }),
  ],
  [
    0x80131623,
    'exception-in-user-code',
    () => ({
      meaning: l10n.t('the program ended itself with Environment.FailFast'),
      fixes: [l10n.t('Read stderr.txt: the message that it gave is written there.')],
    }),
  ],
];
