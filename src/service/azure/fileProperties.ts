import { definedOnly } from '../../core/model/defined.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { malformedResponse } from './errors/toBatchError.ts';

/**
 * Reads the file properties from the headers of Batch or storage. Throws `MalformedResponse` if they have no length.
 */
export function toFileProperties(header: (name: string) => string | undefined): NodeFileProperties {
  const isDirectory = header('ocp-batch-file-isdirectory')?.toLowerCase() === 'true';
  return definedOnly<NodeFileProperties>({
    contentLength: isDirectory ? 0 : toLength(header('content-length')),
    isDirectory: isDirectory || undefined,
    contentType: header('content-type'),
    lastModified: toIsoTime(header('last-modified')),
    creationTime: toIsoTime(header('ocp-creation-time') ?? header('x-ms-creation-time')),
    fileMode: header('ocp-batch-file-mode'),
  });
}

function toLength(text: string | undefined): number {
  const length = Number(text ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0) throw malformedResponse(`content length ${text}`);
  return length;
}

/** Converts the time in an HTTP header to ISO 8601. */
export function toIsoTime(text: string | undefined): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
