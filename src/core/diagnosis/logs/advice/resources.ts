import * as l10n from '@vscode/l10n';
import type { Advice } from './advice.ts';
import { unavailable } from './evidence.ts';

/** Advice on memory, crashes, GPUs, MPI, time, and limits. */
export const resourceAdvice: readonly Advice[] = [
  {
    category: 'throttled',
    when: unavailable,
    fix: () => l10n.t('Retry later, with increasing delays: the service was unavailable or too busy.'),
    isWhole: true,
  },
  {
    category: 'throttled',
    when: /\brate limit exceeded\b|\bauthenticated requests\b|\bby authenticating\b|\bunauthenticated\b/i,
    fix: () =>
      l10n.t(
        'Send a token with the requests if they are anonymous, which raises the limit, or download the files once and keep them in storage or in the image: several nodes can share an address, whose requests are counted together.',
      ),
  },
  {
    category: 'out-of-memory',
    when: /\bfork\b|unable to create (?:new )?native thread|pthread_create/i,
    fix: () =>
      l10n.t(
        "Start fewer processes or threads at once (OMP_NUM_THREADS, number of workers), or raise the user's limits.",
      ),
  },
  {
    category: 'out-of-memory',
    when: /Java heap|GC overhead|java\.lang\.OutOfMemoryError|Metaspace/,
    fix: () =>
      l10n.t(
        "Increase the JVM heap (-Xmx; with Spark spark.executor.memory or spark.driver.memory), but keep it below the node's memory.",
      ),
  },
  {
    category: 'out-of-memory',
    when: /JavaScript heap|Ineffective mark-compacts/,
    fix: () => l10n.t('Increase the Node.js heap (NODE_OPTIONS=--max-old-space-size=…, in MiB).'),
  },
  {
    category: 'out-of-memory',
    when: /Allowed memory size/,
    fix: () => l10n.t("Raise the PHP memory limit (php -d memory_limit=…), but keep it below the node's memory."),
  },
  {
    category: 'out-of-memory',
    when: /\bterminated program \w|internal compiler error: Killed|\bld terminated with signal 9\b|\bclang\b.{0,60}signal 9\b/i,
    fix: () =>
      l10n.t(
        'Compile fewer files at once (make -j1), or use a VM size with more memory: the system killed the compiler.',
      ),
    isWhole: true,
  },
  {
    category: 'disk-full',
    when: /\b[Ff]ile too large|\bEFBIG\b/,
    fix: () =>
      l10n.t('Raise the file size limit (ulimit -f), or write to a file system that supports files that large.'),
    isWhole: true,
  },
  {
    category: 'out-of-memory',
    when: /cannot allocate vector|vector memory/,
    fix: () => l10n.t('R copies whole objects: read fewer columns or rows, use data.table, or process in parts.'),
  },
  {
    category: 'out-of-memory',
    when: /Unable to allocate|_ArrayMemoryError|numpy/,
    fix: () => l10n.t('Use a smaller data type (float32) or a memory-mapped file, or process the array in parts.'),
  },
  {
    category: 'crash-signal',
    when: /illegal (?:hardware )?instruction|SIGILL/i,
    fix: () =>
      l10n.t(
        'The program uses instructions that this processor lacks: build without -march=native, or pin a VM size that has them.',
      ),
    isWhole: true,
  },
  {
    category: 'crash-signal',
    when: /bus error|SIGBUS/i,
    fix: () =>
      l10n.t(
        'In containers, this is often exhausted shared memory: add --shm-size or --ipc=host to the run options; otherwise, a file was truncated while it was mapped.',
      ),
  },
  {
    category: 'crash-signal',
    when: /stack overflow|StackOverflow/i,
    fix: () =>
      l10n.t(
        'The stack overflowed: look for infinite recursion, or raise the limit (ulimit -s unlimited, -Xss for Java).',
      ),
  },
  {
    category: 'crash-signal',
    when: /AddressSanitizer|LeakSanitizer|ThreadSanitizer|UndefinedBehavior|runtime error:/,
    fix: () => l10n.t('The sanitizer report shows the faulty line and where the memory came from: start there.'),
  },
  {
    category: 'crash-signal',
    when: /[Aa]ssert(?:ion)?\b/,
    fix: () =>
      l10n.t("One of the program's own checks failed: read the condition, and find out which input violates it."),
  },
  {
    category: 'timeout',
    when: /rendezvous|c10d|TCPStore|barrier|watchdog/i,
    fix: () => l10n.t('One of the processes never joined: check the log of the missing rank.'),
  },
  {
    category: 'other',
    when: /too many open files|EMFILE/i,
    fix: () =>
      l10n.t('Close files that are no longer needed, or raise the limit in the command line (ulimit -n 65536).'),
  },
];
