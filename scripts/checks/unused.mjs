import { root, tool } from '../lib/places.mjs';
import { run } from '../lib/run.mjs';

/** Files, exports, types and dependencies that nothing needs, as knip says it. */
export async function findUnused() {
  const args = ['--no-progress', '--config', 'scripts/lib/knip.config.mjs', '--directory', root];
  const { code, output } = await run(process.execPath, [tool.knip, ...args]);
  if (code === 0) return [];
  return [
    output.trim(),
    'Take it away, or away its `export`; what is started by its name is listed in scripts/lib/knip.config.mjs.',
  ];
}
