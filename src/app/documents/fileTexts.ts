import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { readContent } from '../../core/query/fileContent.ts';
import { maxWholeBytes, toNotText, toTooLarge } from '../../core/query/fileRefusals.ts';
import {
  describeCopy,
  toLeftOutNotice,
  toLostNotice,
  toNotice,
  toRestartedNotice,
  toRewrittenNotice,
} from '../../core/query/logNotice.ts';
import { type ReadPart, ShownText } from '../../core/query/shownText.ts';
import { type RemoteFile, thoroughBytes } from '../evidence/readLog.ts';
import { FileWindows, type ShownTail } from './fileWindows.ts';

/** Why a file cannot be read. */
export interface UnreadableFile {
  /** Sentences: why the node does not give it, and why no other place does. */
  readonly reasons: readonly string[];
  /** Whether it will not come back. */
  readonly isGone: boolean;
  /** Whether storage may have it, and is not asked before the user allows that. */
  readonly isPending?: boolean;
}

/** A file that is about to be read, and what the service says of it now. */
export interface DescribedFile {
  readonly file: RemoteFile;
  readonly path: string;
  readonly properties: NodeFileProperties;
  /** Where what explains it begins, if that is before what is usually shown of its end: lines have the same numbers then. */
  findFrom?(): number | undefined;
  /** When what writes it started last (ISO 8601), as the service says it now; undefined where that is not known. */
  findStart?(): Promise<string | undefined>;
}

/** What a document shows of a file. */
interface View {
  /** What was last read of it; undefined where that is not held any longer. */
  shown: ShownText | undefined;
  /** What it held before it was written again, each time below a line that says so. */
  earlier: string;
  isRaw: boolean;
  /** Why it can't be read now, and since when. */
  lost?: UnreadableFile & { readonly sinceMs: number; readonly text: string | undefined };
}

/** So many documents have what they show at hand; of others places in the file are not known. */
const maxShown = 16;

/**
 * The texts of files that open documents show: the ends of large ones, what is new of those that grow, and what was last read
 * of those that are gone or were written again, which is never wanted more than then. Documents are known by a key of the
 * caller's.
 */
export class FileTexts {
  readonly #windows: FileWindows;
  readonly #windowBytes: number;
  readonly #now: () => number;
  readonly #findOpen: (key: string) => string | undefined;
  readonly #views = new Map<string, View>();
  /** The last read of each document, so that one begins when the one before has ended. */
  readonly #reads = new Map<string, Promise<unknown>>();

  /** `findOpen` gives the text of a document that is open; `now` in milliseconds since the epoch. */
  constructor(windowBytes: number, now: () => number, findOpen: (key: string) => string | undefined = () => undefined) {
    this.#windowBytes = windowBytes;
    this.#windows = new FileWindows(windowBytes);
    this.#now = now;
    this.#findOpen = findOpen;
  }

  /** What document `key` shows, if that is at hand. */
  find(key: string): ShownText | undefined {
    return this.#views.get(key)?.shown;
  }

  /** Makes the next `read` of `key` start one window earlier. */
  widen(key: string): void {
    this.#windows.widen(key);
  }

  /** Shows from now on all that a program has written, or again what people read of it. */
  toggleRaw(key: string): void {
    const view = this.#get(key);
    view.isRaw = !view.isRaw;
  }

  /** Whether the file of document `key` was last found to be gone. */
  isGone(key: string): boolean {
    return this.#views.get(key)?.lost?.isGone === true;
  }

  /** Whether storage may have the file of document `key`, and the user decides whether it is asked. */
  isPending(key: string): boolean {
    return this.#views.get(key)?.lost?.isPending === true;
  }

  /** How much of the end of `key` is shown. */
  findMaxBytes(key: string): number {
    return this.#windows.findMaxBytes(key);
  }

  /** Changes when what is shown of the same file does. */
  toStamp(key: string): string {
    return `${this.findMaxBytes(key)} ${this.#views.get(key)?.isRaw === true}`;
  }

  /** The document is closed. */
  forget(key: string): void {
    this.#windows.narrow(key);
    this.#views.delete(key);
  }

  /** Document `key` shows a part of a file from now on. */
  note(key: string, shown: ShownText): void {
    const view = this.#get(key);
    view.shown = shown;
    this.#views.delete(key);
    this.#views.set(key, view);
    for (const other of [...this.#views.values()].slice(0, -maxShown)) other.shown = undefined;
  }

  /**
   * What document `key` shows: the end of its file, with lines of ours above it. Throws what the service answers; of a binary
   * file an error of `isNotText`, or why it can't be opened at all.
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

  /** What document `key` shows now that its file is missing: what it showed before, with why there is no more. */
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
    // What explains it may have been read since this read began.
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

  /** What a document shows of its file; nothing where it never showed any of it. */
  #findText(key: string, view: View): string | undefined {
    return view.lost === undefined ? (view.shown?.text ?? this.#findOpen(key)) : view.lost.text;
  }

  /** What a document showed until now, below it that the file is another one since `restarted`, or before now. */
  #keepEarlier(view: View, text: string | undefined, restarted: string | undefined): string {
    if (text === undefined || text === '') return view.earlier;
    const from = text.length <= this.#windowBytes ? 0 : text.indexOf('\n', text.length - this.#windowBytes) + 1;
    const notice = restarted === undefined ? toRewrittenNotice(this.#now()) : toRestartedNotice(restarted);
    return `${endLine(text.slice(from))}${notice}\n`;
  }
}

/** The texts of the files of a window, of which as much is shown as explanations read. */
export function makeFileTexts(now: () => number, findOpen?: (key: string) => string | undefined): FileTexts {
  return new FileTexts(thoroughBytes, now, findOpen);
}

/** When what writes the file started, if that was after it was written to as it was `before`. */
async function findRestart({ findStart }: DescribedFile, before: NodeFileProperties): Promise<string | undefined> {
  const started = await findStart?.();
  if (started === undefined || before.lastModified === undefined) return undefined;
  return Date.parse(started) >= Date.parse(before.lastModified) ? started : undefined;
}

/** Lines of ours above the end of a file: where it is from, and how much of it comes before. */
function toNotices({ bytes, leftOut, properties: { copy } }: ShownTail): string {
  const copied = copy === undefined ? '' : `${toNotice(describeCopy(copy))}\n`;
  return leftOut === 0 ? copied : `${copied}${toLeftOutNotice(leftOut, bytes.length)}\n`;
}

function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
