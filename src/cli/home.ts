import { homedir } from 'node:os';
import { join } from 'node:path';
import { NodeFolder } from '../node/nodeFolder.ts';

const name = 'azure-batch-troubleshooter';

/** Returns the folder for this program's saved data, following the conventions of the operating system. */
function findHome(environment = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), name);
}

/** Returns a folder for saved data. The folder is created with its first file. */
export function toFolder(folder: string): NodeFolder {
  return new NodeFolder(toPath(folder));
}

/** Returns the path of saved data. */
export function toPath(...names: readonly string[]): string {
  return join(findHome(), ...names);
}
