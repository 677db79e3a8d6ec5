import * as vscode from 'vscode';
import { toDocumentUri } from '../documentUri.ts';
import { loadDiagnosis } from '../load.ts';
import type { RemedyAction } from '../remedyAction.ts';
import type { Explained, NamedProperty } from './explained.ts';
import type { Explanations } from './explanations.ts';
import { findDefinition } from './findDefinition.ts';

/** A link to a property of the explained thing; where in the JSON it is is found out when it is followed. */
class PropertyLink extends vscode.DocumentLink {
  readonly json: vscode.Uri;
  readonly path: NamedProperty['path'];

  constructor(range: vscode.Range, json: vscode.Uri, path: NamedProperty['path']) {
    super(range);
    this.json = json;
    this.path = path;
    this.tooltip = vscode.l10n.t('Open the definition at this property');
  }
}

/**
 * Makes the line of an explanation work that names its actions, the properties that its steps name, and the causes that it
 * lists. Only where the document has exactly what we wrote: no text of the service becomes a link.
 */
export class ExplanationLinks implements vscode.DocumentLinkProvider {
  readonly #explanations: Explanations;

  constructor(explanations: Explanations) {
    this.#explanations = explanations;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const explained = this.#explanations.findExplained(document.uri);
    if (explained === undefined) return [];
    return [
      ...toActionLinks(document, explained),
      ...toPropertyLinks(document, explained),
      ...toCauseLinks(document, explained),
    ];
  }

  async resolveDocumentLink(link: vscode.DocumentLink): Promise<vscode.DocumentLink> {
    if (!(link instanceof PropertyLink)) return link;
    const document = await vscode.workspace.openTextDocument(link.json);
    const span = loadDiagnosis().findProperty(document.getText(), link.path);
    const { line, character } = document.positionAt(span?.offset ?? 0);
    link.target = link.json.with({ fragment: `L${line + 1},${character + 1}` });
    return link;
  }
}

function toActionLinks(document: vscode.TextDocument, { actions, actionsLine }: Explained): vscode.DocumentLink[] {
  const line = actionsLine === '' ? -1 : document.getText().split('\n').lastIndexOf(actionsLine);
  if (line < 0) return [];
  let start = 0;
  return actions.map((action) => {
    const end = start + action.title.length + 2;
    const link = new vscode.DocumentLink(new vscode.Range(line, start + 1, line, end - 1), toCommandUri(action));
    link.tooltip = action.title;
    start = end + 1;
    return link;
  });
}

/** Each step that names a property ends with it in brackets; the steps come last in the document. */
function toPropertyLinks(document: vscode.TextDocument, explained: Explained): PropertyLink[] {
  const json = findDefinition(explained);
  if (json === undefined) return [];
  const text = document.getText();
  return explained.properties.flatMap(({ text: shown, path }) => {
    const start = text.lastIndexOf(` (${shown})\n`) + 2;
    if (shown === '' || start < 2) return [];
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + shown.length));
    return [new PropertyLink(range, json, path)];
  });
}

/** Lines of lists that begin or end with what a cause is called, as those do that count its failures. */
function toCauseLinks(document: vscode.TextDocument, { causes }: Explained): vscode.DocumentLink[] {
  const lines = document.getText().split('\n');
  return causes.flatMap(({ text, target }) =>
    lines.flatMap((line, at) => {
      const start = line.startsWith(`- ${text}: `) ? 2 : line.length - text.length;
      if (!line.startsWith('- ') || (start !== 2 && !line.endsWith(`: ${text}`))) return [];
      const link = new vscode.DocumentLink(new vscode.Range(at, start, at, start + text.length), toDocumentUri(target));
      link.tooltip = vscode.l10n.t('Explain this cause');
      return [link];
    }),
  );
}

/** Arguments of a command link are JSON, percent-encoded. */
function toCommandUri({ command, target }: RemedyAction): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify([target]) });
}
