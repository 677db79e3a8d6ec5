import type { Pages } from '../../service/ports.ts';

/** All pages of a collection that is known to be small, such as one item for each pool. */
export async function readAllPages<T>(pages: Pages<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
