import * as l10n from '@vscode/l10n';
import { type ShownPlace, SubscriptionFilter } from '../../app/accounts/subscriptionFilter.ts';
import { toPickText } from '../../app/messages/notificationText.ts';
import type { PickAction, PickRow, Section, SectionPage } from '../../app/ui.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { CommandServices } from '../commands/command.ts';
import { listSubscriptionsOf, type Searcher, toSearcherText } from './accountSearch.ts';

/**
 * Lets the user choose the tenants and subscriptions whose accounts are listed when they sign in, from those that
 * `findSearchers` finds while the pick is open. Throws `Cancelled`.
 */
export async function selectSubscriptions(
  services: CommandServices,
  findSearchers: () => Promise<readonly Searcher[]>,
): Promise<void> {
  const filter = new SubscriptionFilter(services.state);
  const ended = new AbortController();
  const { places } = filter;
  const seen = new Set(places.map(toPlaceKey));
  try {
    const chosen = await services.ui.pick<ShownPlace>({
      title: l10n.t('Azure tenants and subscriptions'),
      placeholder: l10n.t('Select those to list accounts from; select none to list all'),
      sections: [
        {
          title: l10n.t('Currently listed'),
          load: async () => ({ rows: places.map(toSubscriptionRow), hasMore: false }),
        },
      ],
      begin: async (pick) => {
        const asking = new AskingSection();
        pick.load(asking);
        const searchers = await findSearchers();
        for (const searcher of searchers) pick.load(toSearcherSection(searcher, seen, ended.signal));
        asking.isOver = true;
        pick.load(asking);
      },
      nothing: l10n.t('No tenants are known. Sign in to Azure first.'),
      many: true,
      atOnce: true,
      ticked: places,
    });
    await filter.choose(chosen);
    services.ui.notify(
      'status',
      chosen.length === 0
        ? l10n.t('Accounts from all tenants and subscriptions are listed when you sign in.')
        : l10n.t('Only accounts from your selection are listed when you sign in.'),
    );
  } finally {
    ended.abort();
  }
}

/** Section shown while the signed-in users are looked up, which may have to start VS Code's own sign-in. */
class AskingSection implements Section<ShownPlace> {
  isOver = false;

  async load(): Promise<SectionPage<ShownPlace>> {
    return {
      rows: [],
      hasMore: false,
      actions: this.isOver ? [] : [toWaiting(l10n.t('Waiting for VS Code to sign in…'))],
    };
  }
}

function toWaiting(label: string): PickAction<ShownPlace> {
  return { label, icon: 'loading~spin', isPassing: true };
}

/** Lists the tenants and subscriptions that a user can see and that no earlier section lists. */
function toSearcherSection(searcher: Searcher, seen: Set<string>, signal: AbortSignal): Section<ShownPlace> {
  const rows: PickRow<ShownPlace>[] = [];
  const add = (place: ShownPlace): void => {
    if (seen.has(toPlaceKey(place))) return;
    seen.add(toPlaceKey(place));
    rows.push(toSubscriptionRow(place));
  };
  return {
    title: toSearcherText(searcher),
    async load(_more, show): Promise<SectionPage<ShownPlace>> {
      const showMore = (): void =>
        show({
          rows: [...rows],
          hasMore: false,
          actions: [toWaiting(l10n.t('Waiting for {0}…', toSearcherText(searcher)))],
        });
      showMore();
      try {
        await listSubscriptionsOf(searcher, signal, ({ tenant, subscriptions }) => {
          add({ tenant });
          for (const { subscriptionId, name } of subscriptions) add({ tenant, subscription: { subscriptionId, name } });
          showMore();
        });
        return { rows, hasMore: false };
      } catch (error) {
        if (!BatchError.is(error)) throw error;
        return { rows, hasMore: false, actions: [{ label: error.message, icon: 'warning' }] };
      }
    },
  };
}

function toSubscriptionRow(place: ShownPlace): PickRow<ShownPlace> {
  const { tenant, subscription } = place;
  return subscription === undefined
    ? { value: place, label: toPickText(tenant.name), description: l10n.t('all subscriptions of this tenant') }
    : { value: place, label: toPickText(subscription.name), description: toPickText(tenant.name) };
}

function toPlaceKey({ tenant, subscription }: ShownPlace): string {
  return `${tenant.tenantId}/${subscription?.subscriptionId ?? ''}`.toLowerCase();
}
