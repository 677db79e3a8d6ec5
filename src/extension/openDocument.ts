import * as vscode from 'vscode';
import { BatchError } from '../core/model/batchError.ts';
import { formatNumber } from '../core/query/numbers.ts';
import { notifyInformation } from './messages.ts';

/** Identifier of VS Code's own language for logs, which colours times, levels and exceptions. */
const logLanguage = 'log';

/** How many documents one command opens at most; nobody reads more editors than that. */
const maxDocuments = 5;

/**
 * Opens documents one after the other, the first few of many.
 * @param toNote says that there were more, and where to look instead.
 */
export async function openSeveral(
  uris: readonly vscode.Uri[],
  open: (uri: vscode.Uri) => Promise<void>,
  toNote: (opened: number, total: number) => string = toFirstOpened,
): Promise<void> {
  for (const uri of uris.slice(0, maxDocuments)) await open(uri);
  if (uris.length > maxDocuments) notifyInformation(toNote(maxDocuments, uris.length));
}

function toFirstOpened(opened: number, total: number): string {
  return vscode.l10n.t('The first {opened} of {total} documents are open.', {
    opened: formatNumber(opened),
    total: formatNumber(total),
  });
}

/**
 * Opens a log with the cursor on its last line; something that is no text opens in whatever shows it. Throws `BatchError`.
 */
export async function openAtEnd(uri: vscode.Uri): Promise<void> {
  const document = await openText(uri);
  if (document === undefined) {
    await vscode.commands.executeCommand('vscode.open', uri);
    return;
  }
  const end = document.lineAt(document.lineCount - 1).range.end;
  await vscode.window.showTextDocument(document, { preview: false, selection: new vscode.Range(end, end) });
}

/** Opens a document of ours that is read from its start. Throws `BatchError`. */
export async function openAtStart(uri: vscode.Uri): Promise<void> {
  const document = await openDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Throws the `BatchError` for which one of our documents can't be read: VS Code says no more than that it can't be. */
async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    const reason = await vscode.workspace.fs.readFile(uri).then(
      () => undefined,
      (why: unknown) => (why instanceof Error ? why.cause : undefined),
    );
    throw BatchError.is(reason) ? reason : error;
  }
}

/** Colours `stdout.txt` and the like as logs, however they were opened. Other names keep the language they have. */
async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  let document: vscode.TextDocument;
  try {
    document = await openDocument(uri);
  } catch (error) {
    if (error instanceof Error && /binary/i.test(error.message)) return undefined;
    throw error;
  }
  if (document.languageId !== 'plaintext') return document;
  const known = await vscode.languages.getLanguages();
  return known.includes(logLanguage) ? vscode.languages.setTextDocumentLanguage(document, logLanguage) : document;
}
