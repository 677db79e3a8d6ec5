import * as vscode from 'vscode';
import type { Explanations } from './explanations.ts';
import type { RemedyAction } from './remedyActions.ts';

/**
 * Makes the line of an explanation work that names its actions. Only that line, and only when it is exactly what we
 * wrote: no text of the service becomes a link.
 */
export class ExplanationLinks implements vscode.DocumentLinkProvider {
  readonly #explanations: Explanations;

  constructor(explanations: Explanations) {
    this.#explanations = explanations;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const explained = this.#explanations.find(document.uri);
    if (explained === undefined || explained.actionsLine === '') return [];
    const lines = document.getText().split('\n');
    const line = lines.lastIndexOf(explained.actionsLine);
    return line < 0 ? [] : toLinks(explained.actions, line);
  }
}

function toLinks(actions: readonly RemedyAction[], line: number): vscode.DocumentLink[] {
  let start = 0;
  return actions.map((action) => {
    const end = start + action.title.length + 2;
    const link = new vscode.DocumentLink(new vscode.Range(line, start + 1, line, end - 1), toCommandUri(action));
    link.tooltip = action.title;
    start = end + 1;
    return link;
  });
}

/** Arguments of a command link are JSON, percent-encoded. */
function toCommandUri({ command, resource }: RemedyAction): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify([resource]) });
}
