import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dist, root } from '../lib/places.mjs';
import { decodeMappings } from './sourceMap.mjs';

/**
 * Places in code that V8 may run: for each offset in the executed text, the source file (from the root) and its line
 * (from 1). Sorted by offset.
 * @typedef {{offset: number, file: string, line: number}[]} Places
 */

function lineOffsets(text) {
  const offsets = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) offsets.push(at + 1);
  return offsets;
}

/** Lists the source files of this project that contain code: no tests or declarations. */
function listSources() {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join('src', file))
    .filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file));
}

/** Reads a source as it runs in unit tests: Node strips its types and leaves the rest of the code in place. */
async function readSource(file, transform) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const { map } = await transform(text, { loader: 'ts', target: 'esnext', sourcemap: 'external', sourcefile: file });
  const offsets = lineOffsets(text);
  return decodeMappings(JSON.parse(map))
    .map(({ sourceLine, sourceColumn }) => ({ offset: offsets[sourceLine] + sourceColumn, file, line: sourceLine + 1 }))
    .sort((a, b) => a.offset - b.offset);
}

/** Reads a bundle, as it runs in the extension host, through its source map. */
function readBundle(name) {
  const text = readFileSync(path.join(dist, name), 'utf8');
  const map = JSON.parse(readFileSync(path.join(dist, `${name}.map`), 'utf8'));
  const files = map.sources.map((source) => path.relative(root, path.resolve(dist, source)));
  const offsets = lineOffsets(text);
  return decodeMappings(map)
    .filter(({ source }) => files[source].startsWith('src'))
    .map((place) => ({
      offset: offsets[place.line] + place.column,
      file: files[place.source],
      line: place.sourceLine + 1,
    }));
}

/**
 * Reads all scripts of this project that V8 may run, by absolute path.
 * @returns {Promise<Map<string, Places>>}
 */
export async function readScripts() {
  const { transform } = await import('esbuild'); // Imported late because a fresh clone doesn't have it when this file is loaded.
  const scripts = new Map();
  for (const file of listSources()) scripts.set(path.join(root, file), await readSource(file, transform));
  const bundles = existsSync(dist) ? readdirSync(dist).filter((name) => name.endsWith('.cjs')) : [];
  for (const name of bundles)
    if (existsSync(path.join(dist, `${name}.map`))) scripts.set(path.join(dist, name), readBundle(name));
  return scripts;
}
