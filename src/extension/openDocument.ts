import * as vscode from 'vscode';

/** Identifier of VS Code's own language for logs, which colours times, levels and exceptions. */
const logLanguage = 'log';

/** Opens a log with the cursor on its last line; something that is no text opens in whatever shows it. */
export async function openAtEnd(uri: vscode.Uri): Promise<void> {
  const document = await openText(uri);
  if (document === undefined) {
    await vscode.commands.executeCommand('vscode.open', uri);
    return;
  }
  const end = document.lineAt(document.lineCount - 1).range.end;
  await vscode.window.showTextDocument(document, { preview: false, selection: new vscode.Range(end, end) });
}

/** Opens a document of ours that is read from its start. */
export async function openAtStart(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Colours `stdout.txt` and the like as logs, however they were opened. Other names keep the language they have. */
async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    if (error instanceof Error && /binary/i.test(error.message)) return undefined;
    throw error;
  }
  if (document.languageId !== 'plaintext') return document;
  const known = await vscode.languages.getLanguages();
  return known.includes(logLanguage) ? vscode.languages.setTextDocumentLanguage(document, logLanguage) : document;
}
