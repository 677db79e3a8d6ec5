import { describeError } from '../../describeError.ts';
import type { RunFailure } from '../outcome.ts';
import { StorageRefusal, TransferError } from './httpTransfer.ts';
import type { OutputFile } from './outputFile.ts';

type UploadCode =
  | 'FileUploadAccessDenied'
  | 'FileUploadContainerNotFound'
  | 'FileUploadConflict'
  | 'FileUploadTimedOut'
  | 'FileUploadMiscError';

/** Batch documentation: "Task error codes" (output file upload errors). */
const messages: Readonly<Record<UploadCode, string>> = {
  FileUploadAccessDenied: 'Access was denied to the container of one of the specified output file(s)',
  FileUploadContainerNotFound: 'The container of one of the specified output file(s) was not found',
  FileUploadConflict: 'A conflict was encountered while uploading one of the specified output file(s)',
  FileUploadTimedOut: 'Timed out while uploading one of the specified output file(s)',
  FileUploadMiscError: 'Miscellaneous error encountered while uploading one of the specified output file(s)',
};

/**
 * Returns a task's failure for a failed upload. `path` is the file's, relative to the node's root. The details are
 * those of a recorded refusal.
 */
export function toUploadFailure(file: OutputFile, path: string, error: unknown): RunFailure {
  const code = toCode(error);
  return {
    category: 'UserError',
    code,
    message: messages[code],
    details: [
      { name: 'FilePath', value: path },
      { name: 'FilePattern', value: file.filePattern },
      { name: 'FileDestination', value: file.containerUrl },
      ...(code === 'FileUploadAccessDenied' ? [] : [{ name: 'Message', value: describeError(error) }]),
    ],
  };
}

function toCode(error: unknown): UploadCode {
  if (error instanceof TransferError) return error.timedOut ? 'FileUploadTimedOut' : 'FileUploadMiscError';
  return error instanceof StorageRefusal ? codeOfStatus(error.status) : 'FileUploadMiscError';
}

function codeOfStatus(status: number): UploadCode {
  switch (status) {
    case 401:
    case 403:
      return 'FileUploadAccessDenied';
    case 404:
      return 'FileUploadContainerNotFound';
    case 409:
    case 412:
      return 'FileUploadConflict';
    case 408:
    case 504:
      return 'FileUploadTimedOut';
    default:
      return 'FileUploadMiscError';
  }
}
