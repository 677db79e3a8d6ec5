import * as vscode from 'vscode';

/** Returns the active document, as text or as a page. */
export function findActiveDocument(): vscode.Uri | undefined {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return vscode.window.activeTextEditor?.document.uri ?? (activeTab === undefined ? undefined : toUri(activeTab));
}

/** Lists the visible documents, as text or as pages. */
export function listShownDocuments(): readonly vscode.Uri[] {
  const uris = [
    ...vscode.window.visibleTextEditors.map(({ document }) => document.uri),
    ...vscode.window.tabGroups.all.flatMap(({ activeTab }) => (activeTab && toUri(activeTab)) ?? []),
  ];
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** Lists the documents that have a tab, including hidden ones. */
export function listTabDocuments(): readonly vscode.Uri[] {
  return listAllTabs().flatMap((tab) => toUri(tab) ?? []);
}

/** Lists the tabs of documents whose addresses match `isMeant`, as text or as pages. */
export function listTabs(isMeant: (uri: vscode.Uri) => boolean): readonly vscode.Tab[] {
  return listAllTabs().filter((tab) => {
    const uri = toUri(tab);
    return uri !== undefined && isMeant(uri);
  });
}

function listAllTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

function toUri({ input }: vscode.Tab): vscode.Uri | undefined {
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
}
