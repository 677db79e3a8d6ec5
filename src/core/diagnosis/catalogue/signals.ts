import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';
import type { ExitCodeMeaning } from './exitCodeMeaning.ts';

interface SignalRow {
  readonly name: string;
  readonly category: FailureCategory;
  readonly text: () => { readonly meaning: string; readonly fixes: readonly string[] };
}

/** Signals of Linux by number (`man 7 signal`). */
const signals: Readonly<Record<number, SignalRow>> = {
  1: {
    name: 'SIGHUP',
    category: 'interrupted',
    text: () => ({
      meaning: l10n.t('its session ended (hang-up)'),
      fixes: [l10n.t('Start what has to outlive the session with nohup or setsid.')],
    }),
  },
  2: {
    name: 'SIGINT',
    category: 'interrupted',
    text: () => ({ meaning: l10n.t('it was interrupted'), fixes: [l10n.t('Look for who interrupted it.')] }),
  },
  3: {
    name: 'SIGQUIT',
    category: 'interrupted',
    text: () => ({ meaning: l10n.t('it was told to quit'), fixes: [l10n.t('Look for a core dump.')] }),
  },
  4: {
    name: 'SIGILL',
    category: 'crash-signal',
    text: () => ({
      meaning: l10n.t('it used an instruction that the processor does not have'),
      fixes: [l10n.t('Build the program for the processor of the VM size, or use a newer one (AVX, AVX-512).')],
    }),
  },
  5: {
    name: 'SIGTRAP',
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('it ran into a trap'), fixes: [l10n.t('Debug the program.')] }),
  },
  6: {
    name: 'SIGABRT',
    category: 'crash-signal',
    text: () => ({
      meaning: l10n.t('it aborted itself: a failed assertion, an uncaught exception, or a corrupted heap'),
      fixes: [l10n.t('Read the last lines of stderr.txt: they name the assertion or exception.')],
    }),
  },
  7: {
    name: 'SIGBUS',
    category: 'crash-signal',
    text: () => ({
      meaning: l10n.t('it touched memory that is no longer there (bus error)'),
      fixes: [l10n.t('Check the disk and the size of /dev/shm (`--shm-size` for containers).')],
    }),
  },
  8: {
    name: 'SIGFPE',
    category: 'crash-signal',
    text: () => ({ meaning: l10n.t('it divided by zero or overflowed'), fixes: [l10n.t('Debug the program.')] }),
  },
  9: {
    name: 'SIGKILL',
    category: 'out-of-memory',
    text: () => ({
      meaning: l10n.t('it was killed, as Linux does when memory runs out'),
      fixes: [
        l10n.t('Use a VM size with more memory, or fewer task slots per node.'),
        l10n.t('Look at the memory of the node while the program runs, or for "Out of memory" in its kernel log.'),
      ],
    }),
  },
  11: {
    name: 'SIGSEGV',
    category: 'crash-signal',
    text: () => ({
      meaning: l10n.t('it accessed memory that is not its own (segmentation fault)'),
      fixes: [l10n.t('Debug it with a core dump; check that native libraries fit each other and the system.')],
    }),
  },
  13: {
    name: 'SIGPIPE',
    category: 'interrupted',
    text: () => ({
      meaning: l10n.t('it wrote to a pipe that nobody reads any more'),
      fixes: [l10n.t('Look at the command after the pipe: it ended first.')],
    }),
  },
  14: {
    name: 'SIGALRM',
    category: 'timeout',
    text: () => ({ meaning: l10n.t('its own timer ran out'), fixes: [l10n.t('Raise the time limit in the program.')] }),
  },
  15: {
    name: 'SIGTERM',
    category: 'interrupted',
    text: () => ({
      meaning: l10n.t('it was told to end, by Batch, its node or another process'),
      fixes: [l10n.t('Check for a time limit, a terminated job, a reboot, or a preempted node.')],
    }),
  },
  24: {
    name: 'SIGXCPU',
    category: 'timeout',
    text: () => ({
      meaning: l10n.t('it used more processor time than allowed'),
      fixes: [l10n.t('Raise `ulimit -t`.')],
    }),
  },
  25: {
    name: 'SIGXFSZ',
    category: 'disk-full',
    text: () => ({ meaning: l10n.t('it wrote a file larger than allowed'), fixes: [l10n.t('Raise `ulimit -f`.')] }),
  },
  31: {
    name: 'SIGSYS',
    category: 'crash-signal',
    text: () => ({
      meaning: l10n.t('it made a system call that is forbidden here'),
      fixes: [l10n.t('Check the security profile of the container.')],
    }),
  },
};

/** The signal behind `128 + n` (as shells report it) or `-n` (as the agent does without a shell). */
export function findSignalMeaning(code: number): ExitCodeMeaning | undefined {
  const number = code < 0 ? -code : code - 128;
  const row = Object.hasOwn(signals, number) ? signals[number] : undefined;
  if (row === undefined) return undefined;
  const { meaning, fixes } = row.text();
  return {
    name: `${code} (${row.name})`,
    meaning,
    category: row.category,
    fixes,
    specific: true,
  };
}
