import type { DamagedItem } from '../core/model/damagedItem.ts';
import type { Page, Pages } from './ports.ts';

/** Makes a page of these items; changes the array itself. */
export function toPage<T>(items: readonly T[], isLast: boolean, damaged: readonly DamagedItem[] = []): Page<T> {
  return Object.defineProperties(items, { isLast: { value: isLast }, damaged: { value: damaged } });
}

/** Applies `change` to every item of `pages`. */
export async function* mapPages<From, To>(pages: Pages<From>, change: (item: From) => To): AsyncGenerator<Page<To>> {
  for await (const page of pages) yield toPage(page.map(change), page.isLast ?? false, page.damaged);
}
