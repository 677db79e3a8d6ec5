import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Explained } from '../../app/explain/explained.ts';
import type { RemedyAction } from '../../app/remedyAction.ts';
import { toDocumentUri } from '../documentUri.ts';
import { loadDiagnosis } from '../load.ts';
import type { Explanations } from './explanations.ts';
import { findDefinition } from './findDefinition.ts';

type PropertyPath = readonly (string | number)[];

/** A link to a property of the explained thing; where in the JSON it is is found out when it is followed. */
class PropertyLink extends vscode.DocumentLink {
  readonly json: vscode.Uri;
  readonly path: PropertyPath;

  constructor(range: vscode.Range, json: vscode.Uri, path: PropertyPath) {
    super(range);
    this.json = json;
    this.path = path;
    this.tooltip = l10n.t('Open the definition at this property');
  }
}

/**
 * Makes the actions and properties work that the steps of an explanation name, and the lines that lead to causes and tasks. Only where the document has exactly what we wrote: no text of the service becomes a link.
 */
export class ExplanationLinks implements vscode.DocumentLinkProvider {
  readonly #explanations: Explanations;

  constructor(explanations: Explanations) {
    this.#explanations = explanations;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const explained = this.#explanations.findExplained(document.uri);
    if (explained === undefined) return [];
    return [...toStepLinks(document, explained), ...toDocumentLinks(document, explained)];
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

/** What is quoted comes after what to do, so that the first line that reads like a step is one. */
function toStepLinks(document: vscode.TextDocument, explained: Explained): vscode.DocumentLink[] {
  const lines = document.getText().split('\n');
  const json = findDefinition(explained);
  return explained.steps.flatMap(({ text, marks }) => {
    const line = lines.indexOf(text);
    if (line < 0) return [];
    return marks.flatMap(({ from, to, target }) => {
      const range = new vscode.Range(line, from, line, to);
      if (target.kind === 'property') return json === undefined ? [] : [new PropertyLink(range, json, target.path)];
      const action = explained.actions[target.index];
      return action === undefined || action.refusal !== undefined ? [] : [toActionLink(range, action)];
    });
  });
}

function toActionLink(range: vscode.Range, action: RemedyAction): vscode.DocumentLink {
  const link = new vscode.DocumentLink(range, toCommandUri(action));
  link.tooltip = action.title;
  return link;
}

/** Lines of lists that lead to a document of their own. */
function toDocumentLinks(document: vscode.TextDocument, { links }: Explained): vscode.DocumentLink[] {
  const lines = document.getText().split('\n');
  return links.flatMap(({ line, target }) => {
    const at = lines.indexOf(line);
    if (at < 0) return [];
    const link = new vscode.DocumentLink(new vscode.Range(at, 2, at, line.length), toDocumentUri(target));
    link.tooltip = target.document === 'cause' ? l10n.t('Explain this cause') : l10n.t('Open the explanation');
    return [link];
  });
}

/** Arguments of a command link are JSON, percent-encoded. */
function toCommandUri({ command, target }: RemedyAction): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify([target]) });
}
