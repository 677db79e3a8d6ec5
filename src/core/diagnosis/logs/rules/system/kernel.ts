import type { Rules } from '../../engine/rule.ts';

/** What the kernel did to a process, as it or a shell tells it. */
export const kernelRules = {
  'kernel-out-of-memory': {
    on: ['Out of memory: Kill', 'oom_reaper', 'Memory cgroup out of memory', 'by the OOM killer', 'OOMKilled'],
    match:
      /Out of memory: Kill(?:ed)? process|oom_reaper: reaped|Memory cgroup out of memory|killed by the OOM killer|\bOOMKilled\b(?!["']?[:=] ?false)/,
    category: 'out-of-memory',
    weight: 'verdict',
    narrow: 'exact',
  },

  'kernel-invoked-oom-killer': {
    // Names who asked for memory when there was none; whom the kernel killed is told later.
    like: ['invoked oom-killer', 'oom-kill:constraint'],
    category: 'out-of-memory',
    weight: 'echo',
  },

  'kernel-killed': {
    on: ['Killed'],
    match: /^\s*(?:\S+: line \d+: +\d+ )?Killed {2,}timeout /,
    category: 'timeout',
    narrow: 'unmistakable',
  },

  'kernel-killed-2': {
    on: ['Killed', 'killed'],
    match: /^\s*(?:(?<file>\S+): line (?<at>\d+): +\d+ )?Killed(?:$| {2})|\bsignal 9 \(Killed\)|^\[\d+\][+-]? +Killed/,
    category: 'out-of-memory',
    weight: 'cause',
    narrow: 'kind',
  },

  'kernel-aborted': {
    on: ['Aborted'],
    match: /^\s*(?<file>\S+): line (?<at>\d+): +\d+ Aborted|(?:^|\s)Aborted(?: {2,}| \(core dumped\)|$)/,
    category: 'crash-signal',
    // A program aborts after it has said why.
    weight: 'echo',
    narrow: 'kind',
  },

  'kernel-file-size-limit': {
    on: ['File size limit exceeded'],
    match: /^\s*(?<file>\S+): line (?<at>\d+): +\d+ File size limit exceeded|^File size limit exceeded/,
    category: 'disk-full',
  },

  'kernel-egmentation-fault': {
    on: [
      'egmentation fault',
      'Bus error',
      'llegal instruction',
      'loating point exception',
      'Trace/breakpoint trap',
      'Bad system call',
    ],
    match:
      /^\s*(?<file>\S+): line (?<at>\d+): +\d+ (?:Segmentation fault|Bus error|Illegal instruction|Floating point exception|Trace|Bad system)|(?:^|\s)(?:Segmentation fault|Bus error|Illegal instruction|Floating point exception|Trace\/breakpoint trap|Bad system call)(?: {2,}| \(core dumped\)|$)/,
    category: 'crash-signal',
    weight: 'error',
    narrow: 'kind',
  },

  'kernel-segfault-at': {
    like: ['{what}[{}]: segfault at ', 'traps: {} general protection'],
    category: 'crash-signal',
    weight: 'cause',
    narrow: 'exact',
  },

  'kernel-sigterm': {
    on: 'SIGTERM',
    match:
      /\b(?:[Rr]eceived|[Cc]aught|[Gg]ot|[Hh]andling)\b[\w ]{0,20}\bSIGTERM\b|\bSIGTERM (?:was )?(?:received|caught)/,
    category: 'interrupted',
    weight: 'error',
    narrow: 'kind',
  },

  'kernel-terminated': {
    on: ['Terminated'],
    match: /^(?:(?<file>\S+): line (?<at>\d+): +\d+ )?Terminated(?:$| {2})/,
    category: 'interrupted',
    weight: 'error',
    narrow: 'kind',
  },
} satisfies Rules;
