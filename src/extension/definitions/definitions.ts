import * as vscode from 'vscode';
import { DefinitionActions } from './definitionActions.ts';
import { DefinitionLenses } from './definitionLenses.ts';
import { type Drafts, definitionDocuments } from './drafts.ts';

/** The definitions that are corrected, with what helps and what submits them. */
export function registerDefinitions(drafts: Drafts): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(definitionDocuments, new DefinitionLenses(drafts)),
    vscode.languages.registerCodeActionsProvider(
      definitionDocuments,
      new DefinitionActions(drafts),
      DefinitionActions.metadata,
    ),
  );
}
