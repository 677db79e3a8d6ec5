import type { Readable } from 'node:stream';
import type { Attributes, FileEntry, SFTPWrapper } from 'ssh2';
import type { NodeFiles, StoredFile } from '../executor.ts';

const status = { ok: 0, endOfFile: 1, noSuchFile: 2, permissionDenied: 3, failure: 4 } as const;
const openForReading = 0x1;
/** Maximum number of folder entries in one response. */
const entriesPerAnswer = 100;
/** Maximum number of files and folders that a client may have open. */
const maxHandles = 256;
const handleBytes = 4;
/** Maximum number of bytes in one response, even if the client requests more. */
const maxReadBytes = 256 * 1024;
const folderType = 0o040000;
const fileType = 0o100000;

type Handle =
  | { readonly kind: 'file'; readonly file: StoredFile }
  | { readonly kind: 'folder'; readonly entries: StoredFile[] };

const refusedRequests = ['WRITE', 'REMOVE', 'MKDIR', 'RMDIR', 'RENAME', 'SETSTAT', 'FSETSTAT', 'SYMLINK'] as const;

/** Serves SFTP over the files of a node: listing and reading only. Every other request is refused. */
export function serveSftp(sftp: SFTPWrapper, files: NodeFiles): void {
  const session = new SftpSession(sftp, files);
  sftp.on('REALPATH', (id, path) => session.realPath(id, path));
  sftp.on('STAT', (id, path) => session.stat(id, path));
  sftp.on('LSTAT', (id, path) => session.stat(id, path));
  sftp.on('OPEN', (id, path, flags) => session.open(id, path, flags));
  sftp.on('OPENDIR', (id, path) => session.openFolder(id, path));
  sftp.on('READDIR', (id, name) => session.readFolder(id, name));
  sftp.on('FSTAT', (id, name) => session.statHandle(id, name));
  sftp.on('READ', (id, name, offset, length) => session.read(id, name, offset, length));
  sftp.on('CLOSE', (id, name) => session.close(id, name));
  for (const request of refusedRequests) sftp.on(request, (id: number) => sftp.status(id, status.permissionDenied));
  sftp.on('READLINK', (id) => sftp.status(id, status.noSuchFile));
  sftp.on('end', () => {
    sftp._protocol.exitStatus(sftp.outgoing.id, 0);
    sftp.end();
  });
}

/** One client's open handles, and the responses to its requests. `id` is the request's. */
class SftpSession {
  readonly #sftp: SFTPWrapper;
  readonly #files: NodeFiles;
  readonly #handles = new Map<number, Handle>();
  #nextHandle = 0;

  constructor(sftp: SFTPWrapper, files: NodeFiles) {
    this.#sftp = sftp;
    this.#files = files;
  }

  realPath(id: number, given: string): void {
    const path = `/${toRelative(given)}`;
    this.#sftp.name(id, [{ filename: path, longname: path, attrs: toAttributes(rootFolder) }]);
  }

  stat(id: number, path: string): void {
    this.#withFile(id, path, (file) => this.#sftp.attrs(id, toAttributes(file)));
  }

  open(id: number, path: string, flags: number): void {
    if (flags !== openForReading) {
      this.#sftp.status(id, status.permissionDenied);
      return;
    }
    this.#withFile(id, path, (file) => {
      if (file.isDirectory) this.#sftp.status(id, status.failure);
      else this.#keep(id, { kind: 'file', file });
    });
  }

  openFolder(id: number, path: string): void {
    this.#withFile(id, path, async (file) => {
      this.#keep(id, { kind: 'folder', entries: [...(await this.#files.list(file.path, false))] });
    });
  }

  readFolder(id: number, name: Buffer): void {
    const handle = this.#find(name);
    if (handle?.kind !== 'folder') this.#sftp.status(id, status.failure);
    else if (handle.entries.length === 0) this.#sftp.status(id, status.endOfFile);
    else this.#sftp.name(id, handle.entries.splice(0, entriesPerAnswer).map(toEntry));
  }

  statHandle(id: number, name: Buffer): void {
    const handle = this.#find(name);
    if (handle?.kind === 'file') this.#sftp.attrs(id, toAttributes(handle.file));
    else this.#sftp.status(id, status.failure);
  }

  read(id: number, name: Buffer, offset: number, length: number): void {
    const handle = this.#find(name);
    if (handle?.kind !== 'file') {
      this.#sftp.status(id, status.failure);
      return;
    }
    const { path, contentLength } = handle.file;
    const end = Math.min(offset + Math.min(length, maxReadBytes), contentLength) - 1;
    const bytes = offset > end ? Promise.resolve(Buffer.alloc(0)) : readAll(this.#files.read(path, offset, end));
    bytes
      .then((read) => (read.length > 0 ? this.#sftp.data(id, read) : this.#sftp.status(id, status.endOfFile)))
      .catch(() => this.#sftp.status(id, status.failure));
  }

  close(id: number, name: Buffer): void {
    const isKnown = name.length === handleBytes && this.#handles.delete(name.readUInt32BE());
    this.#sftp.status(id, isKnown ? status.ok : status.failure);
  }

  #withFile(id: number, given: string, act: (file: StoredFile) => void | Promise<void>): void {
    findFile(this.#files, given)
      .then((file) => (file ? act(file) : this.#sftp.status(id, status.noSuchFile)))
      .catch(() => this.#sftp.status(id, status.failure));
  }

  #keep(id: number, handle: Handle): void {
    if (this.#handles.size >= maxHandles) {
      this.#sftp.status(id, status.failure);
      return;
    }
    const name = Buffer.alloc(handleBytes);
    name.writeUInt32BE(this.#nextHandle);
    this.#handles.set(this.#nextHandle++, handle);
    this.#sftp.handle(id, name);
  }

  #find(name: Buffer): Handle | undefined {
    return name.length === handleBytes ? this.#handles.get(name.readUInt32BE()) : undefined;
  }
}

const rootFolder: StoredFile = { path: '', isDirectory: true, contentLength: 0, lastModifiedMs: 0 };

async function findFile(files: NodeFiles, given: string): Promise<StoredFile | undefined> {
  const path = toRelative(given);
  return path === '' ? rootFolder : files.find(path);
}

/** The node's root is the client's `/`; its parent is itself. */
function toRelative(given: string): string {
  const segments: string[] = [];
  for (const segment of given.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

function toAttributes(file: StoredFile): Attributes {
  const seconds = Math.floor(file.lastModifiedMs / 1000);
  const mode = file.isDirectory ? folderType | 0o755 : fileType | 0o644;
  return { mode, uid: 0, gid: 0, size: file.contentLength, atime: seconds, mtime: seconds };
}

function toEntry(file: StoredFile): FileEntry {
  const filename = file.path.slice(file.path.lastIndexOf('/') + 1);
  const kind = file.isDirectory ? 'drwxr-xr-x' : '-rw-r--r--';
  const time = new Date(file.lastModifiedMs).toISOString().slice(0, 16);
  const longname = `${kind} 1 batch batch ${file.contentLength} ${time} ${filename}`;
  return { filename, longname, attrs: toAttributes(file) };
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
