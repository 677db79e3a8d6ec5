import * as vscode from 'vscode';
import { fileFilter } from '../editors/documentUri.ts';

/** Loads the features for opened files of tasks and nodes when the first such file is opened. */
export function whenFileOpens(load: () => vscode.Disposable): vscode.Disposable {
  let loaded: vscode.Disposable | undefined;
  const look = (document: vscode.TextDocument): void => {
    if (loaded !== undefined || vscode.languages.match(fileFilter, document) === 0) return;
    waiting.dispose();
    loaded = load();
  };
  const waiting = vscode.workspace.onDidOpenTextDocument(look);
  for (const document of vscode.workspace.textDocuments) look(document);
  return { dispose: () => vscode.Disposable.from(waiting, ...(loaded === undefined ? [] : [loaded])).dispose() };
}
