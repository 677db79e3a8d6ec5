import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';

/**
 * Matches the beginning of a shell's message about a process that a signal ended: `run.sh: line 7: 4417 Killed python3
 * train.py`. `wordsAlone` matches the end of a message without that beginning.
 */
const script = String.raw`(?<file>\S+): line (?<at>\d+): +\d+`;
const wordsAlone = String.raw`(?: {2,}| \(core dumped\)|$)`;
const crashes =
  'Segmentation fault|Bus error|Illegal instruction|Floating point exception|Trace/breakpoint trap|Bad system call';

/** Rules for reports by the kernel or a shell about a process that the kernel ended. */
export const kernelRules = {
  'kernel-killed-for-memory': {
    on: ['Out of memory: Kill', 'oom_reaper', 'Memory cgroup out of memory', 'by the OOM killer', 'OOMKilled'],
    match:
      /Out of memory: Kill(?:ed)? process|oom_reaper: reaped|Memory cgroup out of memory|killed by the OOM killer|\bOOMKilled\b(?!["']?[:=] ?false)/,
    category: 'out-of-memory',
    weight: 'verdict',
    fix: () => [compareMemory()],
  },
  // Names the process that requested memory when none was left; the killed process is named later.
  'kernel-looked-for-memory': {
    like: ['invoked oom-killer', 'oom-kill:constraint'],
    category: 'out-of-memory',
    weight: 'echo',
    fix: () => [compareMemory()],
  },
  'shell-timeout-killed': {
    on: 'Killed',
    match: /^\s*(?:\S+: line \d+: +\d+ )?Killed {2,}timeout /,
    category: 'timeout',
    narrow: 'unmistakable',
  },
  'shell-reports-killed': {
    on: ['Killed', 'killed'],
    match: new RegExp(
      String.raw`^\s*(?:${script} )?Killed(?:: 9)?(?:$| {2})|\bsignal 9 \(Killed\)|^\[\d+\][+-]? +Killed`,
    ),
    category: 'out-of-memory',
    narrow: 'kind',
    fix: () => [compareMemory()],
  },
  // A program aborts after it has given the reason.
  'shell-reports-abort': {
    on: 'Aborted',
    match: new RegExp(String.raw`^\s*${script} Aborted|(?:^|\s)Aborted${wordsAlone}`),
    category: 'crash-signal',
    weight: 'echo',
    narrow: 'kind',
  },
  'shell-reports-crash': {
    on: [
      'egmentation fault',
      'Bus error',
      'llegal instruction',
      'loating point exception',
      'Trace/breakpoint trap',
      'Bad system call',
    ],
    match: new RegExp(String.raw`^\s*${script} (?:${crashes})|(?:^|\s)(?:${crashes})${wordsAlone}`),
    category: 'crash-signal',
    weight: 'error',
    narrow: 'kind',
  },
  'shell-reports-file-size-limit': {
    on: 'File size limit exceeded',
    match: new RegExp(String.raw`^\s*${script} File size limit exceeded|^File size limit exceeded`),
    category: 'disk-full',
    says: () => l10n.t("A file grew beyond its user's size limit"),
    fix: () => [l10n.t('Raise the limit in the command line (ulimit -f unlimited), or write several files.')],
  },
  'shell-reports-terminated': {
    on: 'Terminated',
    match: new RegExp(`^(?:${script} )?Terminated(?:$| {2})`),
    category: 'interrupted',
    weight: 'error',
    narrow: 'kind',
  },
  'kernel-logged-crash': {
    like: ['{what}[{}]: segfault at ', 'traps: {what}[{}] general protection'],
    category: 'crash-signal',
  },
  'kernel-device-failed': {
    like: ['I/O error, dev ', 'Buffer I/O error on dev', 'loop: Write error at byte ', 'EXT4-fs error (device '],
    category: 'node',
    weight: 'error',
    narrow: 'kind',
  },
  'sigterm-caught': {
    on: 'SIGTERM',
    match:
      /\b(?:[Rr]eceived|[Cc]aught|[Gg]ot|[Hh]andling)\b[\w ]{0,20}\bSIGTERM\b|\bSIGTERM (?:was )?(?:received|caught)/,
    category: 'interrupted',
    weight: 'error',
    narrow: 'kind',
  },
} satisfies Rules;

/** Returns the fix for a process that was killed for its memory use, if neither its memory nor the node's is known. */
export function compareMemory(): string {
  return l10n.t(
    "Compare one task's peak memory with the VM size's memory divided by the number of task slots in use at the same time.",
  );
}
