import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ActivatedServices } from './commands/command.ts';
import { loadCommands } from './loadCommands.ts';
import { reportError } from './runCommand.ts';

/** Interval of checks whether another window watches something; each reads a folder. */
const lookEveryMs = 5_000;

/** Resumes watching after a reload or another window's request. Loads nothing while nothing is watched. */
export function followWatched(services: ActivatedServices): vscode.Disposable {
  const folder = join(services.context.globalStorageUri.fsPath, 'watched');
  const look = async (): Promise<void> => {
    try {
      const names = await readdir(folder).catch((): string[] => []);
      if (names.some((name) => name.endsWith('.jsonl'))) loadCommands().lookAtWatched(services);
    } catch (error) {
      reportError(error, 'watched', services.log);
      clearInterval(timer); // Checks stop after an error, so that it is reported only once.
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  void look();
  return new vscode.Disposable(() => clearInterval(timer));
}
