import { toPage } from '../pages.ts';
import type { Page } from '../ports.ts';
import { malformedResponse } from './errors/toBatchError.ts';
import { requireOrigin } from './policies/originGuard.ts';
import { toWirePage, type WireAnswer } from './wire.ts';

export interface PageSource {
  /** Origin of the account; pages of another are refused. */
  readonly origin: string;
  readonly first: () => Promise<WireAnswer>;
  readonly next: (link: string) => Promise<WireAnswer>;
}

/**
 * A list of the service page by page; each is asked for when it is wanted. Throws `ForeignOrigin` for a link to another
 * host, before anything is sent there, and `MalformedResponse` for a link back to a page that was seen already.
 */
export async function* readPages<T>({ origin, first, next }: PageSource): AsyncGenerator<Page<T>> {
  const seen = new Set<string>();
  let page = toWirePage<T>(await first());
  for (;;) {
    seen.add(page.url);
    yield toPage(page.items, page.nextLink === undefined);
    if (page.nextLink === undefined) return;
    const link = URL.canParse(page.nextLink, origin) ? new URL(page.nextLink, origin).href : page.nextLink;
    requireOrigin(link, origin);
    if (seen.has(link)) throw malformedResponse(`The list leads back to ${new URL(link).pathname}.`);
    seen.add(link);
    page = toWirePage<T>(await next(link));
  }
}
