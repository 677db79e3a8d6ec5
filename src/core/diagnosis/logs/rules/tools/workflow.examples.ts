import type { ExamplesOf } from '../../engine/examples.ts';
import type { workflowRules } from './workflow.ts';

export const workflowExamples: Partial<ExamplesOf<typeof workflowRules>> = {
  'workflow-snakemake': {
    examples: [
      'MissingInputException in line 12 of /mnt/wf/Snakefile:',
      'CalledProcessError in line 78 of /mnt/wf/rules/analyse.smk:',
      'NameError in file /mnt/batch/tasks/workitems/frames/job-1/task-7/wd/Snakefile, line 1:',
    ],
  },
  'workflow-error-in-rule': {
    examples: [
      'Shutting down, this might take some time.',
      'Exiting because a job execution failed. Look above for error message',
      'Removing output files of failed job a since they might be corrupted:',
    ],
  },
  'workflow-directory-cannot-be': {
    examples: [
      'Exception in thread "main" java.lang.RuntimeException: Unable to acquire lock on /mnt/shared/index/write.lock',
      'Error: Directory cannot be locked. Please make sure that no other Snakemake process is trying to create the same files in the following directory:',
    ],
  },
  'workflow-incompletefilesexception': { examples: ['IncompleteFilesException:'] },
  'workflow-snakefile-not-found': {
    examples: ['Error: no Snakefile found, tried Snakefile, snakefile, workflow/Snakefile, workflow/snakefile.'],
  },
  'workflow-error-not-found': {
    examples: ["ERROR 'nosuchtool' not found: [Errno 2] No such file or directory: 'nosuchtool'"],
  },
  'workflow-did-not-find': {
    examples: [
      "(\"Error collecting output for parameter 'bam': t.cwl:8:21: Did not find output file with glob pattern: ['*.bam'].\", {})",
    ],
  },
  'workflow-defines-configfile-but': {
    examples: ['Workflow defines configfile config.yaml but it is not present or accessible.'],
  },
  'workflow-missingruleexception': { examples: ['MissingRuleException:'] },
  'workflow-ambiguousruleexception': { examples: ['AmbiguousRuleException:'] },
  'workflow-srun-error': { examples: ['srun: error: h36m03: tasks 0-1,3-11: Killed'] },
  'workflow-srun-error-2': { examples: ['srun: error: node1313: task 743: Aborted'] },
  'workflow-slurmstepd-error-step': {
    examples: [
      'slurmstepd: *** STEP 182529.0 ON node1283 CANCELLED AT 2016-02-28T10:59:46 ***',
      ' 0: slurmstepd: error: *** STEP 42861376.0 ON h36m03 CANCELLED AT 2023-03-13T21:37:06 ***',
    ],
  },
  'workflow-check-the-content': {
    examples: ['Check the content of stderr for potential additional information: /mnt/cromwell/align/stderr.'],
  },
  'workflow-pbs-job-killed': { examples: ['=>> PBS: job killed: walltime 86415 exceeded limit 86400'] },
  'workflow-pbs-job-killed-mem': { examples: ['Container exceeded memory limit and was killed'] },
};
