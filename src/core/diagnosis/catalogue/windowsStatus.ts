import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../category.ts';
import type { ExitCodeMeaning } from './exitCodes.ts';

interface StatusRow {
  readonly category: FailureCategory;
  readonly text: () => { readonly meaning: string; readonly fixes: readonly string[] };
}

function debug(): readonly string[] {
  return [l10n.t('Debug it with a crash dump; check that its native libraries fit.')];
}

function readError(): readonly string[] {
  return [l10n.t('Read stderr.txt: the exception and its stack are written there.')];
}

/** NTSTATUS values, and the codes of the .NET and C++ runtimes, as unsigned 32-bit numbers (Windows documentation). */
const statuses: Readonly<Record<number, StatusRow>> = {
  3221225477: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('access violation: it touched memory that is not its own'), fixes: debug() }),
  },
  3221225478: {
    category: 'crash-signal',
    text: () => ({
      meaning: l10n.t('in-page error: a file behind its memory could not be read'),
      fixes: [l10n.t('Check the disk and the network drive the program runs from.')],
    }),
  },
  3221225495: {
    category: 'out-of-memory',
    text: () => ({
      meaning: l10n.t('not enough memory'),
      fixes: [l10n.t('Use a VM size with more memory, or fewer task slots per node.')],
    }),
  },
  3221225501: {
    category: 'crash-signal',
    text: () => ({
      meaning: l10n.t('it used an instruction that the processor does not have'),
      fixes: [l10n.t('Build the program for the processor of the VM size.')],
    }),
  },
  3221225506: {
    category: 'permission',
    text: () => ({
      meaning: l10n.t('access denied'),
      fixes: [l10n.t('Check the user identity of the task and the rights on the file.')],
    }),
  },
  3221225595: {
    category: 'dependency-version',
    text: () => ({
      meaning: l10n.t('a library is of another architecture (32 and 64 bit mixed)'),
      fixes: [l10n.t('Ship libraries of the same architecture as the program.')],
    }),
  },
  3221225614: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('floating-point division by zero'), fixes: debug() }),
  },
  3221225620: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('integer division by zero'), fixes: debug() }),
  },
  3221225725: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('stack overflow, mostly from endless recursion'), fixes: debug() }),
  },
  3221225781: {
    category: 'missing-module',
    text: () => ({
      meaning: l10n.t('a library (DLL) that it needs was not found'),
      fixes: [
        l10n.t('Install the Visual C++ or .NET runtime in the start task, or ship the library with the program.'),
      ],
    }),
  },
  3221225784: {
    category: 'dependency-version',
    text: () => ({
      meaning: l10n.t('an ordinal was not found in a library'),
      fixes: [l10n.t('Ship the version of the library that the program was built with.')],
    }),
  },
  3221225785: {
    category: 'dependency-version',
    text: () => ({
      meaning: l10n.t('an entry point was not found in a library'),
      fixes: [l10n.t('Ship the version of the library that the program was built with.')],
    }),
  },
  3221225786: {
    category: 'interrupted',
    text: () => ({
      meaning: l10n.t('it was ended (Ctrl+C); Batch ends programs on Windows this way, at a time limit or on request'),
      fixes: [
        l10n.t('Compare the run time with `maxWallClockTime`, and check for a terminated job or a rebooted node.'),
      ],
    }),
  },
  3221225794: {
    category: 'missing-module',
    text: () => ({
      meaning: l10n.t('a library failed to initialize'),
      fixes: [l10n.t('Reinstall the runtime it needs; try an elevated user or pool scope.')],
    }),
  },
  3221226356: { category: 'crash-signal', text: () => ({ meaning: l10n.t('its heap was corrupted'), fixes: debug() }) },
  3221226505: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('it ended itself: abort(), or a buffer overrun was found'), fixes: debug() }),
  },
  3221226519: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('it called the C runtime with an invalid parameter'), fixes: debug() }),
  },
  3221226528: { category: 'crash-signal', text: () => ({ meaning: l10n.t('an assertion failed'), fixes: debug() }) },
  2147483651: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('it ran into a breakpoint'), fixes: debug() }),
  },
  3762504530: {
    category: 'exception-in-user-code',
    text: () => ({ meaning: l10n.t('an exception of .NET was not caught'), fixes: readError() }),
  },
  3762507597: {
    category: 'exception-in-user-code',
    text: () => ({ meaning: l10n.t('an exception of .NET Framework 2 or 3.5 was not caught'), fixes: readError() }),
  },
  3765269347: {
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('an exception of C++ was not caught'), fixes: readError() }),
  },
};

/** The Windows status behind a signed or unsigned exit code; unknown ones in the NTSTATUS error range are crashes. */
export function findWindowsStatus(code: number): ExitCodeMeaning | undefined {
  if (code > 0xffffffff || code < -0x80000000 || (code >= 0 && code < 0x80000000)) return undefined;
  const unsigned = code < 0 ? code + 0x100000000 : code;
  if (unsigned >= 0xff000000) return undefined;
  const hex = `0x${unsigned.toString(16).toUpperCase()}`;
  const row = Object.hasOwn(statuses, unsigned) ? statuses[unsigned] : undefined;
  if (row !== undefined) {
    const { meaning, fixes } = row.text();
    return { name: `${code} (${hex})`, meaning, category: row.category, fixes, specific: true };
  }
  if (unsigned < 0xc0000000 || unsigned >= 0xd0000000) return undefined;
  return {
    name: `${code} (${hex})`,
    meaning: l10n.t('Windows ended it with the status {0}', hex),
    category: 'crash-signal',
    fixes: debug(),
    specific: false,
  };
}
