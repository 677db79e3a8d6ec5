import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { hasLoaded } from '../node/load.ts';
import type { ActivatedServices } from './commands/command.ts';
import { loadCommands } from './loadCommands.ts';
import { reportError } from './runCommand.ts';

/** Interval of checks whether another window's bulk action was interrupted; each reads a folder. */
const lookEveryMs = 5_000;

/**
 * Reports bulk actions that were interrupted because their window was closed or crashed, from the time that our views
 * are first shown.
 */
export function followInterruptedBulks(onDidShow: vscode.Event<void>, services: ActivatedServices): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      if (await hasOpenJournal(services)) await loadCommands().notifyInterrupted(services);
    } catch (error) {
      reportError(error, 'interrupted bulk actions', services.log);
      clearInterval(timer); // Checks stop after an error, so that it is reported only once.
    } finally {
      isLooking = false;
    }
  };
  const subscription = onDidShow(() => {
    subscription.dispose();
    timer = setInterval(() => void look(), lookEveryMs);
    void look();
  });
  return {
    dispose() {
      clearInterval(timer);
      subscription.dispose();
    },
  };
}

/**
 * Stops this window's bulk actions from sending more requests; resolves when every response has arrived and is
 * recorded.
 */
export async function stopBulks(): Promise<void> {
  if (hasLoaded('commands')) await loadCommands().stopBulks();
}

async function hasOpenJournal({ context }: Pick<ActivatedServices, 'context'>): Promise<boolean> {
  const names = await readdir(join(context.globalStorageUri.fsPath, 'bulk')).catch((): string[] => []);
  return names.some((name) => name.endsWith('.jsonl') && !name.endsWith('.ended.jsonl'));
}
