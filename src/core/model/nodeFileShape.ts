import type { NodeFile, NodeFileProperties } from './nodeFile.ts';
import { type Findings, flag, needed, number, object, type Read, text, time } from './shape.ts';

/** Bytes, as many as a number holds exactly. */
const size: Read<number> = (value, found: Findings) => {
  const bytes = number(value, found);
  if (bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0)) return bytes;
  found.damaged = true;
  return undefined;
};

/** Where a copy is, the service does not say: we do. A folder has none of these in a list. */
const readFileProperties: Read<NodeFileProperties> = object<Omit<NodeFileProperties, 'copy' | 'isDirectory'>>({
  lastModified: time,
  creationTime: time,
  contentLength: needed(size),
  contentType: text,
  fileMode: text,
});

/** A file or folder, by its name; its length is a text on the wire. */
export const readNodeFile: Read<NodeFile> = object<Omit<NodeFile, 'copy' | 'isOfEngine'>>({
  name: needed(text),
  url: text,
  isDirectory: needed(flag),
  properties: readFileProperties,
});
