import { endedByService, failureExitCode, type RunFailure } from '../executors/outcome.ts';
import type { RunScript } from '../executors/runScript.ts';

type Output = Pick<RunScript, 'stdout' | 'stderr' | 'files'>;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;

/** Returns a run that ends with exit code 0. */
export function succeeded(durationMs: number, output: Output = {}): RunScript {
  return { durationMs, exitCode: 0, ...output };
}

/** Returns a run whose program ends with a nonzero exit code. */
export function failed(exitCode: number, durationMs: number, output: Output = {}): RunScript {
  return { durationMs, exitCode, failure: failureExitCode, ...output };
}

/** Returns a run that the service ends: on request, or because of its time limit. */
export function ended(durationMs: number, output: Output = {}): RunScript {
  return { durationMs, ...endedByService('linux'), ...output };
}

/** Returns a run that fails before its program starts. */
export function neverStarted(failure: RunFailure, durationMs = 2 * secondMs): RunScript {
  return { durationMs, failure };
}

/** Returns a run whose program succeeds but whose output cannot be uploaded. */
export function notUploaded(failure: RunFailure, durationMs: number, output: Output = {}): RunScript {
  return { durationMs, exitCode: 0, failure, ...output };
}

/** Returns the failure for a resource file that is missing in storage. */
export function blobNotFound(url: string, filePath: string): RunFailure {
  return {
    category: 'UserError',
    code: 'BlobNotFound',
    message: 'One of the specified Azure Blob(s) is not found',
    details: blobDetails(url, filePath, 'The storage service answered 404 BlobNotFound'),
  };
}

/** Returns the failure for a resource file that storage refuses to return. */
export function blobAccessDenied(url: string, filePath: string): RunFailure {
  return {
    category: 'UserError',
    code: 'BlobAccessDenied',
    message: 'Access for one of the specified Azure Blob(s) is denied',
    details: blobDetails(url, filePath, 'The storage service answered 403 AuthenticationFailed'),
  };
}

function blobDetails(url: string, filePath: string, message: string): NonNullable<RunFailure['details']> {
  return [
    { name: 'BlobSource', value: url },
    { name: 'FilePath', value: filePath },
    { name: 'Message', value: message },
  ];
}

/** Returns the failure for an output file that storage refuses; `filePath` is relative to the node's root. */
export function uploadDenied(containerUrl: string, filePattern: string, filePath: string): RunFailure {
  return {
    category: 'UserError',
    code: 'FileUploadAccessDenied',
    message: 'Access was denied to the container of one of the specified output file(s)',
    details: [
      { name: 'FilePath', value: filePath },
      { name: 'FilePattern', value: filePattern },
      { name: 'FileDestination', value: containerUrl },
    ],
  };
}

/** Failure of a command line whose program does not exist on the node. */
export const programNotFound: RunFailure = {
  category: 'UserError',
  code: 'CommandProgramNotFound',
  message: 'The specified command program is not found',
  details: [{ name: 'Message', value: 'The system cannot find the file specified' }],
};
