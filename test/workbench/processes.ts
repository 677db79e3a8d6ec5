import { existsSync } from 'node:fs';
import { listProcessTree } from '../../scripts/lib/processTree.mjs';

/** Lists the extension hosts among the processes below VS Code's server, one for each window. */
export function listExtensionHosts(server: number): readonly number[] {
  return listProcessTree(server)
    .filter(({ command }) => command.includes('--type=extensionHost'))
    .map(({ pid }) => pid);
}

/** Finds the extension host of the only window. */
export function findExtensionHost(server: number): number | undefined {
  return listExtensionHosts(server)[0];
}

export function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}
