import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { readAs } from '../../core/model/shape.ts';
import type { Page } from '../../core/page/page.ts';
import { readPageRequest } from '../../core/page/pageRequest.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import type { Log } from '../log.ts';
import { reportError } from '../runCommand.ts';
import type { PageSource } from './pageSource.ts';

const pageEditor = 'azureBatch.explanation';

/**
 * Draws explanations as pages: a custom editor over the text with the same address, which is still used for copying,
 * comparing, and reading. VS Code destroys hidden pages and recreates them, so only visible ones are live.
 * @param onFocus called when the user enters a page
 */
export function registerPages(
  extensionUri: vscode.Uri,
  findSource: () => PageSource,
  log: Log,
  onFocus: () => void,
): vscode.Disposable {
  const provider: vscode.CustomTextEditorProvider = {
    resolveCustomTextEditor: (document, panel) =>
      openPage(document.uri, panel, { extensionUri, source: findSource(), log, onFocus }),
  };
  return vscode.window.registerCustomEditorProvider(pageEditor, provider, {
    supportsMultipleEditorsPerDocument: true,
    webviewOptions: { enableFindWidget: true },
  });
}

interface PageServices {
  readonly extensionUri: vscode.Uri;
  readonly source: PageSource;
  readonly log: Log;
  readonly onFocus: () => void;
}

function openPage(
  uri: vscode.Uri,
  panel: vscode.WebviewPanel,
  { extensionUri, source, log, onFocus }: PageServices,
): void {
  const { webview } = panel;
  const nameTab = (): Page | undefined => {
    const page = source.find(uri);
    if (page === undefined) return undefined;
    panel.title = source.findName(uri) ?? '';
    panel.iconPath = toIcon(extensionUri, page.tone);
    return page;
  };
  const send = (): void => {
    const page = nameTab();
    if (page !== undefined) webview.postMessage(page);
  };
  // The tab gets its name even if the page is hidden before it is drawn.
  nameTab();
  loadCommands().notePage(uri);
  const report = (error: unknown): void => reportError(error, pageEditor, log);
  // After one of its own dialogs, VS Code focuses the frame around the page, where no key reaches the page.
  const focus = (): unknown => panel.active && webview.postMessage({ kind: 'focus' });
  const subscriptions = vscode.Disposable.from(
    source.onDidChange((changed) => changed.toString() === uri.toString() && send()),
    webview.onDidReceiveMessage((message) => {
      const { value: request } = readAs(readPageRequest, message);
      if (request?.kind === 'follow') return void source.follow(uri, request.link, focus).catch(report);
      if (request?.kind === 'focus') return onFocus();
      if (request?.kind !== 'ready') return;
      if (source.find(uri) !== undefined) return send();
      // Nothing is cached: reading the document explains it again, and the change event then sends it.
      vscode.workspace.fs.readFile(uri).then(undefined, report);
    }),
  );
  panel.onDidDispose(() => subscriptions.dispose());
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const toAddress = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = renderFrame(toAddress('page.js'), toAddress('pageStyle.css'), webview.cspSource);
}

/** Returns the tab icon for the tone of the page. */
function toIcon(
  extensionUri: vscode.Uri,
  tone: Page['tone'],
): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const toFile = (theme: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'media/tones', `${tone}-${theme}.svg`);
  return { light: toFile('light'), dark: toFile('dark') };
}

/**
 * Renders the frame of every page: it loads our script and our style, and nothing else. The content arrives as a
 * message, so that no text becomes markup.
 */
function renderFrame(script: string, style: string, cspSource: string): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>Azure Batch</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
