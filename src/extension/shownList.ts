import * as vscode from 'vscode';
import { toVisibleLines } from '../core/text/escape.ts';
import { redactText } from '../core/text/redact.ts';

/** Scheme of lists that are shown while something is asked about them; nobody else opens it. */
const listScheme = 'azurebatch-list';

/** Tells lists apart that are shown at the same time. */
let shownLists = 0;

/** Shows `text`, with foreign parts in it, as a document that can only be read, until `ask` has been answered. */
export async function whileShown<T>(name: string, text: string, ask: () => Promise<T>): Promise<T> {
  shownLists += 1;
  const uri = vscode.Uri.from({ scheme: listScheme, path: `/${shownLists}/${name.replaceAll('/', ' ')}.txt` });
  const content = toVisibleLines(redactText(text));
  const registration = vscode.workspace.registerTextDocumentContentProvider(listScheme, {
    provideTextDocumentContent: (asked) => (asked.toString() === uri.toString() ? content : undefined),
  });
  try {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
    return await ask();
  } finally {
    await vscode.window.tabGroups.close(findTabs(uri));
    registration.dispose();
  }
}

function findTabs(uri: vscode.Uri): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}
