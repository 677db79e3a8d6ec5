import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';

/** Rules for Slurm, PBS, and LSF, which report how a step ended and enforce the limits that it was submitted with. */
export const schedulerRules = {
  'slurm-memory-exceeded': {
    like: ['oom_kill event in ', 'oom-kill event(s) in ', '^srun: error: {}: task {}: Out Of Memory'],
    category: 'out-of-memory',
    weight: 'verdict',
    says: () => l10n.t('A Slurm step used more memory than it requested'),
    fix: () => [l10n.t('Ask for more memory (--mem or --mem-per-cpu), or process the input in smaller parts.')],
  },
  'slurm-time-limit': {
    like: ['*** JOB {} CANCELLED {} DUE TO TIME LIMIT', '*** STEP {} CANCELLED {} DUE TO TIME LIMIT'],
    category: 'timeout',
    weight: 'verdict',
    fix: () => [l10n.t('Ask for more time (--time), or save the progress and continue in another job.')],
  },
  'slurm-node-failed': { like: 'CANCELLED AT {} DUE TO NODE FAILURE', category: 'node', weight: 'verdict' },
  'slurm-host-unknown': {
    like: '^srun: error: Unable to resolve "{what}"',
    category: 'network-dns',
    fix: () => [
      l10n.t(
        'Make the nodes’ names known to each other (/etc/hosts in the start task), or set addresses in slurm.conf (NodeAddr).',
      ),
    ],
  },
  'slurm-not-submitted': { like: 'Batch job submission failed: {what}', category: 'bad-arguments' },
  'slurm-task-killed': {
    on: 'srun: error: ',
    match: /^srun: error: \S+: tasks? [\d,-]+: Killed$/,
    category: 'out-of-memory',
    weight: 'echo',
    narrow: 'guess',
  },
  'slurm-task-crashed': {
    on: 'srun: error: ',
    match:
      /^srun: error: \S+: tasks? [\d,-]+: (?:Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point)/,
    category: 'crash-signal',
    weight: 'echo',
    narrow: 'kind',
  },
  'slurm-task-exited': {
    on: ['srun: error: ', 'DUE TO TASK FAILURE'],
    match: /^srun: error: \S+: tasks? [\d,-]+: (?:Exited with|Terminated)|CANCELLED AT \S+ DUE TO TASK FAILURE/,
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'slurm-step-cancelled': {
    // Usually reported for the peers of a task that ended, unless a reason is given.
    on: ['error: *** ', 'slurmstepd: *** '],
    match: /\*\*\* (?:STEP|JOB) \S+ ON \S+ CANCELLED AT \S+ \*\*\*/,
    category: 'interrupted',
    weight: 'echo',
    narrow: 'exact',
  },
  'scheduler-time-limit': {
    like: [
      'PBS: job killed: walltime',
      'PBS: job killed: cput',
      '^TERM_RUNLIMIT',
      '^TERM_CPULIMIT',
      'exceeded wallclock limit',
    ],
    category: 'timeout',
    narrow: 'stated',
  },
  'scheduler-memory-limit': {
    like: [
      'PBS: job killed: {}mem',
      '^TERM_MEMLIMIT',
      '^TERM_SWAP:',
      'exceeded memory limit',
      'exceeded job memory limit',
      'DUE TO MEMORY',
    ],
    category: 'out-of-memory',
    narrow: 'stated',
  },
  'scheduler-count-limit': { like: ['^TERM_PROCESSLIMIT', '^TERM_THREADLIMIT'], category: 'quota', narrow: 'stated' },
} satisfies Rules;
