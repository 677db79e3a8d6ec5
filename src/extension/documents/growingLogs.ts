import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { fromDocumentUri } from '../documentUri.ts';
import { settings } from '../settings.ts';
import { windowFocus } from '../windowFocus.ts';
import { isGrowing } from './openDocuments.ts';

/** What logs that grow are followed with. */
export interface FollowServices {
  readonly accounts: Accounts;
  /** Makes VS Code read documents again. */
  announce(uris: readonly vscode.Uri[]): void;
  /** Whether it is of use to ask for more of a log now. */
  mayHaveMore(uri: vscode.Uri): boolean;
  /** How often a log that is looked at is asked for more, while its task runs. */
  readonly followIntervalMs: number;
}

/**
 * Keeps the logs of running tasks up to date while they are visible. An editor at the end of a log stays at its end;
 * one scrolled further up stays where it is.
 */
export class GrowingLogs implements vscode.Disposable {
  readonly #services: FollowServices;
  readonly #subscriptions: vscode.Disposable[];
  readonly #lineCounts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(services: FollowServices) {
    this.#services = services;
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.#watch()),
      services.accounts.onDidChangeData(() => this.#watch()),
      windowFocus.onDidChange(() => this.#watch()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#keepAtEnd(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#lineCounts.delete(uri.toString())),
    ];
    this.#watch();
  }

  dispose(): void {
    clearInterval(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #findVisible(): readonly vscode.TextDocument[] {
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    return [...documents].filter(({ uri }) => {
      const target = fromDocumentUri(uri);
      const store = this.#services.accounts.findStore(uri.authority);
      return target !== undefined && store !== undefined && isGrowing(store, target);
    });
  }

  /** Runs the timer only while a log can grow, the window has the focus, and automatic refresh is on. */
  #watch(): void {
    const isOn = settings.refreshIntervalMs !== undefined && windowFocus.isFocused;
    const visible = isOn ? this.#findVisible() : [];
    for (const { uri, lineCount } of visible) {
      if (!this.#lineCounts.has(uri.toString())) this.#lineCounts.set(uri.toString(), lineCount);
    }
    if (visible.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setInterval(() => this.#follow(), this.#services.followIntervalMs);
    }
  }

  #follow(): void {
    const uris = this.#findVisible().map(({ uri }) => uri);
    this.#services.announce(uris.filter((uri) => this.#services.mayHaveMore(uri)));
  }

  #keepAtEnd(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const lineCount = this.#lineCounts.get(key);
    if (lineCount === undefined) return;
    this.#lineCounts.set(key, document.lineCount);
    const end = document.lineAt(document.lineCount - 1).range.end;
    for (const editor of vscode.window.visibleTextEditors) {
      const wasAtEnd = editor.document === document && editor.selection.active.line >= lineCount - 1;
      if (!wasAtEnd) continue;
      editor.selection = new vscode.Selection(end, end);
      editor.revealRange(new vscode.Range(end, end));
    }
  }
}
