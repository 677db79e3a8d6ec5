import { createRequire } from 'node:module';
import { ensureBuilt } from './lib/ensureBuilt.mjs';
import { endWith } from './lib/main.mjs';

/** `npm run cli -- failures|explain|logs|check|retry`: the command line (docs/cli.md), built first if necessary. */
await endWith(async () => {
  const bundle = await ensureBuilt('cli', ['src/cli', 'src/node', 'src/app', 'src/service', 'src/core']);
  const { ended } = createRequire(import.meta.url)(bundle);
  return ended;
});
