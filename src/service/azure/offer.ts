import * as l10n from '@vscode/l10n';
import type { WhyNoRecord } from '../../core/model/accountRecord.ts';
import { Cancelled, untilAborted } from '../../core/model/cancelled.ts';
import {
  type Application,
  type Offer,
  readApplication,
  readSupportedImage,
  readSupportedSize,
  type SupportedImage,
  type SupportedSize,
} from '../../core/model/offer.ts';
import { readAs } from '../../core/model/shape.ts';
import { readAccountId } from '../../core/places/resourceId.ts';
import { describeError } from '../../core/text/describeError.ts';
import type { CallOptions, OfferAnswer, OfferPort, Pages } from '../ports.ts';
import type { AccountRecord } from '../resourceManager/accountRecord.ts';
import type { LazyClient } from '../resourceManager/lazyClient.ts';
import type { AccountClient } from './account.ts';
import { toListQuery } from './options.ts';
import { toAbortOptions } from './policies/signal.ts';
import { readPages } from './readPages.ts';

/** Time for which responses are reused; images and sizes change from month to month. */
const keptMs = 60 * 60_000;
/** Time for which failures are reused: short, because users retry soon after getting a role or going online. */
const failureKeptMs = 30_000;
/** Maximum number of pages. An account has at most 20 applications, and Batch a few hundred images. */
const mostPages = 5;
const pageSize = 1000;
const sizesVersion = '2024-07-01';

/** The images, VM sizes, and applications that pools of one account can use. Sends nothing before one is requested. */
export class AccountOffer implements OfferPort {
  readonly #account: AccountClient;
  readonly #record: AccountRecord;
  readonly #resourceManager: LazyClient | WhyNoRecord;
  readonly #images: KeptAnswer<SupportedImage>;
  readonly #sizes: KeptAnswer<SupportedSize>;
  readonly #disposed = new AbortController();

  constructor(account: AccountClient, record: AccountRecord, resourceManager: LazyClient | WhyNoRecord) {
    this.#account = account;
    this.#record = record;
    this.#resourceManager = resourceManager;
    this.#images = new KeptAnswer(account, () => this.#readImages());
    this.#sizes = new KeptAnswer(account, () => this.#readSizes());
  }

  get known(): Offer {
    return { images: this.#images.known, sizes: this.#sizes.known };
  }

  listImages(options: CallOptions = {}): Promise<OfferAnswer<SupportedImage>> {
    return this.#images.get(options);
  }

  listSizes(options: CallOptions = {}): Promise<OfferAnswer<SupportedSize>> {
    return this.#sizes.get(options);
  }

  async listApplications(options: CallOptions = {}): Promise<OfferAnswer<Application>> {
    const { client } = this.#account;
    const call = toAbortOptions(options);
    try {
      return await readAll(
        readPages(readApplication, {
          account: this.#account,
          options: { ...options, pageSize },
          first: (size) => client.application.list({ ...call, applicationListOptions: toListQuery({}, size) }),
          next: (link) => client.application.listNext(link, call),
        }),
      );
    } catch (error) {
      if (Cancelled.is(error)) throw error;
      return { whyUnknown: l10n.t("The account's applications are unknown: {0}", describeError(error)) };
    }
  }

  dispose(): void {
    this.#disposed.abort();
  }

  async #readImages(): Promise<OfferAnswer<SupportedImage>> {
    const { client } = this.#account;
    try {
      return await readAll(
        readPages(readSupportedImage, {
          account: this.#account,
          options: { pageSize },
          first: (size) =>
            client.account.listSupportedImages({ accountListSupportedImagesOptions: toListQuery({}, size) }),
          next: (link) => client.account.listSupportedImagesNext(link),
        }),
      );
    } catch (error) {
      return { whyUnknown: l10n.t('The images that Batch supports are unknown: {0}', describeError(error)) };
    }
  }

  async #readSizes(): Promise<OfferAnswer<SupportedSize>> {
    const answer = await this.#record.get();
    if ('whyNot' in answer) return { whyUnknown: describeUnknown(answer.whyNot) };
    const { id, location } = answer.record;
    const { subscriptionId } = readAccountId(String(id)) ?? {};
    if ('kind' in this.#resourceManager || subscriptionId === undefined || typeof location !== 'string')
      return { whyUnknown: describeUnknown({ kind: 'late' }) };
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Batch/locations/${encodeURIComponent(location)}/virtualMachineSkus`;
    try {
      const all = await this.#resourceManager.get().listAll(path, sizesVersion, this.#disposed.signal);
      return { items: all.flatMap((one) => readAs(readSupportedSize, one).value ?? []) };
    } catch (error) {
      return { whyUnknown: describeUnknown({ kind: 'failed', why: describeError(error) }) };
    }
  }
}

/** A response that is requested on first use, kept for a while, and shared by all callers while it is pending. */
class KeptAnswer<T> {
  readonly #clock: AccountClient['clock'];
  readonly #ask: () => Promise<OfferAnswer<T>>;
  #answer: { readonly answer: OfferAnswer<T>; readonly untilMs: number } | undefined;
  #pending: Promise<OfferAnswer<T>> | undefined;

  constructor({ clock }: Pick<AccountClient, 'clock'>, ask: () => Promise<OfferAnswer<T>>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  get known(): readonly T[] | undefined {
    const answer = this.#find();
    return answer !== undefined && 'items' in answer ? answer.items : undefined;
  }

  get({ signal }: CallOptions): Promise<OfferAnswer<T>> {
    const known = this.#find();
    if (known !== undefined) return Promise.resolve(known);
    this.#pending ??= this.#read().finally(() => {
      this.#pending = undefined;
    });
    return untilAborted(this.#pending, signal);
  }

  #find(): OfferAnswer<T> | undefined {
    return this.#answer !== undefined && this.#clock.elapsedMs() < this.#answer.untilMs
      ? this.#answer.answer
      : undefined;
  }

  async #read(): Promise<OfferAnswer<T>> {
    const answer = await this.#ask();
    this.#answer = { answer, untilMs: this.#clock.elapsedMs() + ('items' in answer ? keptMs : failureKeptMs) };
    return answer;
  }
}

/** Reads all items of a list. Throws if it has more pages than are read, because the other items would seem missing. */
async function readAll<T>(pages: Pages<T>): Promise<OfferAnswer<T>> {
  const items: T[] = [];
  let count = 0;
  for await (const page of pages) {
    if (++count > mostPages) throw new Error(l10n.t('The list is too long to read.'));
    for (const each of page) items.push(each);
  }
  return { items };
}

function describeUnknown(whyNot: WhyNoRecord): string {
  switch (whyNot.kind) {
    case 'key':
      return l10n.t(
        "The VM sizes that Batch supports are unknown. Azure Resource Manager has the list, and it doesn't accept account keys.",
      );
    case 'otherCloud':
      return l10n.t("The VM sizes that Batch supports are unknown: {0} isn't in an Azure cloud.", whyNot.host);
    case 'notFound':
      return l10n.t(
        'The VM sizes that Batch supports are unknown: none of the subscriptions that you can see contains the account at {0}.',
        whyNot.host,
      );
    case 'late':
      return l10n.t("The VM sizes that Batch supports are unknown: Azure Resource Manager didn't respond in time.");
    case 'failed':
      return l10n.t('The VM sizes that Batch supports are unknown: {0}', whyNot.why);
  }
}
