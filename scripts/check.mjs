import { describeStale } from './contributions.mjs';
import { findDialects } from './dialect.mjs';
import { findViolations } from './layers.mjs';
import { Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { root, tool } from './lib/places.mjs';
import { run } from './lib/run.mjs';
import { findWords } from './words.mjs';

/** The checks, side by side: types, format and lint, who imports whom, the dialect, the words, and what is generated. */
export async function check() {
  const [types, lint] = await Promise.all([
    run(process.execPath, [tool.tsc, '-b', '--pretty', 'false']),
    run(process.execPath, [tool.biome, 'check', '--error-on-warnings', '--max-diagnostics=50']),
  ]);
  const violations = findViolations(root);
  const dialects = findDialects();
  const words = findWords();
  const stale = describeStale();
  const results = [
    { name: 'types', ok: types.code === 0, text: types.output },
    { name: 'format and lint', ok: lint.code === 0, text: lint.output },
    { name: 'layers', ok: violations.length === 0, text: violations.join('\n') },
    { name: 'dialect', ok: dialects.length === 0, text: dialects.join('\n') },
    { name: 'words', ok: words.length === 0, text: words.join('\n') },
    { name: 'contributions', ok: stale.length === 0, text: stale.join('\n') },
  ];
  for (const { name, ok, text } of results) console.log(ok ? `  ok    ${name}` : `  FAIL  ${name}\n${text}`);
  return results;
}

if (process.argv[1] === import.meta.filename) {
  const usage = 'npm run check\n\nTypes, format and lint, and who imports whom, in seconds.';
  await runMain({ usage }, async () => {
    const failed = (await check()).filter(({ ok }) => !ok);
    if (failed.length > 0) throw new Failure('check', `${failed.map(({ name }) => name).join(', ')} failed`);
  });
}
