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
 * The path of a bundle that a command line starts; builds when there is none yet, or a source in one of `folders` is
 * newer. What the build says goes to stderr: stdout is for what is started.
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
