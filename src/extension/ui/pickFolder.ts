import * as vscode from 'vscode';
import type { FolderRequest, OutputFolder } from '../../app/ports.ts';

/** Asks for a folder of the user's in VS Code's own dialog; undefined when they leave it. */
export async function pickFolder({ title, confirm }: FolderRequest): Promise<OutputFolder | undefined> {
  const options = { canSelectFolders: true, canSelectFiles: false, title, openLabel: confirm };
  const [folder] = (await vscode.window.showOpenDialog(options)) ?? [];
  return (
    folder && {
      path: folder.fsPath,
      write: async (names, content) => vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, ...names), content),
    }
  );
}
