import { findCircles } from './checks/circles.mjs';
import { findViolations } from './checks/layers.mjs';
import { findDeadLinks } from './checks/links.mjs';
import { findSettingFaults } from './checks/settings.mjs';
import { findTranslationFaults } from './checks/translations.mjs';
import { findUnused } from './checks/unused.mjs';
import { describeStale } from './contributions.mjs';
import { findDialects } from './dialect.mjs';
import { findStaleTexts } from './l10n.mjs';
import { Failure } from './lib/failure.mjs';
import { listUntranslated } from './lib/languages.mjs';
import { runMain } from './lib/main.mjs';
import { root, tool } from './lib/places.mjs';
import { run } from './lib/run.mjs';
import { findStaleSchemas } from './schemas.mjs';
import { installPackages } from './setup.mjs';
import { findWords } from './words.mjs';

/** Each check gives what it found, as readable lines; nothing, or nothing in it, when all is well. */
const checks = {
  types: () => sayOf(tool.tsc, '-b', '--pretty', 'false'),
  'format and lint': checkStyle,
  'nothing unused': findUnused,
  texts: findStaleTexts,
  translations: () => findTranslationFaults(),
  layers: () => findViolations(root),
  circles: findCircles,
  dialect: findDialects,
  words: findWords,
  contributions: describeStale,
  schemas: findStaleSchemas,
  links: () => findDeadLinks(),
  settings: () => findSettingFaults(),
};

/** What a program says when it fails. */
async function sayOf(program, ...args) {
  const { code, output } = await run(process.execPath, [program, ...args]);
  return code === 0 ? [] : [output];
}

async function checkStyle() {
  const found = await sayOf(tool.biome, 'check', '--error-on-warnings', '--max-diagnostics=50');
  return found.length === 0 ? [] : [...found, 'Run npx biome check --write FILE, and fix by hand what remains.'];
}

/** All checks, side by side. */
export async function check() {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, find]) => {
      const found = await find();
      return { name, ok: found.length === 0, text: found.join('\n') };
    }),
  );
  for (const { name, ok, text } of results) console.log(ok ? `  ok    ${name}` : `  FAIL  ${name}\n${text}`);
  return results;
}

const usage = `npm run check

Runs these checks in parallel, in seconds: ${Object.keys(checks).join(', ')}.`;

if (process.argv[1] === import.meta.filename) {
  await runMain({ usage }, async () => {
    await installPackages();
    const failed = (await check()).filter(({ ok }) => !ok);
    const missing = listUntranslated();
    if (missing.length > 0) console.log(`  ${missing.length} texts have no translation yet\n${missing.join('\n')}`);
    if (failed.length > 0) throw new Failure('check', `${failed.map(({ name }) => name).join(', ')} failed`);
  });
}
