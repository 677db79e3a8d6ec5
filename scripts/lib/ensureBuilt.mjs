import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from '../build.mjs';
import { Failure } from './failure.mjs';
import { dist, root } from './places.mjs';

function newestSourceMs(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return Math.max(...files.map((file) => statSync(path.join(folder, file)).mtimeMs));
}

/**
 * Returns the path of a bundle for a command line; builds it if it doesn't exist, or if a source in one of `folders` is
 * newer. The build prints to stderr: stdout belongs to the program.
 */
export async function ensureBuilt(name, folders) {
  const bundle = path.join(dist, `${name}.cjs`);
  const newestMs = Math.max(...folders.map((folder) => newestSourceMs(path.join(root, folder))));
  if (existsSync(bundle) && statSync(bundle).mtimeMs > newestMs) return bundle;
  const { log } = console;
  console.log = console.error;
  try {
    if (!existsSync(path.join(root, 'node_modules/esbuild'))) {
      const { setup } = await import('../setup.mjs');
      await setup();
    }
    await build();
  } finally {
    console.log = log;
  }
  if (!existsSync(bundle)) throw new Failure(`Starting ${name}`, 'its bundle was not built');
  return bundle;
}
