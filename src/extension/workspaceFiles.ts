import * as vscode from 'vscode';
import { findWorkspaceFile, toWorkspaceFileIndex, type WorkspaceFileIndex } from '../core/query/workspaceFile.ts';

/** More files than this are a folder of data, where a name says little. */
const maxFiles = 50_000;
const generatedFolders = '**/{node_modules,.git,.venv,venv,__pycache__,site-packages}/**';

/** Finds the workspace file that matches a path seen on a node. */
export type FindSource = WorkspaceFiles['find'];

/** The files of the workspace, listed when they are first asked for and again after any came or went. */
export class WorkspaceFiles implements vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  /** Files came or went: what was found may be found elsewhere now. */
  readonly onDidChange = this.#didChange.event;
  readonly #subscriptions: vscode.Disposable[] = [this.#didChange];
  #index: Promise<WorkspaceFileIndex<vscode.Uri>> | undefined;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    const forget = (): void => {
      if (this.#index === undefined) return;
      this.#index = undefined;
      this.#didChange.fire();
    };
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
    );
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** The one workspace file that matches a path seen on a node. No path of a node is ever opened. */
  async find(nodePath: string): Promise<vscode.Uri | undefined> {
    this.#index ??= listFiles();
    return findWorkspaceFile(await this.#index, nodePath);
  }
}

async function listFiles(): Promise<WorkspaceFileIndex<vscode.Uri>> {
  const uris = await vscode.workspace.findFiles('**/*', generatedFolders, maxFiles);
  return toWorkspaceFileIndex(uris.map((uri) => [vscode.workspace.asRelativePath(uri, false), uri] as const));
}
