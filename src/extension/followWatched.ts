import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ActivatedServices } from './commands/command.ts';
import { loadCommands } from './loadCommands.ts';
import { reportError } from './runCommand.ts';

/** How often it is looked whether another window watches something: a look into a folder. */
const lookEveryMs = 5_000;

/** Goes on with what is watched, from before a reload or by another window. Loads nothing while nothing is. */
export function followWatched(services: ActivatedServices): vscode.Disposable {
  const folder = join(services.context.globalStorageUri.fsPath, 'watched');
  const look = async (): Promise<void> => {
    try {
      const names = await readdir(folder).catch((): string[] => []);
      if (names.some((name) => name.endsWith('.jsonl'))) loadCommands().lookAtWatched(services);
    } catch (error) {
      reportError(error, 'watched', services.log);
      clearInterval(timer); // Reported once.
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  void look();
  return new vscode.Disposable(() => clearInterval(timer));
}
