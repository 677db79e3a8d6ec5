import { type Findings, flag, type Infer, needed, number, object, type Read, text, time } from './shape.ts';
import { otherPlace } from './unread.ts';

/** Reads a number of bytes, up to the largest integer that a number holds exactly. */
const size: Read<number> = (value, found: Findings) => {
  const bytes = number(value, found);
  if (bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0)) return bytes;
  found.damaged = true;
  return undefined;
};

export const readFileCopy = object({
  place: needed(otherPlace),
  /** Address in storage, without a signature. */
  address: text,
  /** Time of the upload or save; ISO 8601. */
  at: text,
  /** Number of bytes before the copy that were not saved. */
  leftOut: number,
});

/** A copy of a file that its node doesn't have. */
export interface FileCopy extends Infer<typeof readFileCopy> {}

const readFileProperties = object({
  lastModified: time,
  creationTime: time,
  /** Bytes. */
  contentLength: needed(size),
  contentType: text,
  fileMode: text,
});

export interface NodeFileProperties extends Infer<typeof readFileProperties> {
  /** Set if the path of a file refers to a folder. */
  readonly isDirectory?: true;
  /** Copy that is read instead, if the node doesn't have the file. */
  readonly copy?: FileCopy;
}

/** Reads a file or folder; its name is required, and its length is a string in the REST API. */
export const readNodeFile = object({
  name: needed(text),
  url: text,
  isDirectory: needed(flag),
  properties: readFileProperties,
});

/** A file or folder of a task or a node, as the service lists it. Folders have no `properties`. */
export interface NodeFile extends Infer<typeof readNodeFile> {
  readonly properties?: NodeFileProperties;
  /** True if a workflow engine wrote the file, which is therefore shown with its task, wherever it is. */
  readonly isOfEngine?: true;
  /** Copy in storage that exists in addition to the file on the node. */
  readonly copy?: FileCopy;
}
