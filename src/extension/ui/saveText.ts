import * as vscode from 'vscode';
import type { SavedText } from '../../app/actions/verb/window.ts';
import { Cancelled } from '../../core/model/cancelled.ts';

/** Writes a text to a file that the user chooses, and returns the file's name. Throws `Cancelled`. */
export async function saveText({ title, label, file, filters, render }: SavedText): Promise<string> {
  const name = file.replace(/[^\w.-]+/g, '-');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title,
    saveLabel: label,
    defaultUri: folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name),
    filters: Object.fromEntries(Object.entries(filters).map(([kind, endings]) => [kind, [...endings]])),
  });
  if (uri === undefined) throw new Cancelled();
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(await render()));
  return uri.path.split('/').at(-1) ?? '';
}
