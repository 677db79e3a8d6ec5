import * as vscode from 'vscode';
import { fromDocumentUri } from '../editors/documentUri.ts';
import { findActiveDocument, listShownDocuments, listTabDocuments } from '../editors/shownDocuments.ts';

/** Maximum number of visible explanations that are updated live: each rewrite takes a dozen requests. */
const mostLive = 3;

/**
 * Chooses the open explanations to rewrite when their data has changed: the visible ones that the user visited last.
 * The others show their age and are rewritten when the user returns to them.
 */
export class LiveExplanations implements vscode.Disposable {
  readonly #announce: (uris: readonly vscode.Uri[]) => void;
  readonly #subscription: vscode.Disposable;
  /** The addresses of tabs, the most recently used first. */
  #recent: readonly string[] = [];
  /**
   * Explanations older than their data. VS Code keeps a document for minutes after its tab was closed, and doesn't
   * reload it when the tab is reopened, so only a document that was itself closed is certain to be reloaded.
   */
  readonly #outdated = new Map<string, vscode.Uri>();

  /**
   * `announce` makes VS Code reload documents. `isStale` returns true if the rules have changed since a document was
   * drawn.
   */
  constructor(announce: (uris: readonly vscode.Uri[]) => void, isStale: (uri: vscode.Uri) => boolean) {
    this.#announce = announce;
    const look = (): void => this.#look();
    this.#subscription = vscode.Disposable.from(
      // VS Code ignores changes of a document between reading and opening it.
      vscode.workspace.onDidOpenTextDocument(({ uri }) => isStale(uri) && this.announce([uri])),
      vscode.window.tabGroups.onDidChangeTabs(look),
      vscode.window.tabGroups.onDidChangeTabGroups(look),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#outdated.delete(uri.toString())),
    );
    this.#look();
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Lists the live explanations, the most recently used first. */
  list(): readonly vscode.Uri[] {
    const rank = (uri: vscode.Uri): number => {
      const index = this.#recent.indexOf(uri.toString());
      return index < 0 ? this.#recent.length : index;
    };
    return listShownDocuments()
      .filter(isExplanation)
      .sort((one, other) => rank(one) - rank(other))
      .slice(0, mostLive);
  }

  /** Announces changes of documents. Explanations in tabs are announced immediately only if they are live. */
  announce(uris: readonly vscode.Uri[]): void {
    const open = new Set(listOpenDocuments().map(String));
    const live = new Set(this.list().map(String));
    const waits = (uri: vscode.Uri): boolean => isExplanation(uri) && open.has(String(uri)) && !live.has(String(uri));
    for (const uri of uris.filter(waits)) this.#outdated.set(uri.toString(), uri);
    this.#announce(uris.filter((uri) => !waits(uri)));
  }

  /** Announces that the content or actions of explanations have changed: all of them, or those of an account. */
  announceAll(accountId?: string): void {
    const uris = listOpenDocuments().filter(isExplanation);
    this.announce(accountId === undefined ? uris : uris.filter(({ authority }) => authority === accountId));
  }

  #look(): void {
    const active = findActiveDocument()?.toString();
    const inTabs = new Set(listTabDocuments().map(String));
    const others = this.#recent.filter((address) => address !== active && inTabs.has(address));
    this.#recent = active === undefined ? others : [active, ...others];
    const due = this.list().filter((uri) => this.#outdated.delete(uri.toString()));
    if (due.length > 0) this.#announce(due);
  }
}

/** Lists the documents that have a tab, and those that VS Code still keeps. */
function listOpenDocuments(): readonly vscode.Uri[] {
  const uris = [...listTabDocuments(), ...vscode.workspace.textDocuments.map(({ uri }) => uri)];
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function isExplanation(uri: vscode.Uri): boolean {
  const document = fromDocumentUri(uri)?.document;
  return document === 'explanation' || document === 'cause';
}
