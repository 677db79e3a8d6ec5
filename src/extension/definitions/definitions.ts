import * as vscode from 'vscode';
import type { AutoscaleRuns } from '../../app/definitions/autoscaleRuns.ts';
import { mayBeDefinition } from '../../core/definitions/definitionText.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { documentScheme, formulaLanguage } from '../editors/documentUri.ts';
import { rulesFileName } from '../settings/followRules.ts';
import { DefinitionActions } from './definitionActions.ts';
import { DefinitionLenses } from './definitionLenses.ts';
import { type Drafts, definitionDocuments, localDocuments } from './drafts.ts';
import { type MatchedRules, RuleLenses } from './ruleLenses.ts';

/** Documents of an account: the IDs in them refer to items in that account. */
const shownDocuments: vscode.DocumentFilter = { scheme: documentScheme, language: 'json' };

/**
 * Registers the features of the user's definitions, with their submit buttons, and of drafts, with their quick fixes.
 */
export function registerDefinitions(services: MatchedRules, drafts: Drafts, runs: AutoscaleRuns): vscode.Disposable {
  const { accounts } = services;
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider([localDocuments, shownDocuments].flat(), {
      provideDefinition: (document, position) =>
        mayBeDefinition(document.getText()) ? loadCommands().findNamed(accounts, document, position) : [],
    }),
    vscode.languages.registerRenameProvider(localDocuments, {
      prepareRename: (document, position) => loadCommands().prepareRename(document, position),
      provideRenameEdits: (document, position, id) => loadCommands().renameId(document, position, id),
    }),
    vscode.languages.registerCompletionItemProvider(formulaLanguage, new FormulaCompletion(), '$'),
    vscode.languages.registerCodeLensProvider(localDocuments, new DefinitionLenses(accounts, drafts, runs)),
    vscode.languages.registerCodeLensProvider({ pattern: `**/${rulesFileName}` }, new RuleLenses(services)),
    vscode.languages.registerCodeActionsProvider(
      definitionDocuments,
      new DefinitionActions(drafts),
      DefinitionActions.metadata,
    ),
  );
}

class FormulaCompletion implements vscode.CompletionItemProvider {
  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const range = document.getWordRangeAtPosition(position, /\$?\w+|\$/) ?? new vscode.Range(position, position);
    const { variables, words } = loadDiagnosis().formulaSymbols;
    const toItem = (name: string, kind: vscode.CompletionItemKind): vscode.CompletionItem => {
      const item = new vscode.CompletionItem(name, kind);
      item.range = range;
      return item;
    };
    return [
      ...variables.map((name) => toItem(name, vscode.CompletionItemKind.Variable)),
      ...words.map((name) => toItem(name, vscode.CompletionItemKind.Function)),
    ];
  }
}
