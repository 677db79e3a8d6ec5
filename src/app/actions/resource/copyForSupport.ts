import * as l10n from '@vscode/l10n';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { type Resource, toFileOwner, toKey } from '../../../core/model/resource.ts';
import { renderSupportText, type SupportEvidence, type SupportThing } from '../../../core/page/supportText.ts';
import type { CauseTarget } from '../../../core/places/documentPath.ts';
import { joinParts } from '../../../core/text/lists.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { App } from '../../app.ts';
import { askCauses } from '../../causes/knownCauses.ts';
import { getProperties } from '../../documents/jsonDocument.ts';
import { toOutcome } from '../../requests/logEntry.ts';
import type { TimedAttempt } from '../../requests/recentAttempts.ts';
import { describeOwnRule } from '../../rows/failures/causeRows.ts';
import { toCauseTarget } from '../failures/toCauseTarget.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Copy for Azure Support',
  effect: 'reads',
  palette: 'never',
  rows: [
    {
      on: ['account', 'pool', 'node', 'job', 'jobSchedule', 'task', 'taskFile', 'nodeFile', 'failureGroup'],
      at: 'copy@9',
    },
    { on: 'error', at: '5_copy@9' },
  ],
};

const maxThings = 5;
const maxRequests = 5;

/**
 * Copies the information that a support request needs first, about the selected items, a cause, or the item of a
 * document.
 */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const given = orInFront(services, args);
  const target = toCauseTarget(given[0]);
  const resources = target === undefined ? toResources(given) : [target.resource];
  const [first] = resources;
  if (first === undefined) {
    throw toInvalidInput(l10n.t('Select a row in the Azure Batch views, or open one of their documents first.'));
  }
  const store = await services.accounts.getStore(first.accountId);
  const about = target === undefined ? { resources, others: 0 } : await listOfCause(services, store, target);
  await services.ui.copy(renderSupportText(await gather(services, store, about)));
  services.ui.notify('status', l10n.t('Information for Azure Support was copied to the clipboard.'));
};

type About = Pick<SupportEvidence, 'cause' | 'others'> & { readonly resources: readonly Resource[] };

async function listOfCause({ causes }: App, store: AccountStore, target: CauseTarget): Promise<About> {
  const [cause] = causes.follow(store, await askCauses(causes, store, target.resource), target).now;
  if (cause === undefined) return { resources: [target.resource], others: 0 };
  const { cluster, failures } = cause;
  const resources = failures.map(({ failing }) => failing.resource).slice(0, maxThings);
  const { title, fingerprint, firstSeen, lastSeen } = cluster;
  const said = { title: joinParts(title, describeOwnRule(fingerprint)) ?? title, firstSeen, lastSeen };
  return { resources, others: failures.length - resources.length, cause: said };
}

async function gather(
  { clock, recentAttempts }: App,
  store: AccountStore,
  { resources, others, cause }: About,
): Promise<SupportEvidence> {
  // Leave out items of other accounts, because the text is about one account.
  const own = resources.filter(({ accountId }) => accountId === store.account.id).map(toFileOwner);
  const shown = [...new Map(own.map((resource) => [toKey(resource), resource])).values()].slice(0, maxThings);
  const [things, answer] = await Promise.all([
    Promise.all(shown.map((resource) => readThing(store, resource))),
    store.service.quotas.getQuotas(),
  ]);
  const limits = 'limits' in answer ? answer.limits : {};
  const attempts = new Set(shown.flatMap((resource) => recentAttempts.listAbout(resource, maxRequests)));
  return {
    account: store.account,
    apiVersion: store.service.apiVersion,
    region: limits.location,
    resourceId: limits.id,
    cause,
    things,
    others: others + own.length - shown.length,
    requests: [...attempts].sort((one, other) => one.atMs - other.atMs).map(toRequest),
    now: new Date(clock.now()),
  };
}

/** Reads the current state of an item, which also produces a request ID that support can look up. */
async function readThing({ service }: AccountStore, resource: Resource): Promise<SupportThing> {
  if (resource.kind === 'account') return { resource };
  try {
    return { resource, properties: await getProperties(service, resource) };
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return { resource };
  }
}

function toRequest({ attempt, atMs }: TimedAttempt): SupportEvidence['requests'][number] {
  const { method, path, requestId, clientRequestId } = attempt;
  return { at: new Date(atMs).toISOString(), method, path, outcome: toOutcome(attempt), requestId, clientRequestId };
}
