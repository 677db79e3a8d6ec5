import * as vscode from 'vscode';
import { fileFilter } from '../documentUri.ts';
import { type FollowServices, GrowingLogs } from './growingLogs.ts';
import { LogColours } from './logColours.ts';
import { LogLenses, type ShownFiles } from './logLenses.ts';

/** What open logs need of the window. */
export interface OpenLogServices extends ShownFiles, FollowServices {}

/** Keeps opened logs up to date, and shows in them what helps to read them. */
export function registerOpenLogs(services: OpenLogServices): vscode.Disposable {
  const lenses = new LogLenses(services);
  return vscode.Disposable.from(
    lenses,
    new LogColours(services.findShown),
    new GrowingLogs(services),
    vscode.languages.registerCodeLensProvider(fileFilter, lenses),
  );
}
