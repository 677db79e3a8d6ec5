import * as vscode from 'vscode';
import type { AutoscaleRuns } from '../../app/definitions/autoscaleRuns.ts';
import { DefinitionActions } from './definitionActions.ts';
import { DefinitionLenses } from './definitionLenses.ts';
import { type Drafts, definitionDocuments, formulaLanguage, localDocuments } from './drafts.ts';
import { FormulaCompletion } from './formulaCompletion.ts';

/** Definitions of the user's, with what submits them, and those that are corrected, with what helps. */
export function registerDefinitions(drafts: Drafts, runs: AutoscaleRuns): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(formulaLanguage, new FormulaCompletion(), '$'),
    vscode.languages.registerCodeLensProvider(localDocuments, new DefinitionLenses(drafts, runs)),
    vscode.languages.registerCodeActionsProvider(
      definitionDocuments,
      new DefinitionActions(drafts),
      DefinitionActions.metadata,
    ),
  );
}
