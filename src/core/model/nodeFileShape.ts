import type { NodeFile, NodeFileProperties } from './nodeFile.ts';
import { type Findings, flag, needed, number, object, type Read, text, time } from './shape.ts';

/** Reads a number of bytes, up to the largest integer that a number holds exactly. */
const size: Read<number> = (value, found: Findings) => {
  const bytes = number(value, found);
  if (bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0)) return bytes;
  found.damaged = true;
  return undefined;
};

/** Omits `copy` and `isDirectory`, which this product adds itself; a listed folder has no properties. */
const readFileProperties: Read<NodeFileProperties> = object<Omit<NodeFileProperties, 'copy' | 'isDirectory'>>({
  lastModified: time,
  creationTime: time,
  contentLength: needed(size),
  contentType: text,
  fileMode: text,
});

/** Reads a file or folder; its name is required, and its length is a string on the wire. */
export const readNodeFile: Read<NodeFile> = object<Omit<NodeFile, 'copy' | 'isOfEngine'>>({
  name: needed(text),
  url: text,
  isDirectory: needed(flag),
  properties: readFileProperties,
});
