import { l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import { listKnownSearchers, listSubscriptionsOf, type Searcher } from '../../accounts/accountSearch.ts';
import { listSignInClouds } from '../../accounts/signInCloud.ts';
import { type ShownPlace, SubscriptionFilter } from '../../accounts/subscriptionFilter.ts';
import { notifyStatus } from '../../messages.ts';
import { toPickText } from '../../notificationText.ts';
import type { Command, CommandServices } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { type PickRow, pickSome, type Section, type SectionPage } from '../pickSome.ts';

export const contribution: Contribution = {
  title: 'Select Tenants and Subscriptions…',
  icon: 'filter',
  effect: 'reads',
  views: [{ on: 'explorer', at: '1_add@5' }],
};

/** Lets the user choose the tenants and subscriptions whose accounts are listed when they sign in. */
export const run: Command = async (services) => {
  const [cloud] = listSignInClouds();
  const kinds = new Set(services.accounts.all.map(({ authentication }) => authentication));
  const others = [...kinds].flatMap((kind): readonly Searcher[] =>
    cloud === undefined || kind === 'sharedKey' || kind === 'sample' || kind === 'microsoft' ? [] : [{ kind, cloud }],
  );
  await selectSubscriptions(services, [...(await listKnownSearchers()), ...others]);
};

/** As the command, of what these see. Throws `Cancelled`. */
export async function selectSubscriptions(
  { context }: Pick<CommandServices, 'context'>,
  searchers: readonly Searcher[],
): Promise<void> {
  const filter = new SubscriptionFilter(context.globalState);
  const ended = new AbortController();
  const { places } = filter;
  const seen = new Set(places.map(toKey));
  try {
    const chosen = await pickSome<ShownPlace>({
      title: l10n.t('Tenants and subscriptions of Azure'),
      placeholder: l10n.t('Tick those to list accounts of; tick none to list all'),
      sections: [
        { title: l10n.t('Listed now'), load: async () => ({ rows: places.map(toRow), hasMore: false }) },
        ...searchers.map((searcher) => toSection(searcher, seen, ended.signal)),
      ],
      nothing: l10n.t('No tenant is known. Sign in to Azure first.'),
      many: true,
      atOnce: true,
      ticked: places,
    });
    await filter.choose(chosen);
    notifyStatus(
      chosen.length === 0
        ? l10n.t('Accounts of all tenants and subscriptions are listed when you sign in.')
        : l10n.t('Only accounts of what you ticked are listed when you sign in.'),
    );
  } finally {
    ended.abort();
  }
}

/** What one who signs in sees and was not listed before. */
function toSection(searcher: Searcher, seen: Set<string>, signal: AbortSignal): Section<ShownPlace> {
  const rows: PickRow<ShownPlace>[] = [];
  const add = (place: ShownPlace): void => {
    if (seen.has(toKey(place))) return;
    seen.add(toKey(place));
    rows.push(toRow(place));
  };
  return {
    ...(searcher.user === undefined ? {} : { title: searcher.user.label }),
    async load(_more, show): Promise<SectionPage<ShownPlace>> {
      try {
        await listSubscriptionsOf(searcher, signal, ({ tenant, subscriptions }) => {
          add({ tenant });
          for (const { subscriptionId, name } of subscriptions) add({ tenant, subscription: { subscriptionId, name } });
          show({ rows: [...rows], hasMore: false });
        });
        return { rows, hasMore: false };
      } catch (error) {
        if (!BatchError.is(error)) throw error;
        return { rows, hasMore: false, actions: [{ label: error.message, icon: 'warning' }] };
      }
    },
  };
}

function toRow(place: ShownPlace): PickRow<ShownPlace> {
  const { tenant, subscription } = place;
  return subscription === undefined
    ? { value: place, label: toPickText(tenant.name), description: l10n.t('all subscriptions of this tenant') }
    : { value: place, label: toPickText(subscription.name), description: toPickText(tenant.name) };
}

function toKey({ tenant, subscription }: ShownPlace): string {
  return `${tenant.tenantId}/${subscription?.subscriptionId ?? ''}`.toLowerCase();
}
