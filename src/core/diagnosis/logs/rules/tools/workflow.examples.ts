import type { ExamplesOf } from '../../engine/examples.ts';
import type { workflowRules } from './workflow.ts';

export const workflowExamples: ExamplesOf<typeof workflowRules> = {
  'snakemake-exception': {
    examples: [
      'MissingInputException in line 12 of /mnt/wf/Snakefile:',
      'CalledProcessError in line 78 of /mnt/wf/rules/analyse.smk:',
      'NameError in file /mnt/batch/tasks/workitems/frames/job-1/task-7/wd/Snakefile, line 1:',
    ],
  },
  'snakemake-rule-failed': {
    examples: [['Error in rule sort:', '    jobid: 1', '    output: b', '    shell:', '        samtools sort a > b']],
  },
  'snakemake-ends': {
    examples: [
      'Shutting down, this might take some time.',
      'Exiting because a job execution failed. Look above for error message',
      'Removing output files of failed job a since they might be corrupted:',
    ],
  },
  'snakemake-directory-locked': {
    examples: [
      'Error: Directory cannot be locked. Please make sure that no other Snakemake process is trying to create the same files in the following directory:',
    ],
  },
  'snakemake-files-incomplete': { examples: ['IncompleteFilesException:'] },
  'snakemake-snakefile-missing': {
    examples: ['Error: no Snakefile found, tried Snakefile, snakefile, workflow/Snakefile, workflow/snakefile.'],
  },
  'cwl-command-missing': {
    examples: ["ERROR 'nosuchtool' not found: [Errno 2] No such file or directory: 'nosuchtool'"],
  },
  'cwl-output-missing': {
    examples: [
      "(\"Error collecting output for parameter 'bam': t.cwl:8:21: Did not find output file with glob pattern: ['*.bam'].\", {})",
    ],
  },
  'snakemake-config-missing': {
    examples: ['Workflow defines configfile config.yaml but it is not present or accessible.'],
  },
  'snakemake-rule-missing': { examples: ['MissingRuleException:'] },
  'snakemake-rules-ambiguous': { examples: ['AmbiguousRuleException:'] },
  'slurm-task-killed': { examples: ['srun: error: h36m03: tasks 0-1,3-11: Killed'] },
  'slurm-task-crashed': { examples: ['srun: error: node1313: task 743: Aborted'] },
  'slurm-step-cancelled': {
    examples: [
      'slurmstepd: *** STEP 182529.0 ON node1283 CANCELLED AT 2016-02-28T10:59:46 ***',
      ' 0: slurmstepd: error: *** STEP 42861376.0 ON h36m03 CANCELLED AT 2023-03-13T21:37:06 ***',
    ],
    not: ['slurmstepd: error: *** JOB 1234 ON node-1 CANCELLED AT 2026-11-20T08:00:00 DUE TO TIME LIMIT ***'],
  },
  'cromwell-pointer-to-stderr': {
    examples: ['Check the content of stderr for potential additional information: /mnt/cromwell/align/stderr.'],
  },
  'scheduler-time-limit': { examples: ['=>> PBS: job killed: walltime 86415 exceeded limit 86400'] },
  'scheduler-memory-limit': { examples: ['Container exceeded memory limit and was killed'] },
  'cromwell-job-message': {
    examples: [
      '    "message": "Job main.align:NA:1 exited with return code 1 which has not been declared as a valid return code. See \'continueOnReturnCode\' runtime attribute for more details."',
    ],
  },
  'cromwell-job-exit-code': {
    examples: [
      'Job main.align:NA:1 exited with return code 1 which has not been declared as a valid return code.',
      '[2024-03-05 10:11:12,13] [error] WorkflowManagerActor: Workflow 7f2d failed (during ExecutingWorkflowState): Job main.align:NA:1 failed',
    ],
  },
  'cromwell-input-missing': { examples: ["Required workflow input 'main.reads' not specified"] },
  'slurm-task-exited': {
    examples: ['srun: error: node-3: task 0: Exited with exit code 1', 'srun: error: node-3: tasks 0-3: Terminated'],
  },
};
