import * as vscode from 'vscode';
import {
  type DrawnDocument,
  type Explained,
  type ExplanationTarget,
  isExplained,
} from '../../app/explain/explained.ts';
import type { UnreadServices } from '../../app/explain/writeUnread.ts';
import { within } from '../../core/clock.ts';
import type { ShownText } from '../../core/files/shownText.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { mostRests } from '../../core/model/freshness.ts';
import type { Page } from '../../core/page/page.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { systemClock } from '../../service/clock.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { toDocumentUri } from '../editors/documentUri.ts';
import type { FindSource } from '../editors/workspaceFiles.ts';
import type { PageSource } from '../pages/pageSource.ts';
import { settings } from '../settings/settings.ts';

const maxRemembered = 100;
/**
 * Milliseconds that opening a document waits for its text: until then, VS Code shows nothing of it, not even its name.
 * `rest` is the shorter wait for anything but the document's own subject.
 */
const patience = { document: 5_000, rest: 3_000 };

/** Services for writing and following explanations. */
export interface OpenedExplanations extends UnreadServices {
  readonly findSource: FindSource;
  readonly findShown: (uri: vscode.Uri) => ShownText | undefined;
}

/** Writes explanations, and remembers the actions that each document offers. */
export class Explanations implements PageSource, vscode.Disposable {
  readonly #services: OpenedExplanations;
  readonly #patience: typeof patience;
  readonly #drawn = new Map<string, { readonly document: DrawnDocument; readonly changesOfRules: number }>();
  readonly #didExplain = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#didExplain.event;
  readonly #didCome = new vscode.EventEmitter<vscode.Uri>();
  /** Fires with the address of a document that can be completed, because its pending responses have arrived. */
  readonly onDidCome = this.#didCome.event;
  /** Texts that are still being written, or have been written but not read yet, by address. */
  readonly #late = new Map<string, Promise<string>>();

  constructor(services: OpenedExplanations, waits = patience) {
    this.#services = services;
    this.#patience = waits;
  }

  dispose(): void {
    this.#didExplain.dispose();
    this.#didCome.dispose();
  }

  /** Returns what was last drawn into the document. */
  findDrawn(uri: vscode.Uri): DrawnDocument | undefined {
    return this.#drawn.get(uri.toString())?.document;
  }

  /** Returns true if the user's rules have changed since the document was drawn. */
  isStale(uri: vscode.Uri): boolean {
    const drawn = this.#drawn.get(uri.toString());
    return drawn !== undefined && drawn.changesOfRules !== this.#services.reader.changesOfRules;
  }

  /** Returns what was last drawn into the document if it is an explanation. */
  findExplained(uri: vscode.Uri): Explained | undefined {
    const drawn = this.findDrawn(uri);
    return drawn !== undefined && isExplained(drawn) ? drawn : undefined;
  }

  find(uri: vscode.Uri): Page | undefined {
    return this.findDrawn(uri)?.drawn.page;
  }

  findName(uri: vscode.Uri): string | undefined {
    return this.findDrawn(uri)?.name;
  }

  async follow(uri: vscode.Uri, link: string, onAnswer: () => void): Promise<void> {
    const drawn = this.findDrawn(uri);
    const target = drawn?.drawn.links.get(link);
    if (drawn === undefined || target === undefined) return;
    const { followLink, onDidAnswer } = loadCommands();
    const answers = onDidAnswer(onAnswer);
    try {
      await followLink(drawn, target, this.#services);
    } finally {
      answers.dispose();
    }
  }

  /**
   * Gathers the evidence, explains it, and writes it as Markdown. If that takes a long time, returns the earlier text,
   * or a note about the delay. A refusal by the service is written as well, because VS Code never reopens a page whose
   * document it could not read.
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

  /** Forgets the text in progress for the document at `uri`. Call this when the document is closed. */
  forget(uri: vscode.Uri): void {
    this.#late.delete(uri.toString());
  }

  /** Holds a text in progress for the next reader of the document, and fires when it may be ready. */
  #follow(uri: vscode.Uri, writing: Promise<string>): void {
    this.#late.set(uri.toString(), writing);
    const announce = (): void => this.#didCome.fire(uri);
    writing.then(announce, announce);
  }

  async #write(target: ExplanationTarget): Promise<string> {
    const uri = toDocumentUri(target);
    const { reader } = this.#services;
    for (;;) {
      const rules = reader.changesOfRules;
      const explained = await loadCommands().writeExplanation(this.#services, target, this.#patience.rest, () =>
        this.#didCome.fire(uri),
      );
      // VS Code ignores a change of a document that it is opening.
      if (reader.changesOfRules !== rules) continue;
      this.#remember(uri, explained);
      return explained.text;
    }
  }

  /** Writes a text that explains why nothing can be read now: responses are pending, or `error`. */
  async #writeUnread(uri: vscode.Uri, target: ExplanationTarget, askedAt: Date, error?: BatchError): Promise<string> {
    const before = this.findExplained(uri);
    const { refreshIntervalMs } = settings;
    const askedEveryMs = refreshIntervalMs && refreshIntervalMs * mostRests;
    const why = { askedAt, before, askedEveryMs, ...(error && { error }) };
    const explained = await loadCommands().writeUnread(this.#services, target, why);
    // The pending responses may have arrived in the meantime.
    const isAwaited = error === undefined && (explained === before || this.findExplained(uri) !== before);
    if (!isAwaited) this.#remember(uri, explained);
    return this.findExplained(uri)?.text ?? '';
  }

  /** Remembers a document that explains nothing, and returns its text. */
  show(target: DocumentTarget, drawn: DrawnDocument): string {
    this.#remember(toDocumentUri(target), drawn);
    return drawn.text;
  }

  #remember(uri: vscode.Uri, drawn: DrawnDocument): void {
    const key = uri.toString();
    this.#drawn.delete(key);
    this.#drawn.set(key, { document: drawn, changesOfRules: this.#services.reader.changesOfRules });
    for (const oldest of this.#drawn.keys()) {
      if (this.#drawn.size <= maxRemembered) break;
      this.#drawn.delete(oldest);
    }
    this.#didExplain.fire(uri);
  }
}
