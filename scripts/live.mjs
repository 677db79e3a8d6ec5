import { createRequire } from 'node:module';
import { ensureBuilt } from './lib/ensureBuilt.mjs';
import { endWith } from './lib/main.mjs';

/** `npm run live -- --account URL`: a read-only first contact with a real account (docs/cli.md). */
await endWith(async () => {
  const bundle = await ensureBuilt('cli', ['src/cli', 'src/node', 'src/app', 'src/service', 'src/core']);
  process.argv.splice(2, 0, 'live');
  const { ended } = createRequire(import.meta.url)(bundle);
  return ended;
});
