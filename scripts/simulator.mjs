import { spawn } from 'node:child_process';
import { ensureBuilt } from './lib/ensureBuilt.mjs';
import { endWith } from './lib/main.mjs';

/**
 * `npm run simulator -- --port P [--scenario NAME] [--executor process|scripted] [--speed N]`: the simulator alone. Its
 * first line on stdout is `{"url","accountName","accountKey"}`. It ends with its children on SIGTERM.
 */
await endWith(async () => {
  const bundle = await ensureBuilt('simulatorMain', ['src/simulator']);
  // The simulator ends when the channel to this process breaks, however this process ends.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(process.execPath, [bundle, ...process.argv.slice(2)], { stdio });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // Ending by a forwarded signal is not an error.
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 0 : 1)));
  });
});
