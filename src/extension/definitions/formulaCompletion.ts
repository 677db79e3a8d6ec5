import * as vscode from 'vscode';
import { loadDiagnosis } from '../load.ts';

/** What autoscale formulas are made of: the variables of the service, and functions and constants of their language. */
export class FormulaCompletion implements vscode.CompletionItemProvider {
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
