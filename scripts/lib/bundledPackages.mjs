import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { licenseOf } from './licenses.mjs';
import { out, root } from './places.mjs';

/** Bundles that are not in the extension: command lines. */
const unshipped = new Set(['simulatorMain', 'cli']);

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const legalFile = /^(licen[cs]e|copying|notice|copyrightnotice|thirdpartynotices)/i;

/**
 * Lists the third-party packages in the shipped bundles, as the bundler recorded them (out/meta.json): those with at
 * least one used module, by name. `isShipped` selects the bundles. `bytes` is each package's size by bundle.
 * @returns {{name: string, version: string, license?: string, manifest: object, texts: string[], bytes: Record<string,
 * number>}[]}
 */
export function bundledPackages(isShipped = (bundle) => !unshipped.has(bundle)) {
  const found = new Map();
  for (const { bundle, file, bytes } of inputsOf(readMetafile(), isShipped)) {
    const folder = packageFolder.exec(file)?.[0];
    if (!folder) continue;
    const entry = describe(path.join(root, folder));
    const key = `${entry.name}@${entry.version}`;
    const known = found.get(key) ?? { ...entry, bytes: {} };
    known.bytes[bundle] = (known.bytes[bundle] ?? 0) + bytes;
    found.set(key, known);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function readMetafile() {
  return JSON.parse(readFileSync(path.join(out, 'meta.json'), 'utf8'));
}

function inputsOf({ outputs }, isShipped) {
  return Object.entries(outputs)
    .filter(([output]) => /\.c?js$/.test(output))
    .map(([output, { inputs }]) => ({ bundle: path.parse(output).name, inputs }))
    .filter(({ bundle }) => isShipped(bundle))
    .flatMap(({ bundle, inputs }) =>
      Object.entries(inputs).map(([file, { bytesInOutput }]) => ({ bundle, file, bytes: bytesInOutput })),
    );
}

function describe(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => legalFile.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name: manifest.name, version: manifest.version, license: licenseOf(manifest), manifest, texts };
}
