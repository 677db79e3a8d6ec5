import * as l10n from '@vscode/l10n';
import { toNodeInSentence } from '../../../app/actions/node/nodeNames.ts';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import type { KnownNodeUser } from '../../../app/connect/nodeUsers.ts';
import type { WithUi } from '../../../app/ui.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { formatTime } from '../../../core/words/times.ts';
import { type CreatedNodeUser, createNodeUser } from '../../connect/createNodeUser.ts';
import type { CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Add or Update a User on a Node…',
  effect: 'unseen',
  palette: 'never',
  needs: 'changeNodes',
  rows: [{ on: 'node', unless: 'unreachable', at: 'connect@6' }],
};

/** Creates a user on a node, or gives an existing one a new key or password and a new expiry. */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<KnownNodeUser> {
  const node = await resolveOne(services, 'node', args);
  const { service } = await services.accounts.getStore(node.accountId);
  const created = await createNodeUser(service, services.context, node, toNodeInSentence(services, node));
  void offerNextStep(services, node, created);
  return created.known;
}

/** A generated password is passed on through the clipboard, and only when the user asks for it. */
async function offerNextStep(
  services: WithUi,
  node: NodeResource,
  { known, os, generatedPassword }: CreatedNodeUser,
): Promise<void> {
  const copy = l10n.t('Copy Password');
  const connect = os === 'linux' ? l10n.t('Connect with SSH') : l10n.t('Connect with Remote Desktop');
  const chosen = await services.ui.offer(
    'information',
    l10n.t('The user {user} can sign in to the node until {time}.', {
      user: known.name,
      time: formatTime(known.expiryTime),
    }),
    ...(generatedPassword === undefined ? [] : [copy]),
    connect,
  );
  if (chosen === copy && generatedPassword !== undefined) await services.ui.copy(generatedPassword);
  if (chosen !== undefined) {
    await services.ui.run(os === 'linux' ? toCommandId('node.connectSsh') : toCommandId('node.openRdp'), node);
  }
}
