import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { hasLoaded } from '../node/load.ts';
import { loadCommands } from './bundles/loadCommands.ts';
import type { ActivatedServices } from './commands/command.ts';
import { reportError } from './runCommand.ts';

/** Interval of checks for files of other windows; each reads a folder. */
const lookEveryMs = 5_000;

/** Resumes watching after a reload or another window's request. Loads nothing while nothing is watched. */
export function followWatched(services: ActivatedServices): vscode.Disposable {
  return lookForFiles('watched', () => loadCommands().lookAtWatched(services), services);
}

/**
 * Reports bulk actions that were interrupted because their window was closed or crashed, from the time that our views
 * are first shown.
 */
export function followInterruptedBulks(onDidShow: vscode.Event<void>, services: ActivatedServices): vscode.Disposable {
  let looking: vscode.Disposable | undefined;
  const subscription = onDidShow(() => {
    subscription.dispose();
    looking = lookForFiles('bulk', () => loadCommands().notifyInterrupted(services), services);
  });
  return { dispose: () => vscode.Disposable.from(subscription, ...(looking === undefined ? [] : [looking])).dispose() };
}

/**
 * Stops this window's bulk actions from sending more requests; resolves when every response has arrived and is
 * recorded.
 */
export async function stopBulks(): Promise<void> {
  if (hasLoaded('commands')) await loadCommands().stopBulks();
}

/** Calls `act` regularly while a folder of this extension contains journals that have not ended. */
function lookForFiles(name: string, act: () => unknown, { context, log }: ActivatedServices): vscode.Disposable {
  const folder = join(context.globalStorageUri.fsPath, name);
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      const names = await readdir(folder).catch((): string[] => []);
      if (names.some((one) => one.endsWith('.jsonl') && !one.endsWith('.ended.jsonl'))) await act();
    } catch (error) {
      reportError(error, name, log);
      clearInterval(timer); // Checks stop after an error, so that it is reported only once.
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  void look();
  return new vscode.Disposable(() => clearInterval(timer));
}
