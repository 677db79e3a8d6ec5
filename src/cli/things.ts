import { existsSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { type Resource, toNamedThing } from '../core/model/resource.ts';
import { type Address, isByResourceId, parseAddress } from '../core/places/address.ts';
import type { Given, Options } from './commandLine.ts';
import { WrongUse } from './exit.ts';

/** Options that name an item of an account without an address. */
export const thingOptions: Options = {
  job: { type: 'string', value: 'ID', describe: () => l10n.t("A job, or the task's job") },
  task: { type: 'string', value: 'ID', describe: () => l10n.t('A task in the job') },
  pool: { type: 'string', value: 'ID', describe: () => l10n.t("A pool, or the node's pool") },
  node: { type: 'string', value: 'ID', describe: () => l10n.t('A node in the pool') },
};

export function isNoAddress(name: string): boolean {
  return parseAddress(name) === undefined;
}

/**
 * Reads the addresses on a command line. Throws `WrongUse` for anything else, and for addresses in different accounts.
 */
export function readAddresses({ names }: Given): readonly Address[] {
  const addresses = names.map((name) => {
    const address = parseAddress(name);
    if (address !== undefined) return address;
    if (existsSync(name))
      throw new WrongUse(l10n.t('“{0}” is a file. To explain it as a log, name it with --log {0}', name));
    throw new WrongUse(
      l10n.t(
        '“{0}” is not an address. Name a job with --job {0}, a task also with --task; or specify a service URL, a resource ID, or a link copied in VS Code.',
        name,
      ),
    );
  });
  if (new Set(addresses.map((address) => findEndpoint(address) ?? address.resource.accountId)).size > 1)
    throw new WrongUse(l10n.t('The addresses belong to several accounts. Specify one account.'));
  return addresses;
}

/** Returns the endpoint in an address; undefined for the sample, or if the account is known only by name. */
export function findEndpoint(address: Address | undefined): string | undefined {
  return address === undefined || isByResourceId(address) || address.resource.accountId === 'sample'
    ? undefined
    : address.endpoint;
}

/**
 * Returns the item specified by the options; undefined if they specify none. Throws `WrongUse` for a task without its
 * job or a node without its pool.
 */
export function findNamed(given: Given, accountId: string): Resource | undefined {
  const [jobId, taskId, poolId, nodeId] = ['job', 'task', 'pool', 'node'].map((option) => given.text(option));
  if (taskId !== undefined && jobId === undefined) throw toNeeded('--job');
  if (nodeId !== undefined && poolId === undefined) throw toNeeded('--pool');
  if (jobId !== undefined && poolId !== undefined)
    throw new WrongUse(l10n.t('Specify either {one} or {other}.', { one: '--job', other: '--pool' }));
  if (jobId === undefined && poolId === undefined) return undefined;
  return toNamedThing(accountId, { jobId, taskId, poolId, nodeId });
}

function toNeeded(option: string): WrongUse {
  return new WrongUse(l10n.t('{0} is required.', option));
}
