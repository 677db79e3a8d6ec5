export interface RunFailure {
  readonly category: 'UserError' | 'ServerError';
  readonly code: string;
  readonly message: string;
  readonly details?: readonly { readonly name: string; readonly value: string }[];
}

/** The end of a run. `failure` without `exitCode` means that the program never started. */
export interface RunResult {
  readonly exitCode?: number;
  readonly failure?: RunFailure;
}

/** Exit code of a program that Windows ended (STATUS_CONTROL_C_EXIT), as Batch shows it after a timeout. */
const windowsControlCExit = -1073741510;
/** The Linux node agent reports the negated number of the signal that ended the task's own process. */
const linuxKilled = -9;

/** A program that ended with an exit code other than 0 (recorded from a task). */
export const failureExitCode: RunFailure = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
  details: [
    { name: 'Message', value: 'The task process exited with an unexpected exit code' },
    { name: 'AdditionalErrorCode', value: 'FailureExitCode' },
  ],
};

/** Batch documentation: "Task error codes", `DiskFull`. */
export const taskDiskFull: RunFailure = {
  category: 'ServerError',
  code: 'DiskFull',
  message: 'There is not enough disk space on the node for the resource files of the task',
};

/** Batch documentation: "Task error codes", `TaskEnded`. */
export const taskEnded: RunFailure = {
  category: 'UserError',
  code: 'TaskEnded',
  message: 'Task was ended by user request.',
};

/**
 * Returns the recorded result of a run that the service ended: on request, by its wall-clock limit, or because its node
 * was removed. Batch documentation: "Error handling": the code is the same for all of these.
 */
export function endedByService(os: 'linux' | 'windows'): RunResult {
  return { exitCode: os === 'windows' ? windowsControlCExit : linuxKilled, failure: taskEnded };
}
