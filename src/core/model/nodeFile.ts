import { needed, number, object, text } from './shape.ts';
import { type OtherPlace, otherPlace } from './unread.ts';

/** A file or folder of a task or a node, as the service lists it. Folders have no `properties`. */
export interface NodeFile {
  readonly name: string;
  readonly url?: string;
  readonly isDirectory: boolean;
  readonly properties?: NodeFileProperties;
  /** True if a workflow engine wrote the file: it is shown with its task, wherever it is. */
  readonly isOfEngine?: true;
  /** Copy in storage that exists in addition to the file on the node. */
  readonly copy?: FileCopy;
}

export interface NodeFileProperties {
  readonly lastModified?: string;
  readonly creationTime?: string;
  /** Bytes. */
  readonly contentLength: number;
  readonly contentType?: string;
  readonly fileMode?: string;
  /** Set if the path of a file names a folder. */
  readonly isDirectory?: true;
  /** Copy that is read instead, if the node doesn't have the file. */
  readonly copy?: FileCopy;
}

/** A copy of a file that its node doesn't have. */
export interface FileCopy {
  readonly place: OtherPlace['place'];
  /** Address in storage, without a signature. */
  readonly address?: string;
  /** Time of the upload or save; ISO 8601. */
  readonly at?: string;
  /** Number of bytes before the copy that were not saved. */
  readonly leftOut?: number;
}

export const readFileCopy = object<FileCopy>({ place: needed(otherPlace), address: text, at: text, leftOut: number });
