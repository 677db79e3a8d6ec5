import * as l10n from '@vscode/l10n';
import type { ExitCodeMeaning } from './exitCodeMeaning.ts';
import { hresults, type StatusRow } from './hresults.ts';

function debug(): readonly string[] {
  return [l10n.t('Debug it with a crash dump; check that its native libraries fit.')];
}

function readError(): readonly string[] {
  return [l10n.t('Read stderr.txt: the exception and its stack are written there.')];
}

function moreMemory(): readonly string[] {
  return [l10n.t('Use a VM size with more memory, or fewer task slots per node.')];
}

/** NTSTATUS values, and the codes of the .NET and C++ runtimes, as unsigned 32-bit numbers (Windows documentation). */
const rows: readonly StatusRow[] = [
  [
    0xc0000005,
    'crash-signal',
    () => ({ meaning: l10n.t('access violation: it touched memory that is not its own'), fixes: debug() }),
  ],
  [
    0xc0000006,
    'crash-signal',
    () => ({
      meaning: l10n.t('in-page error: a file behind its memory could not be read'),
      fixes: [l10n.t('Check the disk and the network drive the program runs from.')],
    }),
  ],
  [
    0xc0000017,
    'out-of-memory',
    () => ({
      meaning: l10n.t('not enough memory'),
      fixes: moreMemory(),
    }),
  ],
  [
    0xc000001d,
    'crash-signal',
    () => ({
      meaning: l10n.t('it used an instruction that the processor does not have'),
      fixes: [l10n.t('Build the program for the processor of the VM size.')],
    }),
  ],
  [
    0xc0000022,
    'permission',
    () => ({
      meaning: l10n.t('access denied'),
      fixes: [l10n.t('Check the user identity of the task and the rights on the file.')],
    }),
  ],
  [
    0xc000007b,
    'dependency-version',
    () => ({
      meaning: l10n.t('a library is of another architecture (32 and 64 bit mixed)'),
      fixes: [l10n.t('Ship libraries of the same architecture as the program.')],
    }),
  ],
  [0xc000008e, 'crash-signal', () => ({ meaning: l10n.t('floating-point division by zero'), fixes: debug() })],
  [0xc0000094, 'crash-signal', () => ({ meaning: l10n.t('integer division by zero'), fixes: debug() })],
  [
    0xc00000fd,
    'crash-signal',
    () => ({ meaning: l10n.t('stack overflow, usually from endless recursion'), fixes: debug() }),
  ],
  [
    0xc0000135,
    'missing-module',
    () => ({
      meaning: l10n.t('a library (DLL) that it needs was not found'),
      fixes: [
        l10n.t('Install the Visual C++ or .NET runtime in the start task, or ship the library with the program.'),
      ],
    }),
  ],
  [
    0xc0000138,
    'dependency-version',
    () => ({
      meaning: l10n.t('an ordinal was not found in a library'),
      fixes: [l10n.t('Ship the version of the library that the program was built with.')],
    }),
  ],
  [
    0xc0000139,
    'dependency-version',
    () => ({
      meaning: l10n.t('an entry point was not found in a library'),
      fixes: [l10n.t('Ship the version of the library that the program was built with.')],
    }),
  ],
  [
    0xc000013a,
    'interrupted',
    () => ({
      meaning: l10n.t('it was ended (Ctrl+C); Batch ends programs on Windows this way, at a time limit or on request'),
      fixes: [
        l10n.t('Compare the run time with `maxWallClockTime`, and check for a terminated job or a rebooted node.'),
      ],
    }),
  ],
  [
    0xc0000142,
    'missing-module',
    () => ({
      meaning: l10n.t('a library failed to initialize'),
      fixes: [l10n.t('Reinstall the runtime it needs; try an elevated user or pool scope.')],
    }),
  ],
  [
    0xc0000409,
    'crash-signal',
    () => ({ meaning: l10n.t('it ended itself: abort(), or a buffer overrun was found'), fixes: debug() }),
  ],
  [
    0xc0000417,
    'crash-signal',
    () => ({ meaning: l10n.t('it called the C runtime with an invalid parameter'), fixes: debug() }),
  ],
  [0x80000003, 'crash-signal', () => ({ meaning: l10n.t('it ran into a breakpoint'), fixes: debug() })],
  [
    0xc0000602,
    'crash-signal',
    () => ({ meaning: l10n.t('it ended itself because of an error it could not handle'), fixes: debug() }),
  ],
  [
    0x40010004,
    'interrupted',
    () => ({
      meaning: l10n.t('it was ended from outside, as when the node shuts down'),
      fixes: [l10n.t('Check for a reboot or removal of the node.')],
    }),
  ],
  [
    0x80008096,
    'missing-module',
    () => ({
      meaning: l10n.t('the .NET framework that it needs is not installed'),
      fixes: [l10n.t('Install that version of .NET in the start task, or publish the program self-contained.')],
    }),
  ],
  [
    0xe0434352,
    'exception-in-user-code',
    () => ({ meaning: l10n.t('an exception of .NET was not caught'), fixes: readError() }),
  ],
  [
    0xe0434f4d,
    'exception-in-user-code',
    () => ({ meaning: l10n.t('an exception of .NET Framework 2 or 3.5 was not caught'), fixes: readError() }),
  ],
  [0xe06d7363, 'crash-signal', () => ({ meaning: l10n.t('an exception of C++ was not caught'), fixes: readError() })],
  [0xc0000374, 'crash-signal', () => ({ meaning: l10n.t('its heap was corrupted'), fixes: debug() })],
  [0xc0000095, 'crash-signal', () => ({ meaning: l10n.t('integer overflow'), fixes: debug() })],
  [
    0xc000041d,
    'crash-signal',
    () => ({ meaning: l10n.t('an exception in a callback was not caught'), fixes: debug() }),
  ],
  [0xc000009a, 'out-of-memory', () => ({ meaning: l10n.t('the system ran out of resources'), fixes: moreMemory() })],
  [
    0xc000012d,
    'out-of-memory',
    () => ({ meaning: l10n.t('the memory that Windows can promise (commit limit) is used up'), fixes: moreMemory() }),
  ],
  [
    0xc000007f,
    'disk-full',
    () => ({
      meaning: l10n.t('the disk is full'),
      fixes: [l10n.t('Use a VM size with a larger disk, or shorten `retentionTime` of the tasks.')],
    }),
  ],
  [
    0xc06d007e,
    'missing-module',
    () => ({
      meaning: l10n.t('a library (DLL) that it loads when needed was not found'),
      fixes: [l10n.t('Ship the library with the program, or install what it belongs to in the start task.')],
    }),
  ],
  [
    0xc06d007f,
    'dependency-version',
    () => ({
      meaning: l10n.t('a library (DLL) that it loads when needed lacks a function'),
      fixes: [l10n.t('Ship the version of the library that the program was built with.')],
    }),
  ],
  [
    0xcfffffff,
    'interrupted',
    () => ({
      meaning: l10n.t('Windows ended it because it no longer responded'),
      fixes: [l10n.t('Look for a dialog that waits for a user: programs on nodes have no desktop.')],
    }),
  ],
  [0xc0000420, 'crash-signal', () => ({ meaning: l10n.t('an assertion failed'), fixes: debug() })],
];

const statuses: ReadonlyMap<number, StatusRow> = new Map([...rows, ...hresults].map((row) => [row[0], row]));

/** The Windows status behind a signed exit code; unknown ones in the NTSTATUS error range are crashes. */
export function findWindowsStatus(code: number): ExitCodeMeaning | undefined {
  const unsigned = code < 0 ? code + 0x100000000 : code;
  const hex = `0x${unsigned.toString(16).toUpperCase()}`;
  const row = statuses.get(unsigned);
  if (row !== undefined) {
    const [, category, text] = row;
    return { name: `${code} (${hex})`, ...text(), category, specific: true };
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
