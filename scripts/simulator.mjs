import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { Failure } from './lib/failure.mjs';
import { endWith } from './lib/main.mjs';
import { dist, root } from './lib/places.mjs';

/**
 * `npm run simulator -- --port P [--scenario NAME] [--executor process|scripted] [--speed N]`: the simulator alone.
 * Its first line on stdout is `{"url","accountName","accountKey"}`; it ends, with its children, on SIGTERM.
 */
const bundle = path.join(dist, 'simulatorMain.cjs');

function newestSourceMs() {
  const folder = path.join(root, 'src/simulator');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return Math.max(...files.map((file) => statSync(path.join(folder, file)).mtimeMs));
}

/** Builds when there is no bundle yet or a source is newer; stdout is kept for the simulator's own line. */
async function ensureBuilt() {
  if (existsSync(bundle) && statSync(bundle).mtimeMs > newestSourceMs()) return;
  const { log } = console;
  console.log = console.error;
  try {
    if (!existsSync(path.join(root, 'node_modules/esbuild'))) {
      const { setup } = await import('./setup.mjs');
      await setup();
    }
    await build();
  } finally {
    console.log = log;
  }
  if (!existsSync(bundle)) throw new Failure('Starting the simulator', 'its bundle was not built');
}

await endWith(async () => {
  await ensureBuilt();
  // The simulator ends when the channel to us breaks, however we end.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(process.execPath, [bundle, ...process.argv.slice(2)], { stdio });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // Ended by the signal that we passed on, it ended well.
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 0 : 1)));
  });
});
