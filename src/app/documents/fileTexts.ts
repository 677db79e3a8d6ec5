import { readContent } from '../../core/files/fileContent.ts';
import {
  describeCopy,
  toLeftOutNotice,
  toLostNotice,
  toNotice,
  toRestartedNotice,
  toRewrittenNotice,
} from '../../core/files/logNotice.ts';
import { type ReadPart, ShownText } from '../../core/files/shownText.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { maxWholeBytes, toNotText, toTooLarge } from '../../core/refusals/fileRefusals.ts';
import { type RemoteFile, thoroughBytes } from '../evidence/readLog.ts';
import { FileWindows, type ShownTail } from './fileWindows.ts';

/** The reason that a file cannot be read. */
export interface UnreadableFile {
  /** Sentences that explain why the node does not return the file, and why no other place has it. */
  readonly reasons: readonly string[];
  /** True if the file will not come back. */
  readonly isGone: boolean;
  /** True if storage may have the file, but access needs the user's permission first. */
  readonly isPending?: boolean;
}

/** A file about to be read, with the service's current data about it. */
export interface DescribedFile {
  readonly file: RemoteFile;
  readonly path: string;
  readonly properties: NodeFileProperties;
  /**
   * Returns the start of the part that explains the failure, if it is before the part that is usually shown, so that
   * line numbers agree.
   */
  findFrom?(): number | undefined;
  /**
   * Returns when the writer of the file last started (ISO 8601), according to the service's current data; undefined
   * when unknown.
   */
  findStart?(): Promise<string | undefined>;
}

interface View {
  /** The text that was last read; undefined if it is no longer cached. */
  shown: ShownText | undefined;
  /** Earlier text from before the file was rewritten, with a notice for each rewrite. */
  earlier: string;
  isRaw: boolean;
  /** Why the file can't be read now, and when that began. */
  lost?: UnreadableFile & { readonly sinceMs: number; readonly text: string | undefined };
}

/** Maximum number of documents whose text is cached. Positions in the file are unknown for other documents. */
const maxShown = 16;

/**
 * The texts of files in open documents: the ends of large files, new parts of growing files, and the last text of
 * deleted or rewritten files, which people need most at that moment. The caller identifies documents by a key.
 */
export class FileTexts {
  readonly #windows: FileWindows;
  readonly #windowBytes: number;
  readonly #now: () => number;
  readonly #findOpen: (key: string) => string | undefined;
  readonly #views = new Map<string, View>();
  readonly #reads = new Map<string, Promise<unknown>>();

  /** `findOpen` returns the text of an open document. `now` returns milliseconds since the epoch. */
  constructor(windowBytes: number, now: () => number, findOpen: (key: string) => string | undefined = () => undefined) {
    this.#windowBytes = windowBytes;
    this.#windows = new FileWindows(windowBytes);
    this.#now = now;
    this.#findOpen = findOpen;
  }

  /** Returns the text that document `key` shows, or undefined if it was dropped to save memory. */
  find(key: string): ShownText | undefined {
    return this.#views.get(key)?.shown;
  }

  /** Lets the next `read` of `key` start one window earlier. */
  widen(key: string): void {
    this.#windows.widen(key);
  }

  /** Switches between the raw output of the program and a readable form. */
  toggleRaw(key: string): void {
    const view = this.#get(key);
    view.isRaw = !view.isRaw;
  }

  /** Checks whether the file of document `key` had been deleted when it was last read. */
  isGone(key: string): boolean {
    return this.#views.get(key)?.lost?.isGone === true;
  }

  /** Checks whether storage may have the file of document `key`, but access needs the user's permission. */
  isPending(key: string): boolean {
    return this.#views.get(key)?.lost?.isPending === true;
  }

  /** Returns the number of bytes shown from the end of `key`. */
  findMaxBytes(key: string): number {
    return this.#windows.findMaxBytes(key);
  }

  /** Returns a stamp that changes when the same file is shown differently. */
  toStamp(key: string): string {
    return `${this.findMaxBytes(key)} ${this.#views.get(key)?.isRaw === true}`;
  }

  /** Drops the data of the closed document `key`. */
  forget(key: string): void {
    this.#windows.narrow(key);
    this.#views.delete(key);
  }

