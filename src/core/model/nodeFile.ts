/** A file or folder of a task or a node, as the service lists it. Folders have no `properties`. */
export interface NodeFile {
  readonly name: string;
  readonly url?: string;
  readonly isDirectory: boolean;
  readonly properties?: NodeFileProperties;
}

export interface NodeFileProperties {
  readonly lastModified?: string;
  readonly creationTime?: string;
  /** Bytes. */
  readonly contentLength: number;
  readonly contentType?: string;
  readonly fileMode?: string;
  /** Address of the copy in storage, without a signature, where the file is read there since its node does not have it. */
  readonly storedAt?: string;
}
