import * as vscode from 'vscode';
import type { SetCheck } from '../../app/actions/verb/window.ts';
import { type JournalLimits, toLimits } from '../../app/evidence/attemptJournal.ts';
import { asNumber, leastRefreshMs, toRefreshIntervalMs } from './settingValues.ts';

const section = 'azureBatch';

/** The user's settings, read on each use, so that a change takes effect without a restart. */
export const settings = {
  /**
   * Factor by which polling of running work is sped up. Greater than 1 in the extension host of a test, so that the
   * test doesn't spend its time waiting.
   */
  haste: 1,
  /** Milliseconds between two refreshes of visible data; undefined if the user switched them off. */
  get refreshIntervalMs(): number | undefined {
    return toRefreshIntervalMs(
      vscode.workspace.getConfiguration(section).get('refreshInterval'),
      leastRefreshMs / this.haste,
    );
  },
  /** True if this extension may change nothing in Azure. A workspace can turn this on, but not off. */
  get isReadOnly(): boolean {
    const found = vscode.workspace.getConfiguration(section).inspect<boolean>('readOnly');
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].includes(true);
  },
  /** Returns true if the user wants notifications about watched resources. */
  get notifiesOfWatched(): boolean {
    return vscode.workspace.getConfiguration(section).get('watch.notifications') !== false;
  },
  /** Returns true if agents may call tools. */
  get letsAgents(): boolean {
    return vscode.workspace.getConfiguration(section).get('agents.enabled') !== false;
  },
  /** True if the tools are offered as an MCP server instead of as tools of this window. */
  get offersMcp(): boolean {
    return this.letsAgents && vscode.workspace.getConfiguration(section).get('agents.offer') === 'mcp';
  },
  get isTrusted(): boolean {
    return vscode.workspace.isTrusted;
  },
  /** Limits of evidence saved before actions, for each of its two folders. */
  get evidenceLimits(): JournalLimits {
    const evidence = vscode.workspace.getConfiguration(`${section}.evidence`);
    return toLimits(asNumber(evidence.get('maxSize')), asNumber(evidence.get('maxAge')));
  },
};

/** Returns the absolute path of the team's rules in the user's settings; empty if there are none. */
export function readRulesSetting(): string {
  return vscode.workspace.getConfiguration(section).inspect<string>('rules')?.globalValue ?? '';
}

/** Reads the options for checking definitions in a file. The checks ignore values that the manifest doesn't allow. */
export function readDefinitionOptions(uri: vscode.Uri): { readonly apiVersion: string; readonly rules: object } {
  const definitions = vscode.workspace.getConfiguration(`${section}.definitions`, uri);
  return { apiVersion: definitions.get('apiVersion', ''), rules: definitions.get('rules', {}) };
}

/**
 * Sets the severity of a check of definitions, such as `off`, or resets it to the default: in the workspace, or in the
 * user's settings if there is no workspace.
 */
export async function setCheck(code: string, level: string | undefined): Promise<SetCheck> {
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

/** Calls `listener` when the setting `name` (without this extension's prefix) changes. */
export function onDidChangeSetting(name: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.${name}`)) listener();
  });
}
