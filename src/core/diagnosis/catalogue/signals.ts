import * as l10n from '@vscode/l10n';
import { adviseMemory, type ExitRow, exit, inLog, type KnownExit, mostly } from './exit.ts';

/** Linux signals by number, with their names (`man 7 signal`). */
const signals: Readonly<Record<number, readonly [name: string, row: ExitRow]>> = {
  1: [
    'SIGHUP',
    exit(
      'interrupted',
      () => l10n.t('Its session ended (hang-up).'),
      () => [l10n.t('Use nohup or setsid to start anything that has to outlive the session.')],
    ),
  ],
  2: [
    'SIGINT',
    {
      ...exit(
        'interrupted',
        () => l10n.t('The program was interrupted.'),
        () => [l10n.t('Find out who or what interrupted it.')],
      ),
      fromOutside: true,
    },
  ],
  3: [
    'SIGQUIT',
    exit(
      'interrupted',
      () => l10n.t('The program was asked to quit.'),
      () => [l10n.t('Look for a core dump.')],
    ),
  ],
  4: [
    'SIGILL',
    exit(
      'crash-signal',
      () => l10n.t('The program used an instruction that the processor does not have.'),
      () => [l10n.t("Build the program for the VM size's processor, or use a newer VM size (AVX, AVX-512).")],
    ),
  ],
  5: [
    'SIGTRAP',
    exit(
      'crash-signal',
      () => l10n.t('The program hit a trap.'),
      () => [l10n.t('Debug the program.')],
    ),
  ],
  6: [
    'SIGABRT',
    inLog(
      exit(
        'crash-signal',
        () => l10n.t('Aborted itself after a failed assertion, an uncaught exception, or heap corruption.'),
        () => [l10n.t('Read the last lines of stderr.txt: they name the assertion or exception.')],
      ),
    ),
  ],
  7: [
    'SIGBUS',
    exit(
      'crash-signal',
      () => l10n.t('Bus error: it accessed memory that is no longer available.'),
      () => [l10n.t('Check the disk and the size of /dev/shm (`--shm-size` for containers).')],
    ),
  ],
  8: [
    'SIGFPE',
    exit(
      'crash-signal',
      () => l10n.t('The program divided by zero or overflowed.'),
      () => [l10n.t('Debug the program.')],
    ),
  ],
  9: [
    'SIGKILL',
    {
      ...mostly(
        'out-of-memory',
        () => l10n.t('Probably killed for lack of memory.'),
        () => [
          l10n.t(
            'Check the node\'s memory while the program is running, or look for "Out of memory" in its kernel log.',
          ),
          adviseMemory(),
          l10n.t(
            "If memory wasn't low, check what else could have killed it: `docker stop`, `timeout`, a watchdog, or a node that went away.",
          ),
        ],
      ),
      fromOutside: true,
    },
  ],
  11: [
    'SIGSEGV',
    exit(
      'crash-signal',
      () => l10n.t("Segmentation fault: it accessed memory that isn't its own."),
      () => [
        l10n.t('Debug it with a core dump; check that native libraries are compatible with each other and the system.'),
      ],
    ),
  ],
  13: [
    'SIGPIPE',
    exit(
      'interrupted',
      () => l10n.t('The program wrote to a pipe that was no longer being read.'),
      () => [l10n.t('Check the command after the pipe: it exited first.')],
    ),
  ],
  14: [
    'SIGALRM',
    exit(
      'timeout',
      () => l10n.t('Its own timer ran out.'),
      () => [l10n.t('Raise the time limit in the program.')],
    ),
  ],
  15: [
    'SIGTERM',
    {
      ...exit(
        'interrupted',
        () => l10n.t('Asked to terminate by Batch, its node, or another process.'),
        () => [
          l10n.t(
            'Check what ended it: `timeout` in its command, a launcher, another program, a reboot, or a preempted node.',
          ),
        ],
      ),
      fromOutside: true,
    },
  ],
  24: [
    'SIGXCPU',
    exit(
      'timeout',
      () => l10n.t('The program used more processor time than allowed.'),
      () => [l10n.t('Raise `ulimit -t`.')],
    ),
  ],
  25: [
    'SIGXFSZ',
    exit(
      'disk-full',
      () => l10n.t('The program wrote a file larger than allowed.'),
      () => [l10n.t('Raise `ulimit -f`.')],
    ),
  ],
  31: [
    'SIGSYS',
    exit(
      'crash-signal',
      () => l10n.t("The program made a system call that isn't allowed here."),
      () => [l10n.t("Check the container's security profile.")],
    ),
  ],
};

const numbers: ReadonlyMap<string, number> = new Map(
  Object.entries(signals).map(([number, [name]]) => [name.toLowerCase(), Number(number)]),
);

/** Descriptions of signals that systems print instead of their names (`man 3 strsignal`). */
const descriptions: Readonly<Record<string, string>> = {
  killed: 'SIGKILL',
  terminated: 'SIGTERM',
  interrupt: 'SIGINT',
  aborted: 'SIGABRT',
  hangup: 'SIGHUP',
  'segmentation fault': 'SIGSEGV',
  'bus error': 'SIGBUS',
  'illegal instruction': 'SIGILL',
  'floating point exception': 'SIGFPE',
};

/** Finds the number of a signal by its name or description: `SIGKILL`, `killed`. */
export function findSignalNumber(name: string): number | undefined {
  const known = name.toLowerCase();
  return numbers.get((Object.hasOwn(descriptions, known) ? descriptions[known]?.toLowerCase() : undefined) ?? known);
}

/** Finds the signal for `128 + n` (reported by shells) or `-n` (reported by the agent and Python without a shell). */
export function findSignal(code: number): KnownExit | undefined {
  const number = code < 0 ? -code : code - 128;
  const [name, row] = Object.hasOwn(signals, number) ? (signals[number] ?? []) : [];
  return name === undefined || row === undefined ? undefined : { id: name, label: name, row };
}
