import path from 'node:path';
import { root, tool } from '../lib/places.mjs';
import { run } from '../lib/run.mjs';

const config = path.join(root, 'scripts/lib/knip.config.mjs');

/** Lists the unused files, exports, types and dependencies below `folder`, as knip reports them. */
export async function findUnused(folder = root) {
  const { code, output } = await run(process.execPath, [tool.knip, '--no-progress', '--config', config], {
    cwd: folder,
  });
  if (code === 0) return [];
  const advice = `Remove it, or its 'export'; files that are started by name are listed in ${path.relative(root, config)}.`;
  return [output.trim(), advice];
}
