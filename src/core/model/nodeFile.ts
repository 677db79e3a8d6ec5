import { needed, number, object, text } from './shape.ts';
import { type OtherPlace, otherPlace } from './unread.ts';

/** A file or folder of a task or a node, as the service lists it. Folders have no `properties`. */
export interface NodeFile {
  readonly name: string;
  readonly url?: string;
  readonly isDirectory: boolean;
  readonly properties?: NodeFileProperties;
  /** Whether a workflow engine left it: it is shown with its task, wherever it is. */
  readonly isOfEngine?: true;
  /** What storage has of it as well, while its node has it. */
  readonly copy?: FileCopy;
}

export interface NodeFileProperties {
  readonly lastModified?: string;
  readonly creationTime?: string;
  /** Bytes. */
  readonly contentLength: number;
  readonly contentType?: string;
  readonly fileMode?: string;
  /** Where a folder is asked for as a file. */
  readonly isDirectory?: true;
  /** What is read in its place, where its node does not have it. */
  readonly copy?: FileCopy;
}

/** A copy of a file that its node does not have. */
export interface FileCopy {
  readonly place: OtherPlace['place'];
  /** In storage, without a signature. */
  readonly address?: string;
  /** When it was uploaded or saved; ISO 8601. */
  readonly at?: string;
  /** How many bytes before it were not saved. */
  readonly leftOut?: number;
}

export const readFileCopy = object<FileCopy>({ place: needed(otherPlace), address: text, at: text, leftOut: number });
