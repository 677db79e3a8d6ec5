import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { listSourceMentions } from '../../core/files/sourceMentions.ts';
import type { FindSource } from '../editors/workspaceFiles.ts';

/** Maximum number of links in a log, and of file names that are looked up: a stack trace may repeat for megabytes. */
const maxLinks = 10_000;
const maxNames = 500;

/** Links the source code locations in a log to the workspace's files. */
export class SourceLinks implements vscode.DocumentLinkProvider {
  readonly #findSource: FindSource;

  constructor(findSource: FindSource) {
    this.#findSource = findSource;
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    if (vscode.workspace.workspaceFolders === undefined) return [];
    const links: vscode.DocumentLink[] = [];
    const known = new Map<string, vscode.Uri | undefined>();
    for (const [line, text] of document.getText().split(/\r?\n/).entries()) {
      for (const { from, to, file, line: number, column = 1 } of listSourceMentions(text)) {
        if (!known.has(file)) {
          if (known.size >= maxNames) continue;
          known.set(file, await this.#findSource(file));
        }
        const uri = known.get(file);
        if (uri === undefined) continue;
        const link = new vscode.DocumentLink(
          new vscode.Range(line, from, line, to),
          uri.with({ fragment: `L${number},${column}` }),
        );
        link.tooltip = l10n.t('Open this location in the workspace');
        links.push(link);
      }
      if (links.length >= maxLinks || token.isCancellationRequested) break;
    }
    return links.slice(0, maxLinks);
  }
}
