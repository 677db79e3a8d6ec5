import type { DamagedItem } from '../core/model/damagedItem.ts';
import type { Page, Pages } from './ports.ts';

/** The largest page that Batch allows (Batch documentation: "maxresults"). */
export const largestPageSize = 1000;

/** Makes a page of these items; changes the array itself. */
export function toPage<T>(items: readonly T[], isLast: boolean, damaged: readonly DamagedItem[] = []): Page<T> {
  return Object.defineProperties(items, { isLast: { value: isLast }, damaged: { value: damaged } });
}

/** Makes a page of items that come before the collection they are in; changes the array itself. */
export function toPageAhead<T>(items: readonly T[], damaged: readonly DamagedItem[] = []): Page<T> {
  return Object.defineProperties(toPage(items, false, damaged), { isAhead: { value: true } });
}

/** Applies `change` to every item of `pages`. */
export async function* mapPages<From, To>(pages: Pages<From>, change: (item: From) => To): AsyncGenerator<Page<To>> {
  for await (const page of pages) yield toPage(page.map(change), page.isLast ?? false, page.damaged);
}
