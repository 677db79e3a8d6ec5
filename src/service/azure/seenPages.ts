import { createHash } from 'node:crypto';
import { malformedResponse } from './errors/toBatchError.ts';

/**
 * Detects a list that leads back to itself: by a page address that was seen before, in any spelling, or by the same
 * items at a new address. Throws `MalformedResponse` in either case.
 */
export class SeenPages {
  readonly #links = new Set<string>();
  readonly #items = new Set<string>();
  #link = '';

  /** Notes that a page at the absolute address `link` is about to be requested, or was requested. */
  noteLink(link: string): void {
    const name = toPageName(link);
    this.#link = link;
    if (this.#links.has(name)) throw leadsBack('the same address', link);
    this.#links.add(name);
  }

  /** Notes that a page with these items has arrived. One item proves too little: a list may shift while it is read. */
  noteItems(items: readonly unknown[]): void {
    if (items.length < 2) return;
    const text = JSON.stringify([items.length, items[0], items.at(-1)]);
    const name = createHash('sha256').update(text).digest('base64');
    if (this.#items.has(name)) throw leadsBack('the same items', this.#link);
    this.#items.add(name);
  }
}

/**
 * Returns the same string for addresses that differ only in the order of their parameters, in the case of parameter
 * names, or in escapes.
 */
function toPageName(link: string): string {
  const { origin, pathname, searchParams } = new URL(link);
  const parameters = [...searchParams].map(([name, value]) => [name.toLowerCase(), value]);
  return JSON.stringify([origin, decode(pathname), parameters.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))]);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function leadsBack(where: string, url: string): Error {
  return malformedResponse(`The list loops back to ${where}.`, { asked: { method: 'GET', url } });
}
