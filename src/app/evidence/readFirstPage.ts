import type { Page, Pages } from '../../service/ports.ts';

/** The first page of a collection; the service is not asked for more. */
export async function readFirstPage<T>(pages: Pages<T>): Promise<Page<T>> {
  for await (const page of pages) return page;
  return [];
}
