import * as vscode from 'vscode';
import {
  listWorkspaceFiles,
  toSharedPath,
  toWorkspaceFileIndex,
  type WorkspaceFileIndex,
} from '../../core/files/workspaceFile.ts';

/** Maximum number of files: a folder with more files contains data, and names in it are not distinctive. */
const maxFiles = 50_000;
const generatedFolders = '**/{node_modules,.git,.venv,venv,__pycache__,site-packages}/**';

/**
 * Key of the user's choices between several files for a path: workspace paths by the part of the path that is the same
 * on all nodes.
 */
const choicesKey = 'azureBatch.sourceChoices';
const maxChoices = 200;

/** Finds the workspace file that matches a path seen on a node. */
export type FindSource = WorkspaceFiles['find'];

/** The files of the workspace, listed on first use and again after any were added or removed. */
export class WorkspaceFiles implements vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  /** Fires when files were added or removed, so that earlier results may be wrong. */
  readonly onDidChange = this.#didChange.event;
  readonly #subscriptions: vscode.Disposable[] = [this.#didChange];
  readonly #state: vscode.Memento;
  #index: Promise<WorkspaceFileIndex<vscode.Uri>> | undefined;

  constructor(state: vscode.Memento) {
    this.#state = state;
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

  /**
   * Returns the only workspace file that matches a path on a node, or the one that the user chose. No path of a node is
   * ever opened.
   */
  async find(nodePath: string): Promise<vscode.Uri | undefined> {
    const fitting = await this.listFitting(nodePath);
    if (fitting.length <= 1) return fitting[0];
    const chosen = this.#choices[toSharedPath(nodePath)];
    return fitting.find((uri) => uri.toString() === chosen);
  }

  /** Lists the workspace files that match a path on a node equally well. */
  async listFitting(nodePath: string): Promise<readonly vscode.Uri[]> {
    this.#index ??= listFiles();
    return listWorkspaceFiles(await this.#index, nodePath);
  }

  /** Remembers, for this workspace, which file a path means, on any node and in any task. */
  async choose(nodePath: string, uri: vscode.Uri): Promise<void> {
    const others = Object.entries(this.#choices).slice(1 - maxChoices);
    await this.#state.update(choicesKey, { ...Object.fromEntries(others), [toSharedPath(nodePath)]: uri.toString() });
    this.#didChange.fire();
  }

  get #choices(): Readonly<Record<string, string>> {
    return this.#state.get(choicesKey, {});
  }
}

async function listFiles(): Promise<WorkspaceFileIndex<vscode.Uri>> {
  const uris = await vscode.workspace.findFiles('**/*', generatedFolders, maxFiles);
  return toWorkspaceFileIndex(uris.map((uri) => [vscode.workspace.asRelativePath(uri, false), uri] as const));
}
