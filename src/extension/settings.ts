import * as vscode from 'vscode';
import { type JournalLimits, toLimits } from '../app/evidence/attemptJournal.ts';
import { asNumber, leastRefreshMs, toRefreshIntervalMs } from './settingValues.ts';

const section = 'azureBatch';

/** The user's settings, read when they are needed, so that a change takes effect without a restart. */
export const settings = {
  /**
   * How many times sooner than users want it the service is asked again for what goes on. More in the extension host of a
   * test, so that the test does not spend its time waiting.
   */
  haste: 1,
  /** Milliseconds between two refreshes of what is visible; undefined when the user switched it off. */
  get refreshIntervalMs(): number | undefined {
    return toRefreshIntervalMs(
      vscode.workspace.getConfiguration(section).get('refreshInterval'),
      leastRefreshMs / this.haste,
    );
  },
  /** Whether nothing in Azure may be changed from here. What is opened may ask for that, and not for its opposite. */
  get isReadOnly(): boolean {
    const found = vscode.workspace.getConfiguration(section).inspect<boolean>('readOnly');
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].includes(true);
  },
  /** Whether the user is notified of what happens to what they watch. */
  get notifiesOfWatched(): boolean {
    return vscode.workspace.getConfiguration(section).get('watch.notifications') !== false;
  },
  /** Whether agents may call tools. */
  get letsAgents(): boolean {
    return vscode.workspace.getConfiguration(section).get('agents.enabled') !== false;
  },
  /** Whether agents find the tools as a server of the Model Context Protocol, and not as tools of this window. */
  get offersMcp(): boolean {
    return this.letsAgents && vscode.workspace.getConfiguration(section).get('agents.offer') === 'mcp';
  },
  get isTrusted(): boolean {
    return vscode.workspace.isTrusted;
  },
  /** How much may be saved of things from before actions, in each of the two folders for it. */
  get evidenceLimits(): JournalLimits {
    const evidence = vscode.workspace.getConfiguration(`${section}.evidence`);
    return toLimits(asNumber(evidence.get('maxSize')), asNumber(evidence.get('maxAge')));
  },
};

/** How definitions in a file are to be checked. What is not as the manifest has it is left out where it is read. */
export function readDefinitionOptions(uri: vscode.Uri): { readonly apiVersion: string; readonly rules: object } {
  const definitions = vscode.workspace.getConfiguration(`${section}.definitions`, uri);
  return { apiVersion: definitions.get('apiVersion', ''), rules: definitions.get('rules', {}) };
}

/** Where a setting was written, and what it was before. */
interface Written {
  /** A file of the workspace; undefined for the settings of the user. */
  readonly file: string | undefined;
  readonly before: string | undefined;
}

/**
 * Sets how serious a check of definitions is, such as `off`, or leaves it to the check: in the workspace, or where there is
 * none for the user.
 */
export async function setCheck(code: string, level: string | undefined): Promise<Written> {
  const definitions = vscode.workspace.getConfiguration(`${section}.definitions`);
  const isOfWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const known = definitions.inspect<object>('rules');
  const before = Object.entries((isOfWorkspace ? known?.workspaceValue : known?.globalValue) ?? {});
  const others = before.filter(([name]) => name !== code);
  const rules = level === undefined ? others : [...others, [code, level]];
  const target = isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await definitions.update('rules', rules.length === 0 ? undefined : Object.fromEntries(rules), target);
  const own = vscode.workspace.workspaceFile?.path.split('/').at(-1) ?? '.vscode/settings.json';
  return { file: isOfWorkspace ? own : undefined, before: before.find(([name]) => name === code)?.[1] };
}

/** Calls `listener` when the setting `name` (without our prefix) changed. */
export function onDidChangeSetting(name: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.${name}`)) listener();
  });
}
