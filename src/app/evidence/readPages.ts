import type { Page, Pages } from '../../service/ports.ts';

/** The first page of a collection; the service is not asked for more. */
export async function readFirstPage<T>(pages: Pages<T>): Promise<Page<T>> {
  for await (const page of pages) return page;
  return [];
}

/** All pages of a collection that is known to be small, such as one item for each pool. */
export async function readAllPages<T>(pages: Pages<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) for (const item of page) all.push(item);
  return all;
}
