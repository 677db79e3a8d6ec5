import type { Readable } from 'node:stream';
import type { Attributes, FileEntry, SFTPWrapper } from 'ssh2';
import type { NodeFiles, StoredFile } from '../executor.ts';

const status = { ok: 0, endOfFile: 1, noSuchFile: 2, permissionDenied: 3, failure: 4 } as const;
const openForReading = 0x1;
/** Entries of a folder sent in one answer. */
const entriesPerAnswer = 100;
const folderType = 0o040000;
const fileType = 0o100000;

/** What a client has open. */
type Handle =
  | { readonly kind: 'file'; readonly file: StoredFile }
  | { readonly kind: 'folder'; readonly entries: StoredFile[] };

/** Serves SFTP over the files of a node: listing and reading only. Every other request is answered "failure". */
export function serveSftp(sftp: SFTPWrapper, files: NodeFiles): void {
  const handles = new Map<number, Handle>();
  let nextHandle = 0;
  const open = (id: number, handle: Handle): void => {
    const name = Buffer.alloc(4);
    name.writeUInt32BE(nextHandle);
    handles.set(nextHandle++, handle);
    sftp.handle(id, name);
  };
  const handleOf = (name: Buffer): Handle | undefined =>
    name.length === 4 ? handles.get(name.readUInt32BE()) : undefined;
  const withFile = (id: number, given: string, act: (file: StoredFile) => void | Promise<void>): void => {
    findFile(files, given)
      .then((file) => (file ? act(file) : sftp.status(id, status.noSuchFile)))
      .catch(() => sftp.status(id, status.failure));
  };

  sftp.on('REALPATH', (id, given) => {
    const path = `/${toRelative(given)}`;
    sftp.name(id, [{ filename: path, longname: path, attrs: attributesOf(rootFolder) }]);
  });
  sftp.on('STAT', (id, given) => withFile(id, given, (file) => sftp.attrs(id, attributesOf(file))));
  sftp.on('LSTAT', (id, given) => withFile(id, given, (file) => sftp.attrs(id, attributesOf(file))));
  sftp.on('OPEN', (id, given, flags) => {
    if (flags !== openForReading) sftp.status(id, status.permissionDenied);
    else {
      withFile(id, given, (file) =>
        file.isDirectory ? sftp.status(id, status.failure) : open(id, { kind: 'file', file }),
      );
    }
  });
  sftp.on('OPENDIR', (id, given) =>
    withFile(id, given, async (file) =>
      open(id, { kind: 'folder', entries: [...(await files.list(file.path, false))] }),
    ),
  );
  sftp.on('READDIR', (id, name) => {
    const handle = handleOf(name);
    if (handle?.kind !== 'folder') sftp.status(id, status.failure);
    else if (handle.entries.length === 0) sftp.status(id, status.endOfFile);
    else sftp.name(id, handle.entries.splice(0, entriesPerAnswer).map(toEntry));
  });
  sftp.on('FSTAT', (id, name) => {
    const handle = handleOf(name);
    if (handle?.kind === 'file') sftp.attrs(id, attributesOf(handle.file));
    else sftp.status(id, status.failure);
  });
  sftp.on('READ', (id, name, offset, length) => {
    const handle = handleOf(name);
    if (handle?.kind !== 'file') sftp.status(id, status.failure);
    else if (offset >= handle.file.contentLength) sftp.status(id, status.endOfFile);
    else {
      const end = Math.min(offset + length, handle.file.contentLength) - 1;
      readAll(files.read(handle.file.path, offset, end))
        .then((bytes) => (bytes.length > 0 ? sftp.data(id, bytes) : sftp.status(id, status.endOfFile)))
        .catch(() => sftp.status(id, status.failure));
    }
  });
  sftp.on('CLOSE', (id, name) => {
    const known = name.length === 4 && handles.delete(name.readUInt32BE());
    sftp.status(id, known ? status.ok : status.failure);
  });
  for (const refused of ['WRITE', 'REMOVE', 'MKDIR', 'RMDIR', 'RENAME', 'SETSTAT', 'FSETSTAT', 'SYMLINK'] as const) {
    sftp.on(refused, (id: number) => sftp.status(id, status.permissionDenied));
  }
  sftp.on('READLINK', (id) => sftp.status(id, status.noSuchFile));
  sftp.on('end', () => {
    sftp._protocol.exitStatus(sftp.outgoing.id, 0);
    sftp.end();
  });
}

const rootFolder: StoredFile = { path: '', isDirectory: true, contentLength: 0, lastModifiedMs: 0 };

async function findFile(files: NodeFiles, given: string): Promise<StoredFile | undefined> {
  const path = toRelative(given);
  return path === '' ? rootFolder : files.find(path);
}

/** The node's root is the client's `/`; going up from it stays there. */
function toRelative(given: string): string {
  const segments: string[] = [];
  for (const segment of given.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

function attributesOf(file: StoredFile): Attributes {
  const seconds = Math.floor(file.lastModifiedMs / 1000);
  const mode = file.isDirectory ? folderType | 0o755 : fileType | 0o644;
  return { mode, uid: 0, gid: 0, size: file.contentLength, atime: seconds, mtime: seconds };
}

function toEntry(file: StoredFile): FileEntry {
  const filename = file.path.slice(file.path.lastIndexOf('/') + 1);
  const kind = file.isDirectory ? 'drwxr-xr-x' : '-rw-r--r--';
  const time = new Date(file.lastModifiedMs).toISOString().slice(0, 16);
  const longname = `${kind} 1 batch batch ${file.contentLength} ${time} ${filename}`;
  return { filename, longname, attrs: attributesOf(file) };
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
