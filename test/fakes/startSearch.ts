import type { TextSearch } from '../../src/app/ports.ts';
import { FileSearch, toSought } from '../../src/core/files/fileSearch.ts';

/** Searches files in this thread. */
export function startSearch(text: string, maxFound: number, isRedacted = false): TextSearch {
  return {
    open() {
      const sought = toSought(text);
      if (sought === undefined) throw new Error(`nothing is sought: ${text}`);
      const search = new FileSearch(sought, maxFound, undefined, isRedacted);
      return {
        async add(bytes) {
          search.add(bytes);
          return search.found.length;
        },
        async end(isCut) {
          search.end(isCut);
          const { found, hasMore, lines } = search;
          return { found, hasMore, lines };
        },
      };
    },
    close: () => undefined,
  };
}
