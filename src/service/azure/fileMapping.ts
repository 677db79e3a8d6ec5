import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import { definedOnly } from '../defined.ts';
import { malformedResponse } from './errors/toBatchError.ts';

/** A file as the wire lists it: its length is a string, as all 64-bit numbers are. */
export interface WireFile extends Omit<NodeFile, 'properties'> {
  readonly properties?: Omit<NodeFileProperties, 'contentLength'> & { readonly contentLength?: string | number };
}

/** A file as we know it. Throws `MalformedResponse` for one without a name, which nothing could be done with. */
export function toNodeFile(file: WireFile): NodeFile {
  const { properties, name, ...rest } = file;
  if (typeof name !== 'string') throw malformedResponse(`file name ${name}`);
  const known = { ...rest, name: toSlashes(name, file.url) };
  if (properties === undefined || properties === null) return known;
  return { ...known, properties: { ...properties, contentLength: toLength(properties.contentLength) } };
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
 * Windows nodes list their files with backslashes, while a Linux file may have one in its name. The file's address
 * tells: there a folder ends with a slash in both cases.
 */
function toSlashes(name: string, url: string | undefined): string {
  if (!name.includes('\\') || typeof url !== 'string') return name;
  const slashed = name.replaceAll('\\', '/');
  // By way of bytes, since half a surrogate pair can't be encoded.
  const encoded = Buffer.from(slashed).toString().split('/').map(encodeURIComponent).join('/');
  return url.endsWith(encoded) ? slashed : name;
}

function toLength(text: string | number | undefined): number {
  const length = Number(text ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0) throw malformedResponse(`content length ${text}`);
  return length;
}

function toIsoTime(text: string | undefined): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
