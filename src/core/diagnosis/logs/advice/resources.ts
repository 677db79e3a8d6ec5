import * as l10n from '@vscode/l10n';
import type { Advice } from './advice.ts';

/** Memory, crashes, GPUs, MPI, time, limits. */
export const resourceAdvice: readonly Advice[] = [
  {
    category: 'out-of-memory',
    when: /Java heap|GC overhead|OutOfMemoryError|Metaspace/,
    fix: () =>
      l10n.t(
        'Raise the heap of the JVM (-Xmx; with Spark spark.executor.memory or spark.driver.memory), below the memory of the node.',
      ),
  },
  {
    category: 'out-of-memory',
    when: /JavaScript heap|Ineffective mark-compacts/,
    fix: () => l10n.t('Raise the heap of Node.js (NODE_OPTIONS=--max-old-space-size=…, in MiB).'),
  },
  {
    category: 'out-of-memory',
    when: /Allowed memory size/,
    fix: () => l10n.t('Raise the limit of PHP (php -d memory_limit=…), below the memory of the node.'),
  },
  {
    category: 'out-of-memory',
    when: /\bMemoryError|bad_alloc|NoMemoryError/,
    fix: () =>
      l10n.t('If the node has memory left, raise the limit of the process (ulimit -v, or --memory of the container).'),
  },
  {
    category: 'disk-full',
    when: /\b[Ff]ile too large|\bEFBIG\b/,
    fix: () =>
      l10n.t('Raise the limit of the size of files (ulimit -f), or write to a file system that holds files so large.'),
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
    fix: () => l10n.t('Use a smaller data type (float32), a memory-mapped file, or process the array in parts.'),
  },
  {
    category: 'out-of-memory',
    when: /\bfork\b|unable to create (?:new )?native thread|pthread_create/i,
    fix: () =>
      l10n.t(
        'Start fewer processes or threads at once (OMP_NUM_THREADS, number of workers), or raise the limits of the user.',
      ),
  },
  {
    category: 'crash-signal',
    when: /illegal (?:hardware )?instruction|SIGILL/i,
    fix: () =>
      l10n.t(
        'The program uses instructions that this processor lacks: build without -march=native, or pin a VM size that has them.',
      ),
  },
  {
    category: 'crash-signal',
    when: /bus error|SIGBUS/i,
    fix: () =>
      l10n.t(
        'In containers this is often exhausted shared memory: add --shm-size or --ipc=host to the run options; else a file was truncated while mapped.',
      ),
  },
  {
    category: 'crash-signal',
    when: /stack overflow|StackOverflow/i,
    fix: () =>
      l10n.t(
        'The stack ran over: look for endless recursion, or raise the limit (ulimit -s unlimited, -Xss for Java).',
      ),
  },
  {
    category: 'crash-signal',
    when: /AddressSanitizer|LeakSanitizer|ThreadSanitizer|UndefinedBehavior|runtime error:/,
    fix: () =>
      l10n.t('The report of the sanitizer names the line of the fault and where the memory came from: start there.'),
  },
  {
    category: 'crash-signal',
    when: /[Aa]ssert(?:ion)?\b/,
    fix: () => l10n.t('A check of the program itself failed: read the condition, and look which input breaks it.'),
  },
  {
    category: 'timeout',
    when: /connect|ETIMEDOUT|\bcurl\b|HTTP|socket/i,
    fix: () =>
      l10n.t(
        'There was no answer: check that firewall, network security group and routes let the nodes reach the address, then retry.',
      ),
  },
  {
    category: 'timeout',
    when: /rendezvous|c10d|TCPStore|barrier|watchdog/i,
    fix: () => l10n.t('One of the processes never came: look at the log of the rank that is missing.'),
  },
  {
    category: 'other',
    when: /too many open files|EMFILE/i,
    fix: () => l10n.t('Close files that are done with, or raise the limit in the command line (ulimit -n 65536).'),
  },
];
