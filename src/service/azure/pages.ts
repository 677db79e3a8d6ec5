import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import type { Read } from '../../core/model/shape.ts';
import { formatNumber } from '../../core/query/numbers.ts';
import { Fruitless } from '../fruitless.ts';
import { toPage } from '../pages.ts';
import type { ListOptions, Page } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { requireOrigin } from './policies/originGuard.ts';
import { SeenPages } from './seenPages.ts';
import { requireShortLink, toWirePage, type WireAnswer } from './wire.ts';

export interface PageSource {
  /** Pages of another origin than the account's are refused. */
  readonly account: Pick<AccountClient, 'origin' | 'clock'>;
  readonly options: ListOptions;
  /** With as many items per page as the service likes when `pageSize` is undefined. */
  readonly first: (pageSize: number | undefined) => Promise<WireAnswer>;
  readonly next: (link: string) => Promise<WireAnswer>;
}

/** Items per page where those of larger pages were too large together. */
const smallPageSize = 100;

/**
 * A list of the service page by page; each is asked for when it is wanted. Throws `ForeignOrigin` for a link to another
 * host, before anything is sent there, `MalformedResponse` for a link back to a page that was seen already,
 * `AnswerTooLarge` for pages and links beyond the limits of `answerLimits.ts`, and `EndlessList` when no item comes for
 * long (see `PagingOptions`). The items of the pages before are yielded first.
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

/** The first page; a smaller one where the items are so large that the one that was wanted is too large. */
async function askFirst({ options: { pageSize }, first }: PageSource): Promise<WireAnswer> {
  try {
    return await first(pageSize);
  } catch (error) {
    const isSmall = pageSize !== undefined && pageSize <= smallPageSize;
    if (isSmall || !BatchError.is(error, 'AnswerTooLarge')) throw error;
    return await first(smallPageSize);
  }
}

/** A list that the service has no pages of. Asked for when it is wanted. Throws as `toWirePage` does. */
export async function* readOnlyPage<T>(read: Read<T>, ask: () => Promise<WireAnswer>): AsyncGenerator<Page<T>> {
  const { items, damaged } = toWirePage(read, await ask());
  yield toPage(items, true, damaged);
}

/** A list of which the last `pages` pages had no item is not read on. */
export function toEndless(pages: number): BatchError {
  const message = l10n.t(
    'The last {0} pages of the list were empty, and the service has more pages. The rest of the list was not read.',
    formatNumber(pages),
  );
  return new BatchError({ code: 'EndlessList', message, retryable: true });
}
