import * as vscode from 'vscode';
import { fileFilter } from '../editors/documentUri.ts';
import type { FindSource } from '../editors/workspaceFiles.ts';
import { CodeHover } from './codeHover.ts';
import { type FollowServices, GrowingLogs } from './growingLogs.ts';
import { LogColours } from './logColours.ts';
import { LogLenses, type ShownFiles } from './logLenses.ts';
import { LogOutline } from './logOutline.ts';
import { SourceLinks } from './sourceLinks.ts';

/** Services of the window for open logs. */
export interface OpenLogServices extends ShownFiles, FollowServices {
  readonly findSource: FindSource;
}

/** Keeps opened logs up to date, and adds reading aids. */
export function registerOpenLogs(services: OpenLogServices): vscode.Disposable {
  const lenses = new LogLenses(services);
  return vscode.Disposable.from(
    lenses,
    new LogColours(services.findShown),
    new LogOutline(services.findShown, services.clock.now),
    new GrowingLogs(services),
    vscode.languages.registerCodeLensProvider(fileFilter, lenses),
    vscode.languages.registerDocumentLinkProvider(fileFilter, new SourceLinks(services.findSource)),
    vscode.languages.registerHoverProvider(fileFilter, new CodeHover()),
  );
}
