import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Explained } from '../../app/explain/explained.ts';
import type { RemedyAction } from '../../app/helpfulAction.ts';
import type { PageTarget } from '../../core/diagnosis/report/pageContext.ts';
import type { DocumentTarget } from '../../core/query/documentPath.ts';
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
    if (explained === undefined || document.getText() !== explained.text) return [];
    return explained.links.flatMap(({ from, to, link }) => {
      const target = explained.drawn.links.get(link);
      const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
      return target === undefined ? [] : toLinks(range, target, explained);
    });
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

function toLinks(range: vscode.Range, target: PageTarget, explained: Explained): vscode.DocumentLink[] {
  if (target.kind === 'property') {
    const json = findDefinition(explained);
    return json === undefined ? [] : [new PropertyLink(range, json, target.path)];
  }
  if (target.kind === 'action') {
    const action = explained.actions[target.index];
    return action === undefined || action.refusal !== undefined ? [] : [toActionLink(range, action)];
  }
  return target.kind === 'document' ? [toDocumentLink(range, target.document)] : [];
}

function toActionLink(range: vscode.Range, action: RemedyAction): vscode.DocumentLink {
  const link = new vscode.DocumentLink(range, toCommandUri(action));
  link.tooltip = action.title;
  return link;
}

function toDocumentLink(range: vscode.Range, target: DocumentTarget): vscode.DocumentLink {
  const link = new vscode.DocumentLink(range, toDocumentUri(target));
  link.tooltip = target.document === 'cause' ? l10n.t('Explain this cause') : l10n.t('Open the explanation');
  return link;
}

/** Arguments of a command link are JSON, percent-encoded. */
function toCommandUri({ command, target }: RemedyAction): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify([target]) });
}
