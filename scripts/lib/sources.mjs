import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** Lists the product's sources below `folder`: src/** without tests and declarations. Sorted. */
export function listSources(folder = root) {
  return readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join('src', file.replaceAll('\\', '/')))
    .filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file))
    .sort();
}

/** Reads a file, named from `folder`. */
export const readSource = (file, folder = root) => readFileSync(path.join(folder, file), 'utf8');

/** Resolves the relative `specifier` of an import in `from` to a file, named from the root; undefined for a package. */
export const toImported = (from, specifier) =>
  specifier?.startsWith('.') ? path.posix.join(path.posix.dirname(from), specifier) : undefined;

/** Returns a source without the comments that have lines of their own. */
export function withoutComments(text) {
  return text.replace(/^[ \t]*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)$/gm, '');
}
