import * as l10n from '@vscode/l10n';
import type { Task } from '../model/task.ts';

/** A program that adds tasks on its own, and continues after they end. */
export type WorkflowEngine = 'nextflow' | 'snakemake' | 'cromwell' | 'dataFactory';

/** Number of characters of a command line that are searched; engines name their step at its start. */
const maxCommand = 8000;

/**
 * Finds the engine that added a task, by its definition: the script that Nextflow runs, the options by which Snakemake
 * runs one rule, the folder of a Cromwell call, or the job that Data Factory creates for each pool. Tasks that run a
 * whole engine don't count.
 */
export function findEngine(
  { commandLine = '', environmentSettings = [] }: Pick<Task, 'commandLine' | 'environmentSettings'>,
  jobId = '',
): WorkflowEngine | undefined {
  const command = commandLine.slice(0, maxCommand);
  const values = environmentSettings.map(({ value = '' }) => value).join('\n');
  const names = environmentSettings.map(({ name }) => name.toUpperCase());
  if (/\.command\.run\b/.test(command) || names.includes('NXF_TASK_NAME')) return 'nextflow';
  if (/\bsnakemake\b/i.test(command) && /--(?:allowed-rules|target-jobs|local-groupid)\b/.test(command))
    return 'snakemake';
  if (/\/cromwell-executions\//.test(`${command}\n${values.slice(0, maxCommand)}`)) return 'cromwell';
  return /^adfv2-/i.test(jobId) ? 'dataFactory' : undefined;
}

/** Describes what to do with the engine, since it doesn't follow a task that is retried or added by hand. */
export function adviseEngine(engine: WorkflowEngine): string {
  switch (engine) {
    case 'nextflow':
      return l10n.t(
        "Fix the cause, in the workflow if the task definition is at fault. Then run Nextflow again with `-resume`: it adds the task itself and reuses the results of whatever succeeded. It doesn't track a task that you rerun manually.",
      );
    case 'snakemake':
      return l10n.t(
        "Fix the cause, in the rule if the task definition is at fault. Then run Snakemake again with `--rerun-incomplete`: it adds the task itself and reuses the results of whatever succeeded. It doesn't track a task that you rerun manually.",
      );
    case 'cromwell':
      return l10n.t(
        "Fix the cause, in the workflow if the task definition is at fault. Then submit the workflow to Cromwell again: it adds the task itself and, with call caching, reuses the results of whatever succeeded. It doesn't track a task that you rerun manually.",
      );
    case 'dataFactory':
      return l10n.t(
        "Fix the cause, in the activity if the task definition is at fault. Then rerun the pipeline in Data Factory from the failed activity: it adds the task itself. It doesn't track a task that you rerun manually.",
      );
  }
}
