import * as vscode from 'vscode';
import { Cancelled } from '../../core/model/cancelled.ts';

interface SavedText {
  /** Title of the dialog, and its button. */
  readonly title: string;
  readonly label: string;
  /** What the file is called unless the user chooses otherwise; what no system takes in a name is replaced. */
  readonly file: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** Makes the text once there is a place for it. */
  readonly render: () => string | Promise<string>;
}

/** Writes a text where the user wants it, and gives the name of the file. Throws `Cancelled`. */
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
