import { existsSync } from 'node:fs';
import path from 'node:path';
import { out, root, tool } from './places.mjs';
import { run } from './run.mjs';

/**
 * Merges the raw coverage of all stages, the extension host's included, into one table over src/ and an HTML report
 * in out/coverage/html.
 * @returns {Promise<string>} the table, or why there is none
 */
export async function coverageTable(node, raw) {
  if (!existsSync(raw)) return 'no stage left coverage';
  const args = [tool.c8, 'report', '--temp-directory', raw, '--reports-dir', path.join(out, 'coverage/html')];
  args.push('--reporter', 'html', '--reporter', 'text', '--src', root, '--include', 'src/**/*.ts');
  args.push('--exclude', '**/*.test.ts', '--exclude', '**/*.d.ts', '--exclude-after-remap', '--allowExternal=false');
  const { code, output } = await run(node, args, { timeoutMs: 180_000 });
  return code === 0 ? output : `the coverage report failed (${code}):\n${output}`;
}
