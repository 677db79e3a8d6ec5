import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import type { Read } from '../../core/model/shape.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import { Fruitless } from '../fruitless.ts';
import { toPage } from '../pages.ts';
import type { ListOptions, Page } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { requireOrigin } from './policies/originGuard.ts';
import { SeenPages } from './seenPages.ts';
import { requireShortLink, toWirePage, type WireAnswer } from './wire.ts';

export interface PageSource {
  /** Pages of an origin other than the account's are refused. */
  readonly account: Pick<AccountClient, 'origin' | 'clock'>;
  readonly options: ListOptions;
  /** Undefined `pageSize` leaves the number of items per page to the service. */
  readonly first: (pageSize: number | undefined) => Promise<WireAnswer>;
  readonly next: (link: string) => Promise<WireAnswer>;
}

/** Items per page if larger pages exceed the limits. */
const smallPageSize = 100;

/**
 * Reads a list of the service page by page, requesting each as it is consumed. Throws `ForeignOrigin` for a link to
 * another host, before anything is sent there, `MalformedResponse` for a link back to a page already seen,
 * `AnswerTooLarge` for pages and links beyond the limits of `answerLimits.ts`, and `EndlessList` when no item arrives
 * for a long time (see `PagingOptions`). The items of earlier pages are yielded first.
 */
export async function* readPages<T>(read: Read<T>, source: PageSource): AsyncGenerator<Page<T>> {
  const { account, options, next } = source;
  const seen = new SeenPages();
  const fruitless = new Fruitless(account.clock);
  let page = toWirePage(read, await askFirst(source));
  seen.noteLink(page.asked.url);
  for (;;) {
    seen.noteItems(page.items);
    fruitless.note(page.items.length);
    yield toPage(page.items, page.nextLink === undefined, page.damaged);
    if (page.nextLink === undefined) return;
    if (fruitless.isTooLong && options.isPatient !== true) throw toEndless(fruitless.pages);
    requireShortLink(page.nextLink, page.asked);
    const { origin } = account;
    const link = URL.canParse(page.nextLink, origin) ? new URL(page.nextLink, origin).href : page.nextLink;
    requireOrigin(link, origin);
    seen.noteLink(link);
    page = toWirePage(read, await next(link));
  }
}

/** Requests the first page, and a smaller one if its items are too large for the requested number. */
async function askFirst({ options: { pageSize }, first }: PageSource): Promise<WireAnswer> {
  try {
    return await first(pageSize);
  } catch (error) {
    const isSmall = pageSize !== undefined && pageSize <= smallPageSize;
    if (isSmall || !BatchError.is(error, 'AnswerTooLarge')) throw error;
    return await first(smallPageSize);
  }
}

/**
 * Reads a list that the service doesn't split into pages. Sends nothing before it is consumed. Throws as `toWirePage`
 * does.
 */
export async function* readOnlyPage<T>(read: Read<T>, ask: () => Promise<WireAnswer>): AsyncGenerator<Page<T>> {
  const { items, damaged } = toWirePage(read, await ask());
  yield toPage(items, true, damaged);
}

/** Returns the error for a list that is not read further, because its last `pages` pages were empty. */
export function toEndless(pages: number): BatchError {
  const message = l10n.t(
    'The last {0} pages of the list were empty, and the service has more pages. The rest of the list was not read.',
    formatNumber(pages),
  );
  return new BatchError({ code: 'EndlessList', message, retryable: true });
}
