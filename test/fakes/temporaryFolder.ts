import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder that is gone with the block that made it. */
export function temporaryFolder(name = 'test'): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `${name}-`));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
