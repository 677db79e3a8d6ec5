import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { FileMeasure } from '../app/ports.ts';
import { NodeFolder } from '../node/nodeFolder.ts';

const name = 'azure-batch-troubleshooter';

/** Returns the folder for this program's saved data, following the conventions of the operating system. */
function findHome(environment = process.env, platform = process.platform): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  // An empty or relative path counts as unset (XDG Base Directory Specification).
  const given = environment['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(given) ? given : join(homedir(), '.local', 'state'), name);
}

/** Returns a folder for saved data. The folder is created with its first file. */
export function toFolder(folder: string): NodeFolder {
  return new NodeFolder(toPath(folder));
}

/**
 * Returns a folder whose saved data only adds to what a command shows. What can't be read counts as absent, which is
 * reported to `onUnread`.
 */
export function toReadFolder(folder: string, onUnread: (error: unknown) => void): NodeFolder {
  return new ReadFolder(toPath(folder), onUnread);
}

class ReadFolder extends NodeFolder {
  readonly #onUnread: (error: unknown) => void;

  constructor(path: string, onUnread: (error: unknown) => void) {
    super(path);
    this.#onUnread = onUnread;
  }

  override async listNames(): Promise<readonly string[]> {
    return (await this.#orAbsent(super.listNames())) ?? [];
  }

  override measure(name: string): Promise<FileMeasure | undefined> {
    return this.#orAbsent(super.measure(name));
  }

  override read(name: string, limit?: number): Promise<string | undefined> {
    return this.#orAbsent(super.read(name, limit));
  }

  override async *readLines(name: string): AsyncGenerator<string, void> {
    try {
      yield* super.readLines(name);
    } catch (error) {
      this.#onUnread(error);
    }
  }

  async #orAbsent<T>(reading: Promise<T>): Promise<T | undefined> {
    try {
      return await reading;
    } catch (error) {
      this.#onUnread(error);
      return undefined;
    }
  }
}

/** Returns the path of saved data. */
export function toPath(...names: readonly string[]): string {
  return join(findHome(), ...names);
}
