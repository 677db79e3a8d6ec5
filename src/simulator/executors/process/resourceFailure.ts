import { describeError } from '../../describeError.ts';
import { type RunFailure, taskDiskFull } from '../outcome.ts';
import { StorageRefusal, TransferError } from './httpTransfer.ts';

type FileFailureCode =
  | 'ResourceDirectoryCreateFailed'
  | 'ResourceFileCreateFailed'
  | 'ResourceFileWriteFailed'
  | 'DiskFull';

const fileMessages: Readonly<Record<FileFailureCode, string>> = {
  ResourceDirectoryCreateFailed: 'The directory of one of the specified resource files could not be created',
  ResourceFileCreateFailed: 'One of the specified resource files could not be created',
  ResourceFileWriteFailed: 'One of the specified resource files could not be written',
  DiskFull: taskDiskFull.message,
};

/** The meaning of a storage response, or of its absence, for a blob or container. */
type Cause = 'NotFound' | 'AccessDenied' | 'TimedOut' | 'MiscError';

/** Batch documentation: "Task error codes" (pre-processing errors of blobs). */
const blobFailures: Readonly<Record<Cause, readonly [RunFailure['category'], string, string]>> = {
  NotFound: ['UserError', 'BlobNotFound', 'One of the specified Azure Blob(s) is not found'],
  AccessDenied: ['UserError', 'BlobAccessDenied', 'Access for one of the specified Azure Blob(s) is denied'],
  TimedOut: ['ServerError', 'BlobDownloadTimedOut', 'Timed out while downloading one of the specified Azure Blob(s)'],
  MiscError: [
    'ServerError',
    'BlobDownloadMiscError',
    'Miscellaneous error encountered while downloading one of the specified Azure Blob(s)',
  ],
};

const containerFailures: typeof blobFailures = {
  NotFound: ['UserError', 'ResourceContainerNotFound', 'One of the specified Azure Blob container(s) is not found'],
  AccessDenied: [
    'UserError',
    'ResourceContainerAccessDenied',
    'Access for one of the specified Azure Blob container(s) is denied',
  ],
  TimedOut: [
    'ServerError',
    'ResourceContainerListTimedOut',
    'Timed out while listing one of the specified Azure Blob container(s)',
  ],
  MiscError: [
    'ServerError',
    'ResourceContainerListMiscError',
    'Miscellaneous error encountered while listing one of the specified Azure Blob container(s)',
  ],
};

export function toBlobFailure(url: string, path: string, error: unknown): RunFailure {
  return toFailure(blobFailures, error, [
    { name: 'BlobSource', value: url },
    { name: 'FilePath', value: path },
  ]);
}

export function toContainerFailure(url: string, error: unknown): RunFailure {
  return toFailure(containerFailures, error, [{ name: 'BlobSource', value: url }]);
}

export function toFileFailure(code: FileFailureCode, path: string, cause: unknown): RunFailure {
  return {
    category: 'ServerError',
    code,
    message: fileMessages[code],
    details: [
      { name: 'FilePath', value: path },
      { name: 'Message', value: describeError(cause) },
    ],
  };
}

/** True for a full disk, and for a user's exceeded quota. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function toFailure(
  table: typeof blobFailures,
  error: unknown,
  details: NonNullable<RunFailure['details']>,
): RunFailure {
  const [category, code, message] = table[toCause(error)];
  return { category, code, message, details: [...details, { name: 'Message', value: describeError(error) }] };
}

function toCause(error: unknown): Cause {
  if (error instanceof TransferError) return error.timedOut ? 'TimedOut' : 'MiscError';
  return error instanceof StorageRefusal ? causeOfStatus(error.status, error.code) : 'MiscError';
}

/** Uses the status, because the codes of Azure Storage and its emulators differ for an expired or wrong SAS. */
function causeOfStatus(status: number, code: string | undefined): Cause {
  if (status === 404) return 'NotFound';
  if (status === 401 || status === 403 || code === 'PublicAccessNotPermitted') return 'AccessDenied';
  return status === 408 || status === 504 ? 'TimedOut' : 'MiscError';
}
