import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { hasLoaded } from '../node/load.ts';
import type { ActivatedServices } from './commands/command.ts';
import { loadCommands } from './loadCommands.ts';
import { reportError } from './runCommand.ts';

/** How often it is looked whether a bulk action of another window was interrupted: a look into a folder. */
const lookEveryMs = 5_000;

/**
 * From when our views are first shown, reports bulk actions that were interrupted because their window was closed or
 * crashed, before or after that.
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
      clearInterval(timer); // Reported once.
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

/** Stops bulk actions of this window from starting more; resolves when everything sent is answered and recorded. */
export async function stopBulks(): Promise<void> {
  if (hasLoaded('commands')) await loadCommands().stopBulks();
}

async function hasOpenJournal({ context }: Pick<ActivatedServices, 'context'>): Promise<boolean> {
  const names = await readdir(join(context.globalStorageUri.fsPath, 'bulk')).catch((): string[] => []);
  return names.some((name) => name.endsWith('.jsonl') && !name.endsWith('.ended.jsonl'));
}
