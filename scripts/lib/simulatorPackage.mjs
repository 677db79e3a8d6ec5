import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertLicenses, toNotices } from '../notices.mjs';
import { bundledPackages } from './bundledPackages.mjs';
import { Failure } from './failure.mjs';
import { dist, out, root, tool } from './places.mjs';
import { standAlone, withLinks } from './repository.mjs';
import { npm, run } from './run.mjs';
import { toSbom } from './sbom.mjs';

/** The bundle that is the package: a program, and what programs import. */
const bundle = 'simulatorMain';
const entry = `dist/${bundle}.cjs`;

/** What is in it besides the bundle, its types, its README and its notices: where it is here, and there. */
const papers = {
  LICENSE: 'LICENSE',
  'docs/simulator.md': 'docs/simulator.md',
  'docs/scenario.schema.json': 'docs/scenario.schema.json',
  'docs/scenario.example.json': 'docs/scenario.example.json',
  'docs/simulator.Dockerfile': 'Dockerfile',
};

/**
 * Makes the npm package of the simulator of what is built, and in out/ what it is made of (`.cdx.json`, CycloneDX). With a
 * repository its manifest and its README lead there.
 * @returns {Promise<string>} the path of the `.tgz`
 */
export async function makeSimulatorPackage(folder = out, repository = undefined) {
  const manifest = toManifest(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')), repository);
  const packages = bundledPackages((name) => name === bundle);
  assertLicenses(packages);
  const staged = path.join(out, manifest.name);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(path.join(staged, 'dist'), { recursive: true });
  cpSync(path.join(dist, path.basename(entry)), path.join(staged, entry));
  await copyTypes(path.join(staged, 'types'));
  for (const [from, to] of Object.entries(papers)) cpSync(path.join(root, from), path.join(staged, to));
  const readme = readFileSync(path.join(root, 'docs/simulatorPackage.md'), 'utf8');
  writeFileSync(path.join(staged, 'README.md'), standAlone(readme, repository));
  writeFileSync(path.join(staged, 'ThirdPartyNotices.txt'), toNotices(packages, manifest.name));
  writeFileSync(path.join(staged, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const sbom = path.join(out, `${manifest.name}-${manifest.version}.cdx.json`);
  writeFileSync(sbom, `${JSON.stringify(toSbom(manifest, packages), undefined, 2)}\n`);
  return pack(staged, path.resolve(folder), `${manifest.name}-${manifest.version}.tgz`);
}

function toManifest({ version, license }, repository) {
  const manifest = {
    name: 'azure-batch-simulator',
    version,
    description: 'An Azure Batch service on your computer, for tests, CI and development without Azure',
    keywords: ['azure', 'batch', 'azure-batch', 'emulator', 'simulator', 'mock', 'testing'],
    license,
    bin: { 'azure-batch-simulator': entry },
    main: entry,
    types: 'types/main.d.ts',
    exports: { '.': { types: './types/main.d.ts', default: `./${entry}` }, './package.json': './package.json' },
    engines: { node: '>=20' },
  };
  return repository ? withLinks(manifest, repository) : manifest;
}

const declared = path.join(out, 'types/simulator');
const importedFile = /(?<=from '|import\(["'])(\.[^'"]+)\.ts(?=['"])/g;

/** The types that the entry reaches, under names that every resolution of modules finds. */
async function copyTypes(folder) {
  const { code, output } = await run(process.execPath, [tool.tsc, '-b', 'src/simulator', '--pretty', 'false']);
  if (code !== 0) throw new Failure('Types of the simulator', output.trim());
  const wanted = new Set(['main.d.ts']);
  for (const file of wanted) {
    const text = readFileSync(path.join(declared, file), 'utf8');
    for (const [, imported] of text.matchAll(importedFile))
      wanted.add(path.posix.join(path.posix.dirname(file), `${imported}.d.ts`));
    const copy = path.join(folder, file);
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(copy, text.replace(/^#!.*\n/, '').replaceAll(importedFile, '$1.js'));
  }
}

async function pack(staged, folder, name) {
  mkdirSync(folder, { recursive: true });
  const { code, output } = await npm(['pack', '--pack-destination', folder], { cwd: staged });
  if (code !== 0) throw new Failure('Packaging (npm pack)', output.trim());
  return path.join(folder, name);
}
