import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { hasLoaded } from '../node/load.ts';
import { loadCommands } from './bundles/loadCommands.ts';
import type { ActivatedServices } from './commands/command.ts';
import { reportError } from './runCommand.ts';

/** Interval of checks for files of other windows; each reads a folder. */
const lookEveryMs = 5_000;

/**
 * Resumes watching after a reload or another window's request and, from the time that our views are first shown,
 * reports bulk actions whose window was closed or crashed. Loads nothing while no such journals exist.
 */
export function followLeftFiles(onDidShow: vscode.Event<void>, services: ActivatedServices): vscode.Disposable {
  const { context, log } = services;
  const waiting = new Map<string, () => unknown>();
  /** Calls `act` if a folder of this extension contains journals that have not ended, and waits for the next check. */
  const look = async (name: string, act: () => unknown): Promise<void> => {
    waiting.delete(name);
    try {
      const names = await readdir(join(context.globalStorageUri.fsPath, name)).catch((): string[] => []);
      if (names.some((one) => one.endsWith('.jsonl') && !one.endsWith('.ended.jsonl'))) await act();
      waiting.set(name, act);
    } catch (error) {
      reportError(error, name, log); // Checks stop after an error, so that it is reported only once.
    }
  };
  const timer = setInterval(() => {
    for (const [name, act] of waiting) void look(name, act);
  }, lookEveryMs);
  void look('watched', () => loadCommands().lookAtWatched(services));
  const subscription = onDidShow(() => {
    subscription.dispose();
    void look('bulk', () => loadCommands().notifyInterrupted(services));
  });
  return vscode.Disposable.from(subscription, { dispose: () => clearInterval(timer) });
}

/**
 * Stops this window's bulk actions from sending more requests; resolves when every response has arrived and is
 * recorded.
 */
export async function stopBulks(): Promise<void> {
  if (hasLoaded('commands')) await loadCommands().stopBulks();
}
