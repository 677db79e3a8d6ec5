import * as l10n from '@vscode/l10n';
import { adviseMemory, type ExitRow, exit } from './exit.ts';

/** Windows errors by number ("System Error Codes"). Windows prints their messages in the language of the node. */
const windowsErrors: Readonly<Record<number, ExitRow>> = {
  2: exit(
    'missing-file',
    () => l10n.t('A file was not found.'),
    () => [l10n.t("Check the files that the command line names, and the task's resource files.")],
  ),
  3: exit(
    'missing-file',
    () => l10n.t('A path was not found.'),
    () => [l10n.t('Check the folders that the command line names; paths are relative to the working directory.')],
  ),
  5: exit(
    'permission',
    () => l10n.t('Access denied.'),
    () => [l10n.t("Check the task's user identity and its permissions on the file.")],
  ),
  8: exit('out-of-memory', () => l10n.t('Not enough memory.')),
  14: exit(
    'out-of-memory',
    () => l10n.t('Not enough memory.'),
    () => [adviseMemory()],
  ),
  32: exit('lock-contention', () => l10n.t('The file is in use by another process.')),
  33: exit('lock-contention', () => l10n.t('Part of the file is locked by another process.')),
  39: exit('disk-full', () => l10n.t('The disk is full.')),
  53: exit('network', () => l10n.t('The network path was not found.')),
  59: exit('network', () => l10n.t('The network failed unexpectedly.')),
  64: exit('network', () => l10n.t('The network name is no longer available.')),
  67: exit('network', () => l10n.t('The network name cannot be found.')),
  80: exit('conflict', () => l10n.t('The file exists.')),
  86: exit('permission', () => l10n.t('The network password is not correct.')),
  87: exit('bad-arguments', () => l10n.t('A parameter is incorrect.')),
  112: exit(
    'disk-full',
    () => l10n.t('The disk is full.'),
    () => [l10n.t("Use a VM size with a larger disk, or shorten the tasks' `retentionTime`.")],
  ),
  121: exit('timeout', () => l10n.t('The operation took longer than Windows allows.')),
  123: exit('bad-arguments', () => l10n.t('A file name or path has the wrong syntax.')),
  126: exit(
    'missing-module',
    () => l10n.t('A library (DLL) that the program needs was not found.'),
    () => [l10n.t('Install the Visual C++ or .NET runtime in the start task, or ship the library with the program.')],
  ),
  127: exit('dependency-version', () => l10n.t('A procedure was not found in a library.')),
  183: exit('conflict', () => l10n.t('The file already exists.')),
  193: exit(
    'dependency-version',
    () => l10n.t('A program or library has a different architecture (32-bit and 64-bit mixed).'),
    () => [l10n.t('Ship libraries of the same architecture as the program.')],
  ),
  216: exit('dependency-version', () =>
    l10n.t("The program isn't compatible with this version of Windows (32-bit and 64-bit mixed)."),
  ),
  1219: exit('conflict', () => l10n.t('The server is already in use with a different user name.')),
  1225: exit('network', () => l10n.t('The remote computer refused the connection.')),
  1236: exit('network', () => l10n.t('The network connection was aborted.')),
  1314: exit('permission', () => l10n.t('The user lacks a required privilege.')),
  1326: exit('permission', () => l10n.t('The user name or password is not correct.')),
  1455: exit('out-of-memory', () => l10n.t('The paging file is too small.')),
  10051: exit('network', () => l10n.t('The network is unreachable.')),
  10053: exit('network', () => l10n.t('The connection was aborted on this computer.')),
  10054: exit('network', () => l10n.t('The connection was reset by the remote host.')),
  10060: exit('network', () => l10n.t('The connection timed out.')),
  10061: exit('network', () => l10n.t('The connection was refused.')),
  10065: exit('network', () => l10n.t('The host is unreachable.')),
  12002: exit('network', () => l10n.t('The request to the server timed out.')),
  12007: exit('network-dns', () => l10n.t('The server name could not be resolved.')),
  12029: exit('network', () => l10n.t('The server could not be reached.')),
  12175: exit('network-tls', () => l10n.t('The secure connection to the server failed.')),
  11001: exit('network-dns', () => l10n.t('The host was not found.')),
  11002: exit('network-dns', () => l10n.t('The name server returned no answer for the host.')),
  11004: exit('network-dns', () => l10n.t('The host has no address.')),
};

/** Finds the meaning of a Windows error, as in `[WinError 5]`, `ERROR 5 (0x00000005)`, or the HRESULT 0x80070005. */
export function findWindowsError(number: number): ExitRow | undefined {
  return Object.hasOwn(windowsErrors, number) ? windowsErrors[number] : undefined;
}
