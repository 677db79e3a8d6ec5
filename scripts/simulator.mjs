import { spawn } from 'node:child_process';
import { ensureBuilt } from './lib/ensureBuilt.mjs';
import { endWith } from './lib/main.mjs';

/**
 * `npm run simulator -- --port P [--scenario NAME] [--executor process|scripted] [--speed N]`: the simulator alone.
 * Its first line on stdout is `{"url","accountName","accountKey"}`; it ends, with its children, on SIGTERM.
 */
await endWith(async () => {
  const bundle = await ensureBuilt('simulatorMain', ['src/simulator']);
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
