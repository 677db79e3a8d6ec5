import type { ExamplesOf } from '../../engine/examples.ts';
import type { schedulerRules } from './schedulers.ts';

export const schedulerExamples: ExamplesOf<typeof schedulerRules> = {
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
  'slurm-node-failed': {
    examples: [
      'slurmstepd: error: *** JOB 91 ON node-2 CANCELLED AT 2026-11-20T08:00:00 DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***',
    ],
    not: ['slurmstepd: error: *** JOB 91 ON node-2 CANCELLED AT 2026-11-20T08:00:00 ***'],
  },
  'slurm-host-unknown': { examples: ['srun: error: Unable to resolve "node17": Unknown host'] },
  'slurm-not-submitted': {
    examples: [
      'sbatch: error: Batch job submission failed: Invalid partition name specified',
      'srun: error: Batch job submission failed: Requested node configuration is not available',
    ],
  },
  'slurm-task-killed': { examples: ['srun: error: h36m03: tasks 0-1,3-11: Killed'] },
  'slurm-task-crashed': { examples: ['srun: error: node1313: task 743: Aborted'] },
  'slurm-task-exited': {
    examples: [
      'srun: error: node-3: task 0: Exited with exit code 1',
      'srun: error: node-3: tasks 0-3: Terminated',
      '[2026-11-20T08:00:00.120] error: *** STEP 812.0 ON node-3 CANCELLED AT 2026-11-20T08:00:00 DUE TO TASK FAILURE ***',
    ],
    not: ['srun: error: node-3: task 0: Killed'],
  },
  'slurm-step-cancelled': {
    examples: [
      'slurmstepd: *** STEP 182529.0 ON node1283 CANCELLED AT 2016-02-28T10:59:46 ***',
      ' 0: slurmstepd: error: *** STEP 42861376.0 ON h36m03 CANCELLED AT 2023-03-13T21:37:06 ***',
    ],
    not: ['slurmstepd: error: *** JOB 1234 ON node-1 CANCELLED AT 2026-11-20T08:00:00 DUE TO TIME LIMIT ***'],
  },
  'scheduler-time-limit': {
    examples: [
      '=>> PBS: job killed: walltime 86415 exceeded limit 86400',
      'TERM_CPULIMIT: job killed after reaching LSF CPU usage limit.',
    ],
  },
  'scheduler-memory-limit': {
    examples: [
      'Container exceeded memory limit and was killed',
      'TERM_SWAP: job killed after reaching LSF swap usage limit.',
    ],
  },
  'scheduler-count-limit': {
    examples: ['TERM_PROCESSLIMIT: job killed after reaching LSF process limit.'],
    not: ['limits in use: TERM_PROCESSLIMIT=4096'],
  },
};
