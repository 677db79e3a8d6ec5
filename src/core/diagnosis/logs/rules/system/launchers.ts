import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/rule.ts';

/** Who starts many processes or hands jobs to nodes, and counts or names what failed without a reason. */
export const launcherRules = {
  'launcher-counts-failures': {
    on: ['threads ', 'processes ', 'workers ', 'ranks f', 'ranks d', 'jobs fa', 'tasks fa', 'steps fa', 'commands fa'],
    match:
      /^(?:\W{0,3}\w{1,20}: |\W)?(?:[Ee]rror: )?(?:\d{1,7} (?:(?:out )?of |\/ ?))?\d{1,7} (?:\w{1,20} ){0,2}?(?:threads|processes|workers|ranks|jobs|tasks|steps|commands) (?:have |has |were )?(?:failed|died|crashed|aborted)\b/,
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'launcher-points-to-log': {
    on: [
      'details',
      'see the ',
      'See the ',
      'heck the ',
      'onsult ',
      'nspect ',
      'log file',
      'error_file: ',
      '.log for ',
      '.err for ',
    ],
    match:
      /(?:\b(?:see|check|consult|inspect|refer to|look (?:at|in|into)|details (?:are )?in|find \w{1,20} in|error_file:)\b|\b(?:written|logged|saved|found) (?:to|in|at)\b) (?:the )?(?:\w{1,20} ){0,4}['"`(]{0,2}[\w./\\:~-]*[\w-]\.(?:log|err|out|txt)\b/i,
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'slurm-memory-exceeded': {
    like: ['oom_kill event in ', 'oom-kill event(s) in ', '^srun: error: {}: task {}: Out Of Memory'],
    category: 'out-of-memory',
    weight: 'verdict',
    says: () => l10n.t('A step of Slurm used more memory than it asked for'),
    fix: () => [l10n.t('Ask for more memory (--mem or --mem-per-cpu), or process the input in smaller parts.')],
  },
  'slurm-time-limit': {
    like: [
      'slurmstepd: error: *** JOB {} CANCELLED {} DUE TO TIME LIMIT',
      'slurmstepd: error: *** STEP {} CANCELLED {} DUE TO TIME LIMIT',
    ],
    category: 'timeout',
    weight: 'verdict',
    fix: () => [l10n.t('Ask for more time (--time), or save the progress and go on in another job.')],
  },
  'slurm-not-submitted': { like: 'Batch job submission failed: {what}', category: 'bad-arguments' },
} satisfies Rules;
