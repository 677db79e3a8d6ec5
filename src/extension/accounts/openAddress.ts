import * as l10n from '@vscode/l10n';
import { run as addWithKey } from '../../app/actions/account/addWithKey.ts';
import { askToAdd, describePath } from '../../app/actions/account/confirmAdding.ts';
import { hasKept } from '../../app/actions/kept/listKept.ts';
import { findPageOfCause } from '../../app/causes/pageOfCause.ts';
import { toCommandId } from '../../app/commandId.ts';
import { getProperties } from '../../app/documents/jsonDocument.ts';
import { listKeptAttempts } from '../../app/evidence/keptAttempts.ts';
import { toRowOf } from '../../app/rows/explorer/linkedRow.ts';
import { type Account, sampleAccountId, toShownName } from '../../core/model/account.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';
import { findNow } from '../../core/model/missing.ts';
import { type Resource, toOwnId } from '../../core/model/resource.ts';
import { type Address, type EndpointAddress, isByResourceId } from '../../core/places/address.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import type { CommandServices } from '../commands/command.ts';
import { findByResourceId } from './findByResourceId.ts';
import { signIn } from './signIn.ts';

/**
 * Shows the target of an address: selects its row, and opens its document or the document that a click on the row
 * opens. If the account isn't in the explorer yet, adds it after the user confirms its name and host; nothing is sent
 * to the host before that.
 */
export async function openAddress(services: CommandServices, address: Address): Promise<void> {
  const account = isByResourceId(address)
    ? await findByResourceId(services, address)
    : (findAccount(services, address) ?? (await addAccount(services, address)));
  const resource: Resource = { ...address.resource, accountId: account.id };
  if (isByResourceId(address)) return openThing(services, account, resource);
  if (address.row !== undefined) return openRow(services, account, resource, address.row);
  if (address.document === undefined) return openThing(services, account, resource);
  await openDocument(services, account, { ...address.document, resource } as DocumentTarget);
}

async function openThing(services: CommandServices, account: Account, resource: Resource): Promise<void> {
  if (!(await isThere(services, account, resource))) return;
  const clicked = await services.trees.reveal(resource, toRowOf(resource));
  await services.ui.run(toCommandId(toOpeningCommand(resource, clicked)), resource);
}

/** Opens the explanation of the parent resource for a row that shows no resource of its own. */
async function openRow(
  services: CommandServices,
  account: Account,
  resource: Resource,
  names: readonly string[],
): Promise<void> {
  if (!(await isThere(services, account, resource))) return;
  await services.trees.reveal(resource, names);
  await services.ui.run(toCommandId('row.explain'), resource);
}

/** Returns the command that a click on the item's row runs, or else the command that shows its properties. */
function toOpeningCommand({ kind }: Resource, clicked: Awaited<ReturnType<CommandServices['trees']['reveal']>>) {
  if (kind === 'account') return 'account.overview';
  if (kind === 'taskFile' || kind === 'nodeFile') return clicked ?? 'file.open';
  return clicked ?? 'resource.openProperties';
}

async function openDocument(services: CommandServices, account: Account, target: DocumentTarget): Promise<void> {
  const { document, resource } = target;
  if (isOfThisComputer(target)) return openKept(services, account, target);
  if (!(await isThere(services, account, resource))) return;
  await services.trees.reveal(resource, toRowOf(target));
  if (target.document === 'cause' && resource.kind === 'account')
    await services.trees.failures.revealCause(resource.accountId, target.fingerprint);
  if (document === 'content' || document === 'text') await services.ui.run(toCommandId('file.open'), resource);
  else await services.ui.open(target.document === 'cause' ? findPageOfCause(services, target) : target);
}

/**
 * Returns true if a document is made from evidence saved before an action, which exists only on the computer that saved
 * it.
 */
function isOfThisComputer(target: DocumentTarget): boolean {
  return target.document === 'attempts' || ('savedAt' in target && target.savedAt !== undefined);
}

/** Saved evidence outlives its item. If it isn't on this computer, shows the item as it is now. */
async function openKept(services: CommandServices, account: Account, target: DocumentTarget): Promise<void> {
  const { resource } = target;
  if (!(await isKeptHere(services, target))) {
    const about = { name: toOwnId(resource) };
    services.ui.notify(
      'information',
      l10n.t("This evidence for {name} isn't saved on this computer, so the link shows the item as it is now.", about),
    );
    return openThing(services, account, resource);
  }
  if (await exists(services, account, resource)) await services.trees.reveal(resource, toRowOf(target));
  const isAttempt = target.document === 'attempt' || target.document === 'attemptLog';
  if (isAttempt) await services.ui.run(toCommandId('kept.open'), { resource, opens: target });
  else await services.ui.open(target);
}

