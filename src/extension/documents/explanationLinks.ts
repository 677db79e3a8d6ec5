import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type DrawnDocument, isExplained } from '../../app/explain/explained.ts';
import type { RemedyAction } from '../../app/messages/helpfulAction.ts';
import type { PageTarget } from '../../core/page/links.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { toDocumentUri } from '../editors/documentUri.ts';
import type { Explanations } from './explanations.ts';
import { findDefinition } from './findDefinition.ts';

type PropertyPath = readonly (string | number)[];

/** A link to a property of the explained item; its place in the JSON is determined when the link is followed. */
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
 * Adds links for the actions and properties in the steps of an explanation, and for the lines that lead to causes and
 * tasks. Adds them only where the document has exactly the text that this extension wrote, so that no text of the
 * service becomes a link.
 */
export class ExplanationLinks implements vscode.DocumentLinkProvider {
  readonly #explanations: Explanations;

  constructor(explanations: Explanations) {
    this.#explanations = explanations;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const drawn = this.#explanations.findDrawn(document.uri);
    if (drawn === undefined || document.getText() !== drawn.text) return [];
    return drawn.links.flatMap(({ from, to, link }) => {
      const target = drawn.drawn.links.get(link);
      const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
      return target === undefined ? [] : toLinks(range, target, drawn);
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

function toLinks(range: vscode.Range, target: PageTarget, drawn: DrawnDocument): vscode.DocumentLink[] {
  if (target.kind === 'document') return [toDocumentLink(range, target.document)];
  if (target.kind === 'command')
    return [new vscode.DocumentLink(range, toCommandUri(target.command, target.arguments))];
  if (!isExplained(drawn)) return [];
  if (target.kind === 'property') {
    const json = findDefinition(drawn);
    return json === undefined ? [] : [new PropertyLink(range, json, target.path)];
  }
  const action = target.kind === 'action' ? drawn.actions[target.index] : undefined;
  return action === undefined || action.refusal !== undefined ? [] : [toActionLink(range, action)];
}

function toActionLink(range: vscode.Range, { title, command, target }: RemedyAction): vscode.DocumentLink {
  const link = new vscode.DocumentLink(range, toCommandUri(command, [target]));
  link.tooltip = title;
  return link;
}

function toDocumentLink(range: vscode.Range, target: DocumentTarget): vscode.DocumentLink {
  const link = new vscode.DocumentLink(range, toDocumentUri(target));
  link.tooltip = target.document === 'cause' ? l10n.t('Explain this cause') : l10n.t('Open the explanation');
  return link;
}

/** Arguments of a command link are JSON, percent-encoded. */
function toCommandUri(command: string, args: readonly unknown[]): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify(args) });
}
