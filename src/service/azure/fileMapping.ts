import { definedOnly } from '../../core/model/defined.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import { malformedResponse } from './errors/toBatchError.ts';

/** A file as we know it, with slashes in its path. */
export function toNodeFile(file: NodeFile): NodeFile {
  return { ...file, name: toSlashes(file.name, file.url) };
}

/** Properties of a file from the headers of an answer. */
export function toProperties(header: (name: string) => string | undefined): NodeFileProperties {
  return definedOnly<NodeFileProperties>({
    contentLength: toLength(header('content-length')),
    contentType: header('content-type'),
    lastModified: toIsoTime(header('last-modified')),
    creationTime: toIsoTime(header('ocp-creation-time')),
    fileMode: header('ocp-batch-file-mode'),
  });
}

/**
 * Windows nodes list their files with backslashes, while the name of a Linux file may contain one. The URL of the file
 * shows which it is: there a folder ends with a slash on both.
 */
function toSlashes(name: string, url: string | undefined): string {
  if (!name.includes('\\') || url === undefined) return name;
  const slashed = name.replaceAll('\\', '/');
  // By way of bytes, since half a surrogate pair can't be encoded.
  const encoded = Buffer.from(slashed).toString().split('/').map(encodeURIComponent).join('/');
  return url.endsWith(encoded) ? slashed : name;
}

function toLength(text: string | undefined): number {
  const length = Number(text ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0) throw malformedResponse(`content length ${text}`);
  return length;
}

function toIsoTime(text: string | undefined): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
