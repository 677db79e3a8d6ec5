import * as vscode from 'vscode';

/** The part of the API of VS Code's git extension that is used here: it only reads. */
interface GitApi {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}

export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string; readonly pushUrl?: string }[];
  };
  /** Lists commits from the latest: those that the current branch contains, or `range`. */
  log(options: { readonly path?: string; readonly maxEntries: number; readonly range?: string }): Promise<Commit[]>;
  getCommit(ref: string): Promise<Commit>;
  getMergeBase(one: string, other: string): Promise<string | undefined>;
  /** Returns a line for each line of the file, which begins with the hash of its commit. */
  blame(path: string): Promise<string>;
}

export interface Commit {
  readonly hash: string;
  readonly message: string;
  readonly parents?: readonly string[];
  readonly authorName?: string;
  readonly commitDate?: Date;
}

/** Opens the API of VS Code's git extension; undefined if that is turned off. */
export async function openGit(): Promise<GitApi | undefined> {
  try {
    const git = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
    return (await git?.activate())?.getAPI(1);
  } catch {
    return undefined;
  }
}
