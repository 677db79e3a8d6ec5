import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findNow } from '../../../core/model/missing.ts';
import { type NodeResource, type Resource, toKey } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { withLabel } from '../../../core/text/label.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { formatTime } from '../../../core/words/times.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import {
  forgetNodeUser,
  forgetNodeUsers,
  type KnownNodeUser,
  listNodeUsers,
  removeNodeUser,
} from '../../connect/nodeUsers.ts';
import { askToConfirm } from '../../ui.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import { runEach } from '../verb/runEach.ts';
import type { WindowApp } from '../verb/window.ts';
import { toNodeInSentence, toNodeName } from './nodeNames.ts';

export const contribution: Contribution = {
  title: 'Remove Users Added from This Computer…',
  effect: 'unseen',
  needs: 'changeNodes',
  rows: [
    { on: 'account', at: 'act@9' },
    { on: 'pool', at: 'connect@7' },
    { on: 'node', unless: 'unreachable', at: 'connect@8' },
  ],
};

const maxShownIdLength = 40;
const concurrency = 8;

/**
 * Lists the users that this extension added to nodes, with their expiry, and removes those that the user selects. Lists
 * users of the accounts, pools, or nodes that the command was called on, or else all users. Users of nodes that are
 * gone are forgotten.
 */
export async function run(services: WindowApp, args: readonly unknown[]): Promise<void> {
  refuseLostRows(args);
  const wanted = toScope(toResources(args));
  const chosen = await services.ui.pick({
    title: l10n.t('Users that were added to nodes from here'),
    placeholder: l10n.t('Selected users are removed from their nodes'),
    sections: [
      {
        load: async () => ({
          rows: (await listPresent(services, wanted)).map((user) => toUserRow(services, user)),
          hasMore: false,
        }),
      },
    ],
    nothing: l10n.t('No users added from here remain on these nodes.'),
    many: true,
  });
  await confirm(services, chosen);
  const title = plural(chosen.length, {
    one: l10n.t('Removing {count} user', asCount(chosen.length)),
    other: l10n.t('Removing {count} users', asCount(chosen.length)),
  });
  const { done, failed } = await services.ui.progress({ title }, ({ signal }) =>
    runEach(chosen, (user) => remove(services, user), { concurrency, signal }),
  );
  await services.sshConfig.removeOf(done.map(toNode));
  if (done.length > 0) {
    services.ui.notify(
      'status',
      plural(done.length, {
        one: l10n.t('{count} user was removed.', asCount(done.length)),
        other: l10n.t('{count} users were removed.', asCount(done.length)),
      }),
    );
  }
  const [first] = failed;
  if (first !== undefined) throw first.error;
}

type Accept = (user: KnownNodeUser) => boolean;

/** Selects the users of the command's arguments; all users if there are none. */
function toScope(resources: readonly Resource[]): Accept {
  if (resources.length === 0) return () => true;
  return (user) =>
    resources.some(
      (resource) =>
        resource.accountId === user.accountId &&
        (!('poolId' in resource) || resource.poolId === user.poolId) &&
        (!('nodeId' in resource) || resource.nodeId === user.nodeId),
    );
}

function toNode({ accountId, poolId, nodeId }: KnownNodeUser): NodeResource {
  return { kind: 'node', accountId, poolId, nodeId };
}

/** Lists users of accounts that are in the explorer. Nodes that the service no longer knows have no users. */
async function listPresent(services: WindowApp, accept: Accept): Promise<readonly KnownNodeUser[]> {
  const memory = services.state;
  const accountIds = new Set(services.accounts.all.map(({ id }) => id));
  const isWanted = (user: KnownNodeUser): boolean => accountIds.has(user.accountId) && accept(user);
  const nodes = new Map(
    listNodeUsers(memory, services.clock.now())
      .filter(isWanted)
      .map((user) => [toKey(toNode(user)), toNode(user)]),
  );
  const look = async (node: NodeResource): Promise<void> => {
    const { service } = await services.accounts.getStore(node.accountId);
    if ((await findNow(service.nodes.getNode(node.poolId, node.nodeId))) === undefined)
      await forgetNodeUsers(memory, node);
  };
  await runEach([...nodes.values()], look, { concurrency, signal: new AbortController().signal });
  return listNodeUsers(memory, services.clock.now()).filter(isWanted);
}

function toUserRow(
  services: WindowApp,
  user: KnownNodeUser,
): { value: KnownNodeUser; label: string; description: string; detail: string } {
  return {
    value: user,
    label: user.name,
    description: describePlace(services, user),
    detail: l10n.t({
      message: 'expires {time}',
      args: { time: formatTime(user.expiryTime) },
      comment: ['When the user expires'],
    }),
  };
}

function describePlace(services: WindowApp, user: KnownNodeUser): string {
  return l10n.t('{node}, pool {pool}, account {account}', {
    node: toNodeName(services, toNode(user)),
    pool: toShortVisible(user.poolId, maxShownIdLength),
    account: toShortVisible(nameAccount(services.accounts, user.accountId), maxShownIdLength),
  });
}

async function confirm(services: WindowApp, users: readonly KnownNodeUser[]): Promise<void> {
  const confirmed = await askToConfirm(services, {
    canBeUndone: false,
    list: users.map((user) => withLabel(user.name, describePlace(services, user))),
    message: plural(users.length, {
      one: l10n.t('Remove {count} user from its node?', asCount(users.length)),
      other: l10n.t('Remove {count} users from their nodes?', asCount(users.length)),
    }),
    detail: l10n.t("They can no longer sign in. Tasks and files on the nodes don't change."),
    confirm: l10n.t('Remove'),
  });
  if (!confirmed) throw new Cancelled();
}

/** Removes a user from its node; a user that no longer exists counts as removed. */
async function remove(services: WindowApp, user: KnownNodeUser): Promise<void> {
  const { service } = await services.accounts.getStore(user.accountId);
  const node = toNode(user);
  await findNow(removeNodeUser(service.nodes, node, user.name, toNodeInSentence(services, node)));
  await forgetNodeUser(services.state, node, user.name, services.clock.now());
}
