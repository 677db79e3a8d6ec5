import * as vscode from 'vscode';
import { toCommandId } from '../commandId.ts';
import type { Drafts } from './drafts.ts';

/** Buttons above the definition of a task: submit it, and see what was changed in it. */
export class DefinitionLenses implements vscode.CodeLensProvider {
  readonly #drafts: Drafts;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
    this.onDidChangeCodeLenses = drafts.onDidChange;
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const top = new vscode.Range(0, 0, 0, 0);
    const submit = { title: vscode.l10n.t('Submit to Batch…'), command: toCommandId('definition.submit') };
    const show = { title: vscode.l10n.t('Show Changes'), command: toCommandId('definition.showChanges') };
    const commands = this.#drafts.find(uri) === undefined ? [submit] : [submit, show];
    return commands.map((command) => new vscode.CodeLens(top, { ...command, arguments: [uri] }));
  }
}
