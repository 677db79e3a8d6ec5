import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { bundledPackages } from './lib/bundledPackages.mjs';
import { makeCliPackage } from './lib/cliPackage.mjs';
import { Failure } from './lib/failure.mjs';
import { languages, listUntranslated, readTexts, textFiles } from './lib/languages.mjs';
import { runMain } from './lib/main.mjs';
import { out, root, tool } from './lib/places.mjs';
import { standAlone, toRepository, withLinks } from './lib/repository.mjs';
import { run } from './lib/run.mjs';
import { toSbom } from './lib/sbom.mjs';
import { makeSimulatorPackage } from './lib/simulatorPackage.mjs';
import { assertLicenses } from './notices.mjs';
import { installPackages } from './setup.mjs';

const pages = ['README.md', 'CHANGELOG.md'];

/**
 * Packs the `.vsix` from the build, and its content list (`.cdx.json`, CycloneDX) in out/. With a repository address,
 * the manifest and the pages link to it; without one, they link only to the web.
 * @returns {Promise<string>} the path of the `.vsix`
 */
export async function makePackage(folder = out, address = undefined) {
  const repository = address === undefined ? undefined : toRepository(address);
  const ours = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const packages = bundledPackages();
  assertLicenses(packages);
  const file = path.resolve(folder, `${ours.name}-${ours.version}.vsix`);
  rmSync(file, { force: true });
  mkdirSync(folder, { recursive: true });
  const flags = [
    ...(repository ? [] : ['--allow-missing-repository']),
    ...(isPreRelease(ours.version) ? ['--pre-release'] : []),
  ];
  await pack(stage(ours, repository), file, flags);
  writeFileSync(
    path.join(out, `${ours.name}-${ours.version}.cdx.json`),
    `${JSON.stringify(toSbom(ours, packages), undefined, 2)}\n`,
  );
  return file;
}

/**
 * Checks whether a version belongs to the pre-release channel. Marketplaces accept no suffixes such as -beta, so an odd
 * minor number marks it, as VS Code's publishing documentation recommends.
 */
export function isPreRelease(version) {
  return Number(version.split('.')[1]) % 2 === 1;
}

/** Builds the default packages, and one with links; returns the environment in which tests find them. */
export async function makePackages() {
  const linked = await makePackage(path.join(out, 'linked'), exampleRepository);
  return {
    VSIX: await makePackage(),
    LINKED_VSIX: linked,
    SIMULATOR_TGZ: await makeSimulatorPackage(),
    CLI_TGZ: await makeCliPackage(),
  };
}

/** npm packages by their names on the command line. */
const npmPackages = { simulator: makeSimulatorPackage, cli: makeCliPackage };

/** Repository for the links of a package that is only inspected. */
const exampleRepository = 'https://github.com/example/azure-batch-troubleshooter';

/**
 * Lays out the files to pack, so that the sources need no changes. Removes the parts of the manifest that only a
 * checkout needs.
 */
function stage({ imports, scripts, devDependencies, ...ours }, repository) {
  const folder = path.join(out, 'package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of listMaterial()) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  stageTexts(folder);
  for (const name of pages)
    writeFileSync(path.join(folder, name), standAlone(readFileSync(path.join(root, name), 'utf8'), repository));
  const manifest = repository ? withLinks(ours, repository) : ours;
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return folder;
}

/**
 * Lists the top-level files and folders of the checkout that `.vscodeignore` allows into the package. Translations of
 * the manifest, a pattern there, are left to `stageTexts`.
 */
function listMaterial() {
  const allowed = readFileSync(path.join(root, '.vscodeignore'), 'utf8').matchAll(/^!([^/*\n]+)(?=\/|$)/gm);
  return ['.vscodeignore', ...new Set([...allowed].map(([, top]) => top))];
}

/** Writes the manifest's texts in other languages, without the comments for translators. */
function stageTexts(folder) {
  for (const file of languages.map(textFiles.manifest))
    writeFileSync(path.join(folder, file), JSON.stringify(readTexts(file)));
}

async function pack(cwd, file, flags) {
  const args = [tool.vsce, 'package', '--no-dependencies', ...flags, '--out', file];
  const { code, output } = await run(process.execPath, args, { cwd });
  if (code !== 0) throw new Failure('Packaging (vsce)', output.trim(), 'fix what it names, then run it again.');
}

/** Throws unless all texts are translated into every language, as a release requires. */
function assertTranslated() {
  const missing = listUntranslated();
  if (missing.length > 0)
    throw new Failure('Packaging a release', missing.join('\n'), 'translate them; npm run check lists the files.');
}

const usage = `npm run package [-- simulator | -- cli] [--repository URL] [--release]

Creates the .vsix of this version in the top folder, or the npm package of the simulator or the command line (.tgz), and
a list of its contents (.cdx.json) in out/. --repository is the address of its sources, for the links in the manifest and
the pages; a gallery requires it. --release refuses to package while any text has no translation.`;

if (process.argv[1] === import.meta.filename) {
  await runMain(
    { usage, options: { repository: { type: 'string' }, release: { type: 'boolean' } }, names: true },
    async ({ values, names }) => {
      const repository = values.repository === undefined ? undefined : toRepository(values.repository);
      const [name, another] = names;
      const unknown = name !== undefined && !Object.hasOwn(npmPackages, name) ? name : another;
      if (unknown)
        throw new Failure('npm run package', `'${unknown}' is not expected here`, 'use simulator, cli, or none.');
      if (values.release) assertTranslated();
      await installPackages();
      await build();
      const file = await (name === undefined
        ? makePackage(root, repository?.address)
        : npmPackages[name](root, repository));
      console.log(`${path.relative(root, file)}  ${(statSync(file).size / 1000).toFixed(0)} kB`);
    },
  );
}
