import * as l10n from '@vscode/l10n';
import { adviseMemory, type ExitRow, exit, inLog, type KnownExit, maybe } from './exit.ts';
import { findWindowsError } from './windowsErrors.ts';

function debug(): readonly string[] {
  return [l10n.t('Debug it with a crash dump; check that its native libraries are compatible.')];
}

function readError(): readonly string[] {
  return [l10n.t('Read stderr.txt: it contains the exception and its stack trace.')];
}

function moreMemory(): readonly string[] {
  return [adviseMemory()];
}

/**
 * NTSTATUS values, HRESULTs, and the codes of the .NET and C++ runtimes, as unsigned 32-bit numbers (Windows
 * documentation). The lower halves of 0x8007… codes are Windows errors.
 */
const statuses: Readonly<Record<number, ExitRow>> = {
  3221225477: exit('crash-signal', () => l10n.t("Access violation: it accessed memory that isn't its own."), debug),
  3221225478: exit(
    'crash-signal',
    () => l10n.t('In-page error: a file backing its memory could not be read.'),
    () => [l10n.t('Check the disk and the network drive the program runs from.')],
  ),
  3221225495: exit('out-of-memory', () => l10n.t('Not enough memory.'), moreMemory),
  3221225501: exit(
    'crash-signal',
    () => l10n.t('The program used an instruction that the processor does not have.'),
    () => [l10n.t("Build the program for the VM size's processor.")],
  ),
  3221225506: exit(
    'permission',
    () => l10n.t('Access denied.'),
    () => [l10n.t("Check the task's user identity and its permissions on the file.")],
  ),
  3221225595: exit(
    'dependency-version',
    () => l10n.t('A library has a different architecture (32-bit and 64-bit mixed).'),
    () => [l10n.t('Ship libraries of the same architecture as the program.')],
  ),
  3221225614: exit('crash-signal', () => l10n.t('Floating-point division by zero.'), debug),
  3221225620: exit('crash-signal', () => l10n.t('Integer division by zero.'), debug),
  3221225725: exit('crash-signal', () => l10n.t('Stack overflow, usually from endless recursion.'), debug),
  3221225781: exit(
    'missing-module',
    () => l10n.t('A library (DLL) that the program needs was not found.'),
    () => [l10n.t('Install the Visual C++ or .NET runtime in the start task, or ship the library with the program.')],
  ),
  3221225784: exit(
    'dependency-version',
    () => l10n.t('An ordinal was not found in a library.'),
    () => [l10n.t('Ship the version of the library that the program was built with.')],
  ),
  3221225785: exit(
    'dependency-version',
    () => l10n.t('An entry point was not found in a library.'),
    () => [l10n.t('Ship the version of the library that the program was built with.')],
  ),
  3221225786: {
    ...exit(
      'interrupted',
      () => l10n.t('Terminated from outside (Ctrl+C), by Batch, its node, or another process.'),
      () => [
        l10n.t(
          'Check what ended it: a launcher or a script in its command, another program, a sign-in on the node, a time limit, or a reboot.',
        ),
      ],
    ),
    fromOutside: true,
  },
  3221225794: exit(
    'missing-module',
    () => l10n.t('A library failed to initialize.'),
    () => [l10n.t('Reinstall the runtime it needs; try an elevated user or pool scope.')],
  ),
  3221226505: exit(
    'crash-signal',
    () => l10n.t('It terminated itself: abort() was called, or a buffer overrun was detected.'),
    debug,
  ),
  3221226519: exit('crash-signal', () => l10n.t('It called the C runtime with an invalid parameter.'), debug),
  2147483651: inLog(
    exit(
      'crash-signal',
      () => l10n.t('It stopped at a breakpoint, mostly because a check of its own failed (assertion).'),
      () => [l10n.t('Read the last lines of the logs: they may name the assertion that failed.')],
    ),
  ),
  3221227010: exit(
    'crash-signal',
    () => l10n.t('It terminated itself because of an error it could not handle.'),
    debug,
  ),
  1073807364: {
    ...exit(
      'interrupted',
      () => l10n.t('It was terminated from outside, such as when the node shuts down.'),
      () => [l10n.t('Check for a reboot or removal of the node.')],
    ),
    fromOutside: true,
  },
  2147516566: exit(
    'missing-module',
    () => l10n.t('The .NET framework that it needs is not installed.'),
    () => [l10n.t('Install that version of .NET in the start task, or publish the program self-contained.')],
  ),
  3762504530: inLog(exit('exception-in-user-code', () => l10n.t('A .NET exception was not caught.'), readError)),
  3762507597: inLog(
    exit('exception-in-user-code', () => l10n.t('A .NET Framework 2 or 3.5 exception was not caught.'), readError),
  ),
  3765269347: inLog(exit('crash-signal', () => l10n.t('A C++ exception was not caught.'), readError)),
  3221226356: exit('crash-signal', () => l10n.t('Its heap was corrupted.'), debug),
  3221225621: exit('crash-signal', () => l10n.t('Integer overflow.'), debug),
  3221226525: exit('crash-signal', () => l10n.t('An exception in a callback was not caught.'), debug),
  3221225626: exit('out-of-memory', () => l10n.t('The system ran out of resources.'), moreMemory),
  3221225773: exit(
    'out-of-memory',
    () => l10n.t('The memory that Windows can commit (commit limit) is used up.'),
    moreMemory,
  ),
  3221225599: exit(
    'disk-full',
    () => l10n.t('The disk is full.'),
    () => [l10n.t("Use a VM size with a larger disk, or shorten the tasks' `retentionTime`.")],
  ),
  3228369022: exit(
    'missing-module',
    () => l10n.t('A library (DLL) that it loads on demand was not found.'),
    () => [l10n.t('Ship the library with the program, or install the software it belongs to in the start task.')],
  ),
  3228369023: exit(
    'dependency-version',
    () => l10n.t('A library (DLL) that it loads on demand is missing a function.'),
    () => [l10n.t('Ship the version of the library that the program was built with.')],
  ),
  3489660927: exit(
    'interrupted',
    () => l10n.t('Windows terminated it because it stopped responding.'),
    () => [l10n.t('Look for a dialog that is waiting for a user: programs on nodes have no desktop.')],
  ),
  3221226528: exit('crash-signal', () => l10n.t('An assertion failed.'), debug),
  2148734214: exit(
    'crash-signal',
    () => l10n.t('The .NET runtime itself failed (internal error).'),
    () => [l10n.t('Check the native libraries that the program calls; update the .NET runtime.')],
  ),
  2148734499: inLog(
    exit(
      'exception-in-user-code',
      () => l10n.t('The program terminated itself with Environment.FailFast.'),
      () => [l10n.t('Read stderr.txt: it contains the message that the program gave.')],
    ),
  ),
};

/** Finds the Windows status behind a signed exit code. Unknown statuses in the NTSTATUS error range are crashes. */
export function findWindowsStatus(code: number): KnownExit | undefined {
  const unsigned = code < 0 ? code + 0x100000000 : code;
  const id = `0x${unsigned.toString(16).toUpperCase()}`;
  const known = Object.hasOwn(statuses, unsigned) ? statuses[unsigned] : undefined;
  const row = known ?? (unsigned >>> 16 === 0x8007 ? findWindowsError(unsigned & 0xffff) : undefined);
  if (row !== undefined) return { id, label: id, row };
  if (unsigned < 0xc0000000 || unsigned >= 0xd0000000) return undefined;
  return {
    id,
    label: id,
    row: maybe('crash-signal', () => l10n.t('Windows terminated it with status {0}.', id), debug),
  };
}
