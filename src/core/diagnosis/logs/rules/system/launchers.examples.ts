import type { ExamplesOf } from '../../engine/examples.ts';
import type { launcherRules } from './launchers.ts';

export const launcherExamples: ExamplesOf<typeof launcherRules> = {
  'launcher-counts-failures': {
    examples: ['ERROR: 3 threads failed', '2 of 8 workers failed', 'Error: 4 out of 16 processes died'],
    not: ['0 of 8 workers started', 'ERROR: threads failed to start: Resource temporarily unavailable'],
  },
  'launcher-points-to-log': {
    examples: [
      'ERROR: simulation stopped, see /mnt/logs/run.log for details.',
      'Failed: check the log file solver.err',
      'error: details in logs/rank3.out',
    ],
    not: ['ERROR: cannot open run.log', 'ERROR: unknown keyword in model.inp'],
  },
  'slurm-memory-exceeded': {
    examples: [
      'slurmstepd: error: Detected 1 oom_kill event in StepId=12.0. Some of the step tasks have been OOM Killed.',
      'slurmstepd: error: Detected 1 oom-kill event(s) in StepId=12.batch. Some of your processes may have been killed by the cgroup out-of-memory handler.',
      'srun: error: node1: task 3: Out Of Memory',
    ],
  },
  'slurm-time-limit': {
    examples: ['slurmstepd: error: *** JOB 1234 ON node1 CANCELLED AT 2026-11-20T08:00:00 DUE TO TIME LIMIT ***'],
  },
  'slurm-not-submitted': {
    examples: [
      'sbatch: error: Batch job submission failed: Invalid partition name specified',
      'srun: error: Batch job submission failed: Requested node configuration is not available',
    ],
  },
};
