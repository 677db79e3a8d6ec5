import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Process ID that Linux, macOS, and Windows never assign on test machines. */
const noProcess = 2 ** 31 - 1;

/** Data folders of extensions: of a desktop, and of a server. */
const places = ['User', 'data/User'];

/**
 * Writes a key as a command on nodes leaves it when its window crashes, before VS Code starts.
 * @returns the possible folders, of which the extension finds one
 */
export function plantLeftKey(userData: string): readonly string[] {
  return places.map((place) => {
    const storage = path.join(userData, place, 'globalStorage/batch-troubleshooter.azure-batch-troubleshooter');
    const folder = path.join(storage, 'run/00000000-1111-4222-8333-444444444444');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'id_ed25519'), 'a private key');
    writeFileSync(path.join(folder, 'owner'), JSON.stringify({ pid: noProcess, host: os.hostname() }));
    return folder;
  });
}
