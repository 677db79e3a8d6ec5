import type { CommandRun } from '../../src/simulator/executors/executor.ts';

/** Makes a run of a task `t` of job `j` with the given changes. */
export function commandRun(changes: Partial<CommandRun> = {}): CommandRun {
  return {
    kind: 'task',
    poolId: 'p',
    nodeId: 'tvmps_1_d',
    jobId: 'j',
    taskId: 't',
    attempt: 0,
    commandLine: 'true',
    rootDirectory: 'workitems/j/job-1/t',
    environment: { AZ_BATCH_JOB_ID: 'j', AZ_BATCH_TASK_ID: 't' },
    resourceFiles: [],
    outputFiles: [],
    signal: new AbortController().signal,
    ...changes,
  };
}
