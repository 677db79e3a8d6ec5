import * as vscode from 'vscode';
import { toVisibleLines } from '../../core/text/escape.ts';
import { redactText } from '../../core/text/redact.ts';

/** Scheme of texts that exist only while they are shown; no other code opens them. */
export const shownScheme = 'azurebatch-list';

/** Distinguishes texts that are shown at the same time. */
let shownTexts = 0;

/** Empty lines at a text's start: the quick pick covers an editor's first lines, which can't be scrolled away. */
const coveredLines = '\n'.repeat(5);

/** Shows `text`, which may contain foreign parts, as a read-only document until `ask` has been answered. */
export async function whileShown<T>(name: string, text: string, ask: () => Promise<T>): Promise<T> {
  const { uri, registration } = offerText(`${name}.txt`, `${coveredLines}${text}`);
  try {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
    return await ask();
  } finally {
    await vscode.window.tabGroups.close(findTabs(uri));
    registration.dispose();
  }
}

/**
 * Shows a result, which may contain foreign parts, as a read-only document, so that closing it shows no prompt. It can
 * be saved under another name, and is gone once it is closed.
 * @param fileName its ending determines the language
 */
export async function showResult(
  fileName: string,
  text: string,
  options: vscode.TextDocumentShowOptions = { preview: false },
): Promise<vscode.TextDocument> {
  const { uri, registration } = offerText(fileName, text);
  const document = await vscode.workspace.openTextDocument(uri);
  const closing = vscode.workspace.onDidCloseTextDocument((closed) => {
    if (closed.uri.toString() !== uri.toString()) return;
    closing.dispose();
    registration.dispose();
  });
  await vscode.window.showTextDocument(document, options);
  return document;
}

/** Closes tabs that VS Code has restored after a reload, because their texts no longer exist. */
export async function closeLostTexts(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === shownScheme),
  );
}

function offerText(fileName: string, text: string): { uri: vscode.Uri; registration: vscode.Disposable } {
  shownTexts += 1;
  const uri = vscode.Uri.from({ scheme: shownScheme, path: `/${shownTexts}/${fileName.replaceAll('/', ' ')}` });
  const content = toVisibleLines(redactText(text));
  const registration = vscode.workspace.registerTextDocumentContentProvider(shownScheme, {
    provideTextDocumentContent: (asked) => (asked.toString() === uri.toString() ? content : undefined),
  });
  return { uri, registration };
}

function findTabs(uri: vscode.Uri): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}
