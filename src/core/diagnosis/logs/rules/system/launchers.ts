import type { Rules } from '../../engine/finding.ts';

/** Rules for programs that start processes or pass jobs to nodes and count or name failed ones without a reason. */
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
} satisfies Rules;
