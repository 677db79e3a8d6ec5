import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { FileAnswer, MissingFile } from '../../app/documents/fileDocument.ts';
import type { FileTexts } from '../../app/documents/fileTexts.ts';
import { RecentAnswers, Revisions } from '../../app/documents/recentAnswers.ts';
import type { ShownText } from '../../core/files/shownText.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { type FileResource, toKey } from '../../core/model/resource.ts';
import { toServiceStatus } from '../../core/model/serviceStatus.ts';
import type { DocumentTarget, FilePartTarget } from '../../core/places/documentPath.ts';
import { isWrittenSince } from '../../core/refusals/fileRefusals.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { fromDocumentUri, toDocumentUri } from '../editors/documentUri.ts';

/** Creates the text of a document that is not a file. Throws the service's error. */
export type Render = (target: DocumentTarget) => Promise<string>;

/** Milliseconds for which a response is reused; VS Code calls `stat` and `readFile` within a fraction of this. */
const answerKeptMs = 1000;

interface BatchFileSystemInit {
  readonly accounts: Accounts;
  readonly render: Render;
  /** Milliseconds since the epoch. */
  now(): number;
  findOpen?(address: string): string | undefined;
  /** Folder of the schemas that files refer to; without it, no schemas are available. */
  readonly extensionUri?: vscode.Uri;
  /** Finds the part of a log that was last read to explain its task. */
  findRead?(file: FileResource): LogEnd | undefined;
}

/**
 * Files, properties, and explanations of an account's items, as read-only documents. A file has two documents: its
 * bytes, and its readable text, which may be only its end, in another encoding, and with added lines.
 */
