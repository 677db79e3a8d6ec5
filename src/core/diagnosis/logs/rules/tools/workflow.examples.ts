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
  'cwl-command-missing': {
    examples: ["ERROR 'nosuchtool' not found: [Errno 2] No such file or directory: 'nosuchtool'"],
  },
  'cwl-output-missing': {
    examples: [
      "(\"Error collecting output for parameter 'bam': t.cwl:8:21: Did not find output file with glob pattern: ['*.bam'].\", {})",
    ],
  },
  'snakemake-file-missing': {
    examples: [
      'Error: no Snakefile found, tried Snakefile, snakefile, workflow/Snakefile, workflow/snakefile.',
      'Workflow defines configfile config.yaml but it is not present or accessible.',
    ],
  },
  'snakemake-rule-missing': { examples: ['MissingRuleException:'] },
  'snakemake-rules-ambiguous': { examples: ['AmbiguousRuleException:'] },
  'cromwell-job-message': {
    examples: [
      '    "message": "Job main.align:NA:1 exited with return code 1 which has not been declared as a valid return code. See \'continueOnReturnCode\' runtime attribute for more details."',
    ],
  },
  'engine-job-exit-code': {
    examples: [
      'Job main.align:NA:1 exited with return code 1 which has not been declared as a valid return code.',
      '[2024-03-05 10:11:12,13] [error] WorkflowManagerActor: Workflow 7f2d failed (during ExecutingWorkflowState): Job main.align:NA:1 failed',
      'Check the content of stderr for potential additional information: /mnt/cromwell/align/stderr.',
    ],
  },
  'cromwell-input-missing': { examples: ["Required workflow input 'main.reads' not specified"] },
};
