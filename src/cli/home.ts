import { homedir } from 'node:os';
import { join } from 'node:path';
import { NodeFolder } from '../node/nodeFolder.ts';

const name = 'azure-batch-troubleshooter';

/** The folder of this program for what it saves, where the system has such folders. */
function findHome(environment = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), name);
}

/** A folder of what is saved, made with the first file in it. */
export function toFolder(folder: string): NodeFolder {
  return new NodeFolder(toPath(folder));
}

/** Where something is that was saved. */
export function toPath(...names: readonly string[]): string {
  return join(findHome(), ...names);
}
