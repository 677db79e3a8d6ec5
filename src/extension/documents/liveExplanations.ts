import * as vscode from 'vscode';
import { fromDocumentUri } from '../documentUri.ts';
import { findActiveDocument, listShownDocuments, listTabDocuments } from '../shownDocuments.ts';

/** How many explanations on the screen are updated live: each rewrite takes a dozen requests. */
const mostLive = 3;

/**
 * Says which open explanations to rewrite when what they show has changed: those on the screen that the user was in
 * last. The others show their age and are rewritten when the user comes to them.
 */
export class LiveExplanations implements vscode.Disposable {
  readonly #announce: (uris: readonly vscode.Uri[]) => void;
  readonly #subscription: vscode.Disposable;
  /** The addresses of tabs, the last used first. */
  #recent: readonly string[] = [];
  /**
   * Explanations that are older than what they show. VS Code keeps a document for minutes after its tab was closed, and
   * reads nothing when the tab comes back. So only a document that was itself closed is certain to be read again.
   */
  readonly #outdated = new Map<string, vscode.Uri>();

  /** `announce` makes VS Code read documents again. */
  constructor(announce: (uris: readonly vscode.Uri[]) => void) {
    this.#announce = announce;
    const look = (): void => this.#look();
    this.#subscription = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(look),
      vscode.window.tabGroups.onDidChangeTabGroups(look),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#outdated.delete(uri.toString())),
    );
    this.#look();
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Those that follow what happens, the last used first. */
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

  /** Announces changes of documents: of explanations in tabs at once only where they are live. */
  announce(uris: readonly vscode.Uri[]): void {
    const inTabs = new Set(listTabDocuments().map(String));
    const live = new Set(this.list().map(String));
    const waits = (uri: vscode.Uri): boolean => isExplanation(uri) && inTabs.has(String(uri)) && !live.has(String(uri));
    for (const uri of uris.filter(waits)) this.#outdated.set(uri.toString(), uri);
    this.#announce(uris.filter((uri) => !waits(uri)));
  }

  /** Explanations say or offer something else from now on: all of them, or those of an account. */
  announceAll(accountId?: string): void {
    const uris = listTabDocuments().filter(isExplanation);
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

function isExplanation(uri: vscode.Uri): boolean {
  const document = fromDocumentUri(uri)?.document;
  return document === 'explanation' || document === 'cause';
}
