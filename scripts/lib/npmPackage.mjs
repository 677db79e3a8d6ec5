import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertLicenses, toNotices } from '../notices.mjs';
import { bundledPackages } from './bundledPackages.mjs';
import { Failure } from './failure.mjs';
import { out, root } from './places.mjs';
import { standAlone, withLinks } from './repository.mjs';
import { npm } from './run.mjs';
import { toSbom } from './sbom.mjs';

/**
 * Content of an npm package.
 * @typedef {object} NpmPackage
 * @property {object} manifest Manifest without the version, the license and links.
 * @property {readonly string[]} bundles Bundles in the package.
 * @property {string} readme Page that becomes its README.
 * @property {Readonly<Record<string, string>>} [files] Further files: path here, and path in the package.
 * @property {(staged: string) => void | Promise<void>} [addMore] Adds generated files.
 */

/**
 * Packs an npm package from the build, and its content list (`.cdx.json`, CycloneDX) in out/. With a repository, its
 * manifest and README link to it.
 * @param {NpmPackage} content
 * @returns {Promise<string>} the path of the `.tgz`
 */
export async function makeNpmPackage(content, folder = out, repository = undefined) {
  const manifest = toManifest(content.manifest, repository);
  const packages = bundledPackages((name) => content.bundles.includes(name));
  assertLicenses(packages);
  const staged = path.join(out, manifest.name);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  const bundles = Object.fromEntries(content.bundles.map((name) => [`dist/${name}.cjs`, `dist/${name}.cjs`]));
  for (const [from, to] of Object.entries({ LICENSE: 'LICENSE', ...bundles, ...content.files }))
    cpSync(path.join(root, from), path.join(staged, to));
  await content.addMore?.(staged);
  const readme = readFileSync(path.join(root, content.readme), 'utf8');
  writeFileSync(path.join(staged, 'README.md'), standAlone(readme, repository));
  writeFileSync(path.join(staged, 'ThirdPartyNotices.txt'), toNotices(packages, manifest.name));
  writeFileSync(path.join(staged, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const sbom = path.join(out, `${manifest.name}-${manifest.version}.cdx.json`);
  writeFileSync(sbom, `${JSON.stringify(toSbom(manifest, packages), undefined, 2)}\n`);
  return pack(staged, path.resolve(folder), `${manifest.name}-${manifest.version}.tgz`);
}

function toManifest({ name, ...manifest }, repository) {
  const { version, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const whole = { name, version, engines: { node: '>=20' }, ...manifest, license };
  return repository ? withLinks(whole, repository) : whole;
}

async function pack(staged, folder, name) {
  mkdirSync(folder, { recursive: true });
  const { code, output } = await npm(['pack', '--pack-destination', folder], { cwd: staged });
  if (code !== 0) throw new Failure('Packaging (npm pack)', output.trim());
  return path.join(folder, name);
}
