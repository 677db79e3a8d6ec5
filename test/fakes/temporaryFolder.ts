import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Makes a folder that is deleted at the end of the block that uses it. */
export function temporaryFolder(name = 'test'): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `${name}-`));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
