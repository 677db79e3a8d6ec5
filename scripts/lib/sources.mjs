import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** Lists the sources of the product from `folder`: src/**, without tests and declarations. Sorted. */
export function listSources(folder = root) {
  return readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join('src', file.replaceAll('\\', '/')))
    .filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file))
    .sort();
}

/** The text of a file that is named from `folder`. */
export const readSource = (file, folder = root) => readFileSync(path.join(folder, file), 'utf8');

/** The file, from the root, that an import in `from` means by its relative `specifier`; undefined for a package. */
export const toImported = (from, specifier) =>
  specifier?.startsWith('.') ? path.posix.join(path.posix.dirname(from), specifier) : undefined;