async function isKeptHere(services: CommandServices, target: DocumentTarget): Promise<boolean> {
  const { resource } = target;
  if (target.document === 'attempts' || (resource.kind !== 'task' && resource.kind !== 'node'))
    return hasKept(services, resource);
  const savedAt = 'savedAt' in target ? target.savedAt : undefined;
  const kept = await listKeptAttempts(services, resource, services.toActionName);
  return kept.some((attempt) => attempt.savedAt === savedAt);
}

/** Finds the account at that endpoint; the sample account's ID isn't its host. */
function findAccount({ accounts }: CommandServices, { resource }: EndpointAddress): Account | undefined {
  const { accountId } = resource;
  return accounts.all.find(({ id, endpoint }) => id === accountId || new URL(endpoint).host === accountId);
}

/** Adds the account after the user confirms. Throws `Cancelled`. */
async function addAccount(services: CommandServices, address: EndpointAddress): Promise<Account> {
  const { endpoint, resource } = address;
  if (resource.accountId === sampleAccountId) return openSample(services, resource);
  const [withSignIn, withKey] = [l10n.t('Sign In'), l10n.t('Use a Key')];
  const named = {
    name: toAccountName(endpoint),
    facts: [l10n.t('Host: {0}', new URL(endpoint).host)],
    note: describeHost(endpoint),
  };
  const ways = [withSignIn, withKey];
  const leave = l10n.t("Don't Add");
  const answer = await askToAdd(services, named, resource, isForeign(endpoint) ? [leave, ...ways] : ways);
  if (answer === leave) throw new Cancelled();
  await (answer === withKey ? addWithKey : signIn)(services, [endpoint]);
  const added = findAccount(services, address);
  if (added === undefined) throw new Cancelled();
  return added;
}

async function openSample(services: CommandServices, resource: Resource): Promise<Account> {
  const open = l10n.t('Open');
  const question = {
    message: l10n.t('Open the sample account?'),
    detail: [
      l10n.t("An address points to the sample account. The account runs on this computer and doesn't need Azure."),
      ...describePath(resource),
    ].join('\n'),
  };
  if ((await services.ui.askWhich(question, [open])) !== open) throw new Cancelled();
  return services.openSample();
}

/** Returns true if the host isn't known to be Azure's: Enter must not confirm such a host. */
function isForeign(endpoint: string): boolean {
  const kind = toHostKind(endpoint);
  return kind !== 'azure' && kind !== 'thisMachine';
}

function describeHost(endpoint: string): string {
  const { host } = new URL(endpoint);
  switch (toHostKind(endpoint)) {
    case 'azure':
      return l10n.t('The host belongs to Azure Batch. Nothing is sent there before you sign in or enter a key.');
    case 'thisMachine':
      return l10n.t(
        'A program on this computer responds there. Nothing is sent to it before you sign in or enter a key.',
      );
    default:
      return l10n.t(
        "{0} isn't an Azure Batch host. Continue only if you know who runs it. Nothing is sent there until you type its name.",
        host,
      );
  }
}

/** The first part of an Azure host is the account name. */
function toAccountName(endpoint: string): string {
  const { host, hostname } = new URL(endpoint);
  return toHostKind(endpoint) === 'azure' ? (hostname.split('.')[0] ?? host) : host;
}

/** Returns true if the service still has an item. Throws when the service cannot be reached. */
async function exists(services: CommandServices, account: Account, resource: Resource): Promise<boolean> {
  if (resource.kind === 'account' || resource.kind === 'taskFile' || resource.kind === 'nodeFile') return true;
  const { service } = await services.accounts.getStore(account.id);
  return (await findNow(getProperties(service, resource))) !== undefined;
}

async function isThere(services: CommandServices, account: Account, resource: Resource): Promise<boolean> {
  if (await exists(services, account, resource)) return true;
  const isKept = await hasKept(services, resource);
  const rest = isKept
    ? l10n.t('Evidence for it is saved on this computer.')
    : l10n.t('It was deleted, or never existed there.');
  services.ui.notify(
    'error',
    `${describeMissing(toShownName(account), resource)} ${rest}`,
    ...(isKept
      ? [{ title: l10n.t('Show Saved Evidence'), command: toCommandId('kept.open'), arguments: [resource] }]
      : []),
  );
  return false;
}

function describeMissing(account: string, resource: Resource): string {
  const parts = { account, name: toOwnId(resource) };
  switch (resource.kind) {
    case 'pool':
      return l10n.t("The account {account} doesn't contain the pool “{name}”.", parts);
    case 'node':
      return l10n.t("The account {account} doesn't contain the node “{name}”.", parts);
    case 'job':
      return l10n.t("The account {account} doesn't contain the job “{name}”.", parts);
    case 'jobSchedule':
      return l10n.t("The account {account} doesn't contain the job schedule “{name}”.", parts);
    case 'task':
      return l10n.t("The account {account} doesn't contain the task “{name}” in job “{job}”.", {
        ...parts,
        job: resource.jobId,
      });
    default:
      return l10n.t("The account {account} doesn't contain “{name}”.", parts);
  }
}
