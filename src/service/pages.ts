import type { DamagedItem } from '../core/model/damagedItem.ts';
import type { Page, Pages } from './ports.ts';

/** A page with these items, which it takes for its own. */
export function toPage<T>(items: readonly T[], isLast: boolean, damaged: readonly DamagedItem[] = []): Page<T> {
  return Object.defineProperties(items, { isLast: { value: isLast }, damaged: { value: damaged } });
}

/** `pages` with every item changed by `change`. */
export async function* mapPages<From, To>(pages: Pages<From>, change: (item: From) => To): AsyncGenerator<Page<To>> {
  for await (const page of pages) yield toPage(page.map(change), page.isLast ?? false, page.damaged);
}
