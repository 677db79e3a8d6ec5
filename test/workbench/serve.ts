import path from 'node:path';
import { root } from './places.ts';
import { linkExtensions, makeProfile } from './profile.ts';
import { startServer } from './server.ts';

/** `npm start` on a machine without a desktop: serves a real VS Code on loopback until Ctrl+C. */
const profile = makeProfile();
linkExtensions(profile, [root, path.join(root, 'test/startOnSample')]);
const workspace = path.join(root, 'media/sample');
const wanted = process.argv.indexOf('--port');
const port = wanted < 0 ? 0 : Number(process.argv[wanted + 1]);
const server = await startServer({ profile, isComplete: true, port });
process.on('exit', () => {
  server.stop();
  profile.remove();
});
console.log(`VS Code is at http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(workspace)}`);
console.log('Open it in a browser and choose "Azure Batch" in the activity bar. Ctrl+C ends it.');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
setInterval(() => undefined, 2 ** 30);
