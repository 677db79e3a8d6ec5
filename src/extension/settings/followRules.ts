import * as vscode from 'vscode';
import type { LateCauses } from '../../app/causes/lateCauses.ts';
import type { FailureReader } from '../../app/evidence/failureReader.ts';
import { describeError } from '../../core/text/describeError.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import type { Log } from '../log.ts';
import { onDidChangeSetting, readRulesSetting } from './settings.ts';

/** Name of a workspace's file of rules, in its first level. */
export const rulesFileName = 'azure-batch.rules.json';
/** Maximum size of a file that is read; the checks say that a larger one is too large. */
const largestBytes = 4_000_000;

interface Explaining {
  readonly causes: Pick<LateCauses, 'explainAgain'>;
  readonly reader: Pick<FailureReader, 'explainAgain'>;
  readonly log: Log;
}

export interface FollowedRules extends vscode.Disposable {
  /** Reads the rules now, without waiting for VS Code to report that their file has changed. */
  read(): Promise<void>;
}

/**
 * Explains failures with the rules of the workspace, if the user trusts it, and then with those of the user's team.
 * Loads nothing while there are none.
 */
export function followRules({ causes, reader, log }: Explaining): FollowedRules {
  let watchers: readonly vscode.Disposable[] = [];
  let turn = 0;
  let areHeld = false;
  const read = async (): Promise<void> => {
    const mine = ++turn;
    const files = (await Promise.all(listRulesFiles().map(readFile))).flatMap((file) => file ?? []);
    if (mine !== turn || (files.length === 0 && !areHeld)) return;
    areHeld = files.length > 0;
    loadDiagnosis().holdRules(files);
    reader.explainAgain();
    causes.explainAgain();
  };
  const look = (): void => void read().catch((error: unknown) => log.error(`rules: ${describeError(error)}`));
  const follow = (): void => {
    for (const watcher of watchers) watcher.dispose();
    watchers = listRulesFiles().flatMap((uri) => {
      const folder = vscode.Uri.joinPath(uri, '..');
      const pattern = new vscode.RelativePattern(folder, uri.path.split('/').at(-1) ?? '');
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      return [watcher, watcher.onDidCreate(look), watcher.onDidChange(look), watcher.onDidDelete(look)];
    });
    look();
  };
  follow();
  const subscriptions = vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(follow),
    vscode.workspace.onDidGrantWorkspaceTrust(follow),
    onDidChangeSetting('rules', follow),
    // Watchers report a change seconds later.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (listRulesFiles().some((file) => file.toString() === uri.toString())) look();
    }),
  );
  return { read, dispose: () => vscode.Disposable.from(subscriptions, ...watchers).dispose() };
}

/** Lists the files that may have rules, those that come first in order. */
function listRulesFiles(): readonly vscode.Uri[] {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const team = readRulesSetting();
  return [
    ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, rulesFileName)),
    ...(team === '' ? [] : [vscode.Uri.file(team)]),
  ];
}

/** Reads a file of rules; undefined if it doesn't exist or is too large. */
async function readFile(uri: vscode.Uri): Promise<{ readonly name: string; readonly text: Uint8Array } | undefined> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > largestBytes) return undefined;
    const text = await vscode.workspace.fs.readFile(uri);
    return { name: uri.path.split('/').at(-1) ?? rulesFileName, text };
  } catch {
    return undefined;
  }
}
