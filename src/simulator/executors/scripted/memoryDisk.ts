import { Readable } from 'node:stream';
import type { MachineRequest, NodeFiles, StoredFile } from '../executor.ts';
import type { Content } from './content.ts';

const chunkBytes = 64 * 1024;
const fileMode = '0o100644';
const folderMode = '0o40755';

interface DiskFile {
  readonly kind: 'file';
  readonly content: Content;
  readonly modifiedMs: () => number;
}

interface DiskFolder {
  readonly kind: 'folder';
  readonly modifiedMs: number;
  /** Created on first use, so that the folders of ten thousand finished tasks cost one entry each. */
  children: Map<string, DiskEntry> | (() => Map<string, DiskEntry>);
}

type DiskEntry = DiskFile | DiskFolder;

/** A file to put on a disk, by its path. */
export interface PlacedFile {
  readonly path: string;
  readonly content: Content;
  readonly modifiedMs: () => number;
}

/** A node's disk in memory. Paths are relative to its root and use `/`; `.` and `..` are names that don't exist. */
export class MemoryDisk implements NodeFiles {
  readonly #os: MachineRequest['os'];
  readonly #root: DiskFolder = { kind: 'folder', modifiedMs: 0, children: new Map() };

  constructor(os: MachineRequest['os']) {
    this.#os = os;
  }

  /** Creates a folder and its ancestors, unless they exist. */
  addFolder(path: string, modifiedMs: number): void {
    folderAt(this.#root, toSegments(path), modifiedMs);
  }

  /** Puts a folder in place of anything at `path`; `files` creates its files on the first access. */
  replaceFolder(path: string, modifiedMs: number, files: () => readonly PlacedFile[]): void {
    const segments = toSegments(path);
    const name = segments.pop();
    if (name === undefined) throw new Error('The root of a disk cannot be replaced');
    const parent = folderAt(this.#root, segments, modifiedMs);
    const children = (): Map<string, DiskEntry> => {
      const made: DiskFolder = { kind: 'folder', modifiedMs, children: new Map() };
      for (const folder of ['wd', 'certs']) folderAt(made, [folder], modifiedMs);
      for (const file of files()) putFile(made, file);
      return getChildren(made);
    };
    getChildren(parent).set(name, { kind: 'folder', modifiedMs, children });
  }

  addFile(file: PlacedFile): void {
    putFile(this.#root, file);
  }

  async list(folder: string, recursive: boolean): Promise<readonly StoredFile[]> {
    const segments = toSegments(folder);
    const entry = find(this.#root, segments);
    return entry?.kind === 'folder'
      ? [...walk(entry, segments.join('/'), recursive)].map((file) => this.#withMode(file))
      : [];
  }

  async find(path: string): Promise<StoredFile | undefined> {
    const segments = toSegments(path);
    const entry = segments.length === 0 ? undefined : find(this.#root, segments);
    return entry && this.#withMode(toStored(segments.join('/'), entry));
  }

  read(path: string, start: number, end: number): Readable {
    const entry = find(this.#root, toSegments(path));
    return Readable.from(chunks(path, entry, start, end), { objectMode: false });
  }

  async remove(path: string): Promise<void> {
    const segments = toSegments(path);
    const name = segments.pop();
    const parent = find(this.#root, segments);
    if (name !== undefined && parent?.kind === 'folder') getChildren(parent).delete(name);
  }

  /** Adds the mode of a file or folder; Windows has no file modes. */
  #withMode(file: StoredFile): StoredFile {
    return this.#os === 'windows' ? file : { ...file, fileMode: file.isDirectory ? folderMode : fileMode };
  }

  clear(): void {
    this.#root.children = new Map();
  }
}

function toSegments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function getChildren(folder: DiskFolder): Map<string, DiskEntry> {
  if (typeof folder.children === 'function') folder.children = folder.children();
  return folder.children;
}

function find(root: DiskFolder, segments: readonly string[]): DiskEntry | undefined {
  let entry: DiskEntry | undefined = root;
  for (const segment of segments) {
    if (entry?.kind !== 'folder') return undefined;
    entry = getChildren(entry).get(segment);
  }
  return entry;
}

function folderAt(root: DiskFolder, segments: readonly string[], modifiedMs: number): DiskFolder {
  let folder = root;
  for (const segment of segments) {
    const children = getChildren(folder);
    const existing = children.get(segment);
    const next: DiskFolder =
      existing?.kind === 'folder' ? existing : { kind: 'folder', modifiedMs, children: new Map() };
    children.set(segment, next);
    folder = next;
  }
  return folder;
}

function putFile(root: DiskFolder, { path, content, modifiedMs }: PlacedFile): void {
  const segments = toSegments(path);
  const name = segments.pop();
  if (name === undefined) throw new Error('A file needs a name');
  getChildren(folderAt(root, segments, modifiedMs())).set(name, { kind: 'file', content, modifiedMs });
}

function* walk(folder: DiskFolder, prefix: string, recursive: boolean): Generator<StoredFile> {
  for (const [name, entry] of getChildren(folder)) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    yield toStored(path, entry);
    if (recursive && entry.kind === 'folder') yield* walk(entry, path, true);
  }
}

function toStored(path: string, entry: DiskEntry): StoredFile {
  return entry.kind === 'folder'
    ? { path, isDirectory: true, contentLength: 0, lastModifiedMs: entry.modifiedMs }
    : { path, isDirectory: false, contentLength: entry.content.byteLength(), lastModifiedMs: entry.modifiedMs() };
}

function* chunks(path: string, entry: DiskEntry | undefined, start: number, end: number): Generator<Uint8Array> {
  if (entry?.kind !== 'file') throw new Error(`There is no file ${JSON.stringify(path)}`);
  for (let at = start; at <= end; at += chunkBytes) {
    const bytes = entry.content.bytes(at, Math.min(at + chunkBytes, end + 1));
    if (bytes.length > 0) yield bytes;
    if (bytes.length < chunkBytes) return;
  }
}
