import * as vscode from 'vscode';
import type { Explained, ExplanationTarget } from '../../app/explain/explained.ts';
import type { UnreadServices } from '../../app/explain/writeUnread.ts';
import { within } from '../../app/turns.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { mostRests } from '../../core/model/freshness.ts';
import type { Page } from '../../core/page/page.ts';
import type { ShownText } from '../../core/query/shownText.ts';
import { systemClock } from '../../service/clock.ts';
import { toDocumentUri } from '../documentUri.ts';
import { loadCommands } from '../loadCommands.ts';
import type { PageSource } from '../pages/pageSource.ts';
import { settings } from '../settings.ts';
import type { FindSource } from '../workspaceFiles.ts';

const maxRemembered = 100;
/**
 * So long a document is waited for when it is opened, in milliseconds: VS Code shows nothing of it until then, not even its
 * name. What is not the thing that it is about is waited for less long.
 */
const patience = { document: 5_000, rest: 3_000 };

/** What explanations are written with, and followed from. */
export interface OpenedExplanations extends UnreadServices {
  readonly findSource: FindSource;
  /** What the document of a file shows of it. */
  readonly findShown: (uri: vscode.Uri) => ShownText | undefined;
}

/** Writes explanations, and remembers of each what its document offers to do. */
export class Explanations implements PageSource, vscode.Disposable {
  readonly #services: OpenedExplanations;
  readonly #patience: typeof patience;
  readonly #explained = new Map<string, Explained>();
  readonly #didExplain = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#didExplain.event;
  readonly #didCome = new vscode.EventEmitter<vscode.Uri>();
  /** Fires with the address of a document that can be completed, because its late answers have arrived. */
  readonly onDidCome = this.#didCome.event;
  /** What is still being written, or was and has not been read, by address. */
  readonly #late = new Map<string, Promise<string>>();

  constructor(services: OpenedExplanations, waits = patience) {
    this.#services = services;
    this.#patience = waits;
  }

  dispose(): void {
    this.#didExplain.dispose();
    this.#didCome.dispose();
  }

  /** What was written last into the document at `uri`. */
  findExplained(uri: vscode.Uri): Explained | undefined {
    return this.#explained.get(uri.toString());
  }

  find(uri: vscode.Uri): Page | undefined {
    return this.findExplained(uri)?.drawn.page;
  }

  findName(uri: vscode.Uri): string | undefined {
    return this.findExplained(uri)?.name;
  }

  async follow(uri: vscode.Uri, link: string, onAnswer: () => void): Promise<void> {
    const explained = this.findExplained(uri);
    const target = explained?.drawn.links.get(link);
    if (explained === undefined || target === undefined) return;
    const { followLink, onDidAnswer } = loadCommands();
    const answers = onDidAnswer(onAnswer);
    try {
      await followLink(explained, target, this.#services);
    } finally {
      answers.dispose();
    }
  }

  /**
   * Gathers the evidence, explains it, and writes it as Markdown; where that takes long, what there was before, or that it
   * takes long. What the service refuses is written as well: VS Code opens no page again whose document it could not read.
   */
  async render(target: ExplanationTarget): Promise<string> {
    const uri = toDocumentUri(target);
    const key = uri.toString();
    const askedAt = new Date(systemClock.now());
    const late = this.#late.get(key);
    const writing = late ?? this.#write(target);
    try {
      const text = await within(systemClock, this.#patience.document, writing);
      if (text === undefined) {
        if (late === undefined) this.#follow(uri, writing);
        return this.#writeUnread(uri, target, askedAt);
      }
      this.#late.delete(key);
      return text;
    } catch (error) {
      this.#late.delete(key);
      if (!BatchError.is(error)) throw error;
      return this.#writeUnread(uri, target, askedAt, error);
    }
  }

  /** Call this when the document at `uri` is closed. */
  forget(uri: vscode.Uri): void {
    this.#late.delete(uri.toString());
  }

  /** Holds what is being written for the next reader of the document, and fires when it may be ready. */
  #follow(uri: vscode.Uri, writing: Promise<string>): void {
    this.#late.set(uri.toString(), writing);
    const announce = (): void => this.#didCome.fire(uri);
    writing.then(announce, announce);
  }

  async #write(target: ExplanationTarget): Promise<string> {
    const uri = toDocumentUri(target);
    const explained = await loadCommands().writeExplanation(this.#services, target, this.#patience.rest, () =>
      this.#didCome.fire(uri),
    );
    this.#remember(uri, explained);
    return explained.text;
  }

  /** Writes why nothing can be read now: answers are awaited, or `error`. */
  async #writeUnread(uri: vscode.Uri, target: ExplanationTarget, askedAt: Date, error?: BatchError): Promise<string> {
    const before = this.findExplained(uri);
    const { refreshIntervalMs } = settings;
    const askedEveryMs = refreshIntervalMs && refreshIntervalMs * mostRests;
    const why = { askedAt, before, askedEveryMs, ...(error && { error }) };
    const explained = await loadCommands().writeUnread(this.#services, target, why);
    // Awaited answers may have come since.
    const isAwaited = error === undefined && (explained === before || this.findExplained(uri) !== before);
    if (!isAwaited) this.#remember(uri, explained);
    return this.findExplained(uri)?.text ?? '';
  }

  #remember(uri: vscode.Uri, explained: Explained): void {
    const key = uri.toString();
    this.#explained.delete(key);
    this.#explained.set(key, explained);
    for (const oldest of this.#explained.keys()) {
      if (this.#explained.size <= maxRemembered) break;
      this.#explained.delete(oldest);
    }
    this.#didExplain.fire(uri);
  }
}
