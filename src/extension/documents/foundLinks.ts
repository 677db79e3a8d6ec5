import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { documentScheme, fromDocumentUri, toDocumentUri } from '../editors/documentUri.ts';

export const foundFiles: vscode.DocumentFilter = { scheme: documentScheme, pattern: '/found/**' };

/** Links the line numbers in search results to their lines. */
export class FoundLinks implements vscode.DocumentLinkProvider {
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    const target = fromDocumentUri(uri);
    if (target?.document !== 'found') return [];
    const { renderFound, toFoundDocument } = loadCommands();
    return renderFound(this.#accounts, target.searchId).links.map(({ line, from, to, found }) => {
      const shown = toFoundDocument(found);
      const place = toDocumentUri(shown.target).with({ fragment: `L${shown.line}` });
      return new vscode.DocumentLink(new vscode.Range(line, from, line, to), place);
    });
  }
}