  /** Records what document `key` shows. Drops the texts of documents that were not shown recently. */
  note(key: string, shown: ShownText): void {
    const view = this.#get(key);
    view.shown = shown;
    this.#views.delete(key);
    this.#views.set(key, view);
    for (const other of [...this.#views.values()].slice(0, -maxShown)) other.shown = undefined;
  }

  /**
   * Returns the text of document `key`: the end of its file, with notices above it. Throws the service's errors. For a
   * binary file, throws an error of `isNotText`, or the reason that it can't be opened at all.
   */
  read(key: string, described: DescribedFile): Promise<ShownText> {
    const before = this.#reads.get(key) ?? Promise.resolve();
    const read = before.then(() => this.#read(key, described));
    const settled = read.catch(() => undefined);
    this.#reads.set(key, settled);
    void settled.then(() => {
      if (this.#reads.get(key) === settled) this.#reads.delete(key);
    });
    return read;
  }

  /** Returns the text of document `key` if its file is missing: the earlier text, with the reason. */
  lose(key: string, missing: UnreadableFile): string {
    const view = this.#get(key);
    const known = view.lost ?? { sinceMs: this.#now(), text: this.#findText(key, view) };
    view.lost = { ...missing, sinceMs: known.sinceMs, text: known.text };
    if (known.text === undefined || known.text === '') return `${missing.reasons.map(toNotice).join('\n')}\n`;
    return `${endLine(known.text)}${toLostNotice(missing.reasons, known.sinceMs, missing.isGone)}\n`;
  }

  async #read(key: string, described: DescribedFile): Promise<ShownText> {
    const { file, path, properties, findFrom } = described;
    const from = findFrom?.();
    const tail = await this.#windows.read(key, file, properties, from);
    const known = readContent(tail);
    const head = known.needsHead ? await this.#windows.readHead(key, file) : tail.head;
    const content = known.needsHead ? readContent({ ...tail, head }) : known;
    const { contentLength } = tail.properties;
    if (content.kind === 'binary') {
      if (contentLength > maxWholeBytes) throw toTooLarge(path, contentLength);
      throw toNotText(path, content.format, head ?? tail.bytes);
    }
    const view = this.#get(key);
    if (tail.rewritten !== undefined) {
      const restarted = await findRestart(described, tail.rewritten);
      view.earlier = this.#keepEarlier(view, this.#findText(key, view), restarted);
    }
    delete view.lost;
    const part: ReadPart = {
      ...content,
      bytes: tail.bytes,
      start: tail.start,
      firstLine: tail.start === 0 ? 1 : undefined,
      modified: tail.properties.lastModified,
    };
    const shown = new ShownText(part, { earlier: view.earlier, notices: toNotices(tail), isRaw: view.isRaw });
    this.note(key, shown);
    // The part that explains the failure may have been found since this read started.
    const now = findFrom?.();
    return now !== undefined && now !== from && now < shown.start ? this.#read(key, described) : shown;
  }

  #get(key: string): View {
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    const view: View = { shown: undefined, earlier: '', isRaw: false };
    this.#views.set(key, view);
    return view;
  }

  /** Returns the text of a document; undefined if the document never had any. */
  #findText(key: string, view: View): string | undefined {
    return view.lost === undefined ? (view.shown?.text ?? this.#findOpen(key)) : view.lost.text;
  }

  /**
   * Adds a notice to the earlier text of a document that the file was replaced at `restarted`, or at an unknown time.
   */
  #keepEarlier(view: View, text: string | undefined, restarted: string | undefined): string {
    if (text === undefined || text === '') return view.earlier;
    const from = text.length <= this.#windowBytes ? 0 : text.indexOf('\n', text.length - this.#windowBytes) + 1;
    const notice = restarted === undefined ? toRewrittenNotice(this.#now()) : toRestartedNotice(restarted);
    return `${endLine(text.slice(from))}${notice}\n`;
  }
}

/** Creates the texts of a window's files. Each window is as large as the part that explanations read. */
export function makeFileTexts(now: () => number, findOpen?: (key: string) => string | undefined): FileTexts {
  return new FileTexts(thoroughBytes, now, findOpen);
}

/** Returns when the writer of the file started, if that was after the file was last modified in `before`. */
async function findRestart({ findStart }: DescribedFile, before: NodeFileProperties): Promise<string | undefined> {
  const started = await findStart?.();
  if (started === undefined || before.lastModified === undefined) return undefined;
  return Date.parse(started) >= Date.parse(before.lastModified) ? started : undefined;
}

/** Returns the notices above the end of a file: the source of the file, and the size of the part that is left out. */
function toNotices({ bytes, leftOut, properties: { copy } }: ShownTail): string {
  const copied = copy === undefined ? '' : `${toNotice(describeCopy(copy))}\n`;
  return leftOut === 0 ? copied : `${copied}${toLeftOutNotice(leftOut, bytes.length)}\n`;
}

function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