export class BatchFileSystem implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #render: Render;
  readonly #findRead: BatchFileSystemInit['findRead'];
  readonly #files: RecentAnswers<FileAnswer>;
  readonly #texts: RecentAnswers<Uint8Array>;
  readonly #revisions: Revisions;
  readonly #makeShown: () => FileTexts;
  #madeShown: FileTexts | undefined;
  readonly #extensionUri: vscode.Uri | undefined;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;

  constructor({ accounts, render, now, findOpen = findOpenText, extensionUri, findRead }: BatchFileSystemInit) {
    this.#extensionUri = extensionUri;
    this.#accounts = accounts;
    this.#findRead = findRead;
    this.#render = render;
    this.#files = new RecentAnswers(answerKeptMs, now);
    this.#texts = new RecentAnswers(answerKeptMs, now);
    this.#revisions = new Revisions(now);
    this.#makeShown = () => loadCommands().makeFileTexts(now, findOpen);
  }

  /** Returns the texts of open files. Creates their store on first use, which loads another bundle. */
  get #shown(): FileTexts {
    this.#madeShown ??= this.#makeShown();
    return this.#madeShown;
  }

  dispose(): void {
    this.#changes.dispose();
  }

  /** Makes VS Code reread these documents if they are open. */
  announceChanges(uris: readonly vscode.Uri[]): void {
    if (uris.length === 0) return;
    for (const uri of uris) {
      const resource = fromDocumentUri(uri)?.resource;
      if (resource !== undefined) this.#files.forget(toKey(resource));
      this.#texts.forget(uri.toString());
    }
    this.#changes.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  /** Shows one more portion of a file that is only partly shown. */
  showEarlier(resource: FileResource): void {
    const uri = toDocumentUri({ resource, document: 'text' });
    this.#shown.widen(uri.toString());
    this.announceChanges([uri]);
  }

  /** Toggles a file between a program's raw output and the readable form. */
  toggleRaw(resource: FileResource): void {
    const uri = toDocumentUri({ resource, document: 'text' });
    this.#shown.toggleRaw(uri.toString());
    this.announceChanges([uri]);
  }

  /** Finds the part of its file that a text document shows, if already loaded. */
  findShown(uri: vscode.Uri): ShownText | undefined {
    return this.#madeShown?.find(uri.toString());
  }

  /** Forgets which part of a closed document's file was shown, so that it opens with the initial part again. */
  forget(uri: vscode.Uri): void {
    this.#madeShown?.forget(uri.toString());
  }

  /**
   * Returns true if requesting more of a file, whose text has the address `uri`, may succeed now: it is not permanently
   * gone, and no response is pending.
   */
  mayHaveMore(uri: vscode.Uri): boolean {
    const resource = fromDocumentUri(uri)?.resource;
    return (
      this.#madeShown?.isGone(uri.toString()) !== true &&
      (resource === undefined || !this.#files.isAwaited(toKey(resource)))
    );
  }

  /**
   * Returns true if storage may have the file whose text has the address `uri`, and the user has not yet decided
   * whether to contact it.
   */
  isPending(uri: vscode.Uri): boolean {
    return this.#madeShown?.isPending(uri.toString()) === true;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const schema = this.#toSchema(uri);
    if (schema !== undefined) return vscode.workspace.fs.stat(schema);
    return this.#translated(uri, async (target) => {
      if (!isWhole(target)) return this.#toStat(uri, await this.#getText(uri, target));
      const isText = target.document === 'text';
      const answer = await this.#getFile(target.resource);
      if (answer.kind === 'missing') return this.#toStat(uri, this.#toLostBytes(uri, isText, answer));
      if (answer.kind === 'folder') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      const { contentLength, lastModified, creationTime } = answer.properties;
      const [maxBytes, stamp] = isText
        ? [this.#shown.findMaxBytes(uri.toString()), this.#toStamp(uri, target.resource, answer.properties)]
        : [contentLength, ''];
      const mtime = this.#revisions.toTimeMs(uri.toString(), `${lastModified} ${contentLength} ${stamp}`);
      const ctime = creationTime === undefined ? 0 : Date.parse(creationTime);
      return { type: vscode.FileType.File, ctime, mtime, size: Math.min(contentLength, maxBytes) };
    });
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const schema = this.#toSchema(uri);
    if (schema !== undefined) return vscode.workspace.fs.readFile(schema);
    return this.#translated(uri, async (target) => {
      if (!isWhole(target)) return this.#getText(uri, target);
      const isText = target.document === 'text';
      const answer = await this.#getFile(target.resource);
      if (answer.kind === 'missing') return this.#toLostBytes(uri, isText, answer);
      if (answer.kind === 'folder') throw vscode.FileSystemError.FileIsADirectory(uri);
      return this.#readFile(uri, target.resource, isText, answer.properties);
    });
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    return this.#translated(uri, async ({ resource }) => {
      if (!isFile(resource)) throw vscode.FileSystemError.FileNotADirectory(uri);
      const store = await this.#accounts.getStore(resource.accountId);
      return [...(await loadCommands().readFolderEntries(store, resource))].map(([name, isFolder]) => [
        name,
        isFolder ? vscode.FileType.Directory : vscode.FileType.File,
      ]);
    });
  }

  async #readFile(
    uri: vscode.Uri,
    resource: FileResource,
    isText: boolean,
    properties: NodeFileProperties,
  ): Promise<Uint8Array> {
    const store = await this.#accounts.getStore(resource.accountId);
    const { explainMissing, readFileText, readWholeFile } = loadCommands();
    try {
      if (!isText) return await readWholeFile(store, resource, properties);
      const described = {
        texts: this.#shown,
        key: uri.toString(),
        properties,
        findFrom: () => this.#findFrom(resource, properties),
      };
      return new TextEncoder().encode((await readFileText(store, resource, described)).text);
    } catch (error) {
      return this.#toLostBytes(uri, isText, await explainMissing(store, resource, error));
    }
  }

  /** Returns a stamp that changes when another part of the same file is shown, or the same part in another form. */
  #toStamp(uri: vscode.Uri, resource: FileResource, properties: NodeFileProperties): string {
    return `${this.#shown.toStamp(uri.toString())} ${this.#findFrom(resource, properties)}`;
  }

  /** Returns the offset in an unchanged file from which its task's explanation was read. */
  #findFrom(resource: FileResource, { lastModified }: NodeFileProperties): number | undefined {
    const read = this.#findRead?.(resource);
    return read === undefined || isWrittenSince(read.lastModified, lastModified) ? undefined : read.leftOut;
  }

  /**
   * Returns text that explains why the file is missing. A document of bytes contains the file's bytes or nothing, so
   * the refusal is thrown instead.
   */
  #toLostBytes(uri: vscode.Uri, isText: boolean, missing: MissingFile): Uint8Array {
    if (!isText) throw missing.refusal;
    return new TextEncoder().encode(this.#shown.lose(uri.toString(), missing));
  }

  #toStat(uri: vscode.Uri, bytes: Uint8Array): vscode.FileStat {
    const mtime = this.#revisions.toTimeMs(uri.toString(), createHash('sha256').update(bytes).digest('hex'));
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  #getFile(resource: FileResource): Promise<FileAnswer> {
    return this.#files.get(toKey(resource), async () => loadCommands().findFile(this.#accounts, resource));
  }

  #getText(uri: vscode.Uri, target: DocumentTarget): Promise<Uint8Array> {
    return this.#texts.get(uri.toString(), async () =>
      new TextEncoder().encode(
        target.document === 'part' ? await this.#readPart(uri, target) : await this.#render(target),
      ),
    );
  }

  async #readPart(uri: vscode.Uri, target: FilePartTarget): Promise<string> {
    const store = await this.#accounts.getStore(target.resource.accountId);
    const part = await loadCommands().readFilePart(store, target);
    this.#shown.note(uri.toString(), part);
    return part.text;
  }

  /** Returns the path of a schema that a file refers to: `"$schema": "azurebatch:/schemas/pool.json"`. */
  #toSchema({ authority, path }: vscode.Uri): vscode.Uri | undefined {
    if (this.#extensionUri === undefined || authority !== '' || !/^\/schemas\/[a-z]+\.json$/.test(path))
      return undefined;
    return vscode.Uri.joinPath(this.#extensionUri, path);
  }

  /** Converts our errors to those that VS Code shows in place of a document. */
  async #translated<T>(uri: vscode.Uri, read: (target: DocumentTarget) => Promise<T>): Promise<T> {
    const target = fromDocumentUri(uri);
    if (target === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      return await read(target);
    } catch (error) {
      throw BatchError.is(error) ? Object.assign(toKind(error), { cause: error }) : error;
    }
  }
}

function findOpenText(address: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === address)?.getText();
}

/** Returns true if a document shows a file from its beginning, or its end. */
function isWhole(target: DocumentTarget): target is DocumentTarget & { readonly resource: FileResource } {
  return isFile(target.resource) && target.document !== 'part' && target.document !== 'masked';
}

function isFile(resource: DocumentTarget['resource']): resource is FileResource {
  return resource.kind === 'taskFile' || resource.kind === 'nodeFile';
}

function toKind(error: BatchError): vscode.FileSystemError {
  const { message } = error;
  const status = toServiceStatus(error);
  if (status === 404) return vscode.FileSystemError.FileNotFound(message);
  if (status === 403) return vscode.FileSystemError.NoPermissions(message);
  return vscode.FileSystemError.Unavailable(message);
}
