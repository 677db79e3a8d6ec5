import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { findNodeUsers, forgetNodeUser, removeNodeUser } from '../../connect/nodeUsers.ts';
import { pickNodeUser } from '../../connect/pickNodeUser.ts';
import { askToConfirm } from '../../ui.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp } from '../verb/window.ts';
import { toNodeInSentence } from './nodeNames.ts';

export const contribution: Contribution = {
  title: 'Remove a User from a Node…',
  effect: 'unseen',
  palette: 'never',
  needs: 'changeNodes',
  rows: [{ on: 'node', unless: 'unreachable', at: 'connect@7' }],
};

const maxShownIdLength = 40;

/** Removes a user from a node: one that this extension added, or one whose name is typed. */
export async function run(services: WindowApp, args: readonly unknown[]): Promise<void> {
  const node = await resolveOne(services, 'node', args);
  const memory = services.state;
  const users = findNodeUsers(memory, node, services.clock.now());
  // The operating system's own users can't be removed on Linux or Windows, so the rule for Linux works for both.
  const nodeName = toNodeInSentence(services, node);
  const { name } = await pickNodeUser(services, users, l10n.t('Remove a user from node {0}', nodeName), 'linux');
  await confirmRemoval(services, node, nodeName, name);
  const { service } = await services.accounts.getStore(node.accountId);
  await removeNodeUser(service.nodes, node, name, nodeName);
  await forgetNodeUser(memory, node, name, services.clock.now());
  await services.sshConfig.removeOf([node]);
  services.ui.notify('status', l10n.t('The user {name} was removed from the node.', { name }));
}

async function confirmRemoval(
  services: WindowApp,
  { poolId }: NodeResource,
  nodeName: string,
  name: string,
): Promise<void> {
  const confirmed = await askToConfirm(services, {
    canBeUndone: false,
    list: [l10n.t('The user {user} on node {node}', { user: name, node: nodeName })],
    message: l10n.t('Remove the user {user} from node {node} in pool {pool}?', {
      user: name,
      node: nodeName,
      pool: toShortVisible(poolId, maxShownIdLength),
    }),
    detail: l10n.t("The user can no longer sign in. Tasks and files on the node don't change."),
    confirm: l10n.t('Remove'),
  });
  if (!confirmed) throw new Cancelled();
}
