import type { Page, Pages } from '../../service/ports.ts';

/** Reads only the first page of a collection. */
export async function readFirstPage<T>(pages: Pages<T>): Promise<Page<T>> {
  for await (const page of pages) return page;
  return [];
}

/** Reads all pages of a collection that is known to be small, such as one item per pool. */
export async function readAllPages<T>(pages: Pages<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) for (const item of page) all.push(item);
  return all;
}
