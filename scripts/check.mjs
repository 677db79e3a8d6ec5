import { findCircles } from './checks/circles.mjs';
import { findCommandFaults } from './checks/commands.mjs';
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
import { measure, run } from './lib/run.mjs';
import { findStaleSchemas } from './schemas.mjs';
import { installPackages } from './setup.mjs';
import { findWords } from './words.mjs';

/** Checks that are separate programs. Each returns its findings, one per line; empty if there are none. */
const programs = {
  types: () => sayOf(tool.tsc, '-b', '--pretty', 'false'),
  'format and lint': checkStyle,
};

/** Programs that are too slow to run after each change: `npm test` runs them. */
const slowPrograms = { 'nothing unused': findUnused };

const ours = {
  texts: findStaleTexts,
  translations: () => findTranslationFaults(),
  layers: () => findViolations(root),
  circles: findCircles,
  dialect: findDialects,
  words: findWords,
  contributions: describeStale,
  commands: () => findCommandFaults(),
  schemas: findStaleSchemas,
  links: () => findDeadLinks(),
  settings: () => findSettingFaults(),
};

/** Returns the output of a program if it fails. */
async function sayOf(program, ...args) {
  const { code, output } = await run(process.execPath, [program, ...args]);
  return code === 0 ? [] : [output];
}

async function checkStyle() {
  const found = await sayOf(tool.biome, 'check', '--error-on-warnings', '--max-diagnostics=50');
  return found.length === 0 ? [] : [...found, 'Run npx biome check --write FILE, and fix by hand what remains.'];
}

/**
 * Runs the checks: external programs in parallel, and the project's own checks one after another in this process.
 * @param {{whole?: boolean}} [options] `whole`: includes the slow checks
 */
export async function check({ whole = false } = {}) {
  const started = Object.entries({ ...programs, ...(whole ? slowPrograms : {}) }).map(async ([name, find]) => {
    const { result, processorS } = await measure(find);
    return toResult(name, result, processorS);
  });
  const results = [];
  for (const [name, find] of Object.entries(ours)) {
    const before = process.cpuUsage();
    const found = await find();
    const { user, system } = process.cpuUsage(before);
    results.push(toResult(name, found, (user + system) / 1_000_000));
  }
  results.unshift(...(await Promise.all(started)));
  for (const { name, ok, text, processorS } of results)
    console.log(
      `  ${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(16)}${processorS.toFixed(1).padStart(5)} s\n${text}`.trimEnd(),
    );
  const totalS = results.reduce((sum, { processorS }) => sum + processorS, 0);
  console.log(`  ${totalS.toFixed(1)} s of processor time`);
  return results;
}

const toResult = (name, found, processorS) => ({ name, ok: found.length === 0, text: found.join('\n'), processorS });

const usage = `npm run check [-- --whole]

Checks within seconds: ${[...Object.keys(programs), ...Object.keys(ours)].join(', ')}.
  --whole  also run the slow checks, which otherwise only npm test runs: ${Object.keys(slowPrograms).join(', ')}`;

if (process.argv[1] === import.meta.filename) {
  await runMain({ usage, options: { whole: { type: 'boolean' } } }, async ({ values }) => {
    await installPackages();
    const failed = (await check(values)).filter(({ ok }) => !ok);
    const missing = listUntranslated();
    if (missing.length > 0) console.log(`  ${missing.length} texts have no translation yet\n${missing.join('\n')}`);
    if (failed.length > 0) throw new Failure('check', `${failed.map(({ name }) => name).join(', ')} failed`);
  });
}
