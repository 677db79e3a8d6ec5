import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { toCommandId } from '../../app/commandId.ts';
import { toNotificationText } from '../../app/messages/notificationText.ts';
import { askToConfirm, type NotificationAction } from '../../app/ui.ts';
import type { SshConnection } from '../../core/connect/ssh.ts';
import { describeSshFailure, type SshFailure, toShownNode } from '../../core/connect/sshFailure.ts';
import type { NodeResource, TaskResource } from '../../core/model/resource.ts';
import { ui } from '../ui/ui.ts';
import { forgetHostKeysOf } from './hostKeys.ts';

/** A command that connects, and its target. */
export interface SshAttempt {
  readonly command: string;
  readonly target: NodeResource | TaskResource;
}

/**
 * Shows why `ssh` did not reach a node, with the one useful action, such as trying `attempt` again. Returns at once.
 */
export function notifySshFailure(
  storage: vscode.Uri,
  failure: SshFailure,
  connection: SshConnection,
  attempt: SshAttempt,
): void {
  if (failure.kind === 'keyChanged') void offerForgetting(storage, failure, connection, attempt);
  else ui.notify('error', describeSshFailure(failure, connection), ...toActions(failure, connection, attempt));
}

function toActions(
  { kind }: SshFailure,
  { node, isPrivate = false }: SshConnection,
  { command, target }: SshAttempt,
): readonly NotificationAction[] {
  if (kind === 'denied')
    return [{ title: l10n.t('Add or Update a User…'), command: toCommandId('node.addUser'), arguments: [node] }];
  const again = { title: l10n.t('Connect Again'), command, arguments: [target] };
  if (kind !== 'unreachable' || isPrivate) return [again];
  const { accountId, poolId } = node;
  const showAccess = {
    title: l10n.t('Show Access to the Pool'),
    command: toCommandId('pool.openAccess'),
    arguments: [{ kind: 'pool', accountId, poolId }],
  };
  return [again, showAccess];
}

type ChangedKey = Extract<SshFailure, { readonly kind: 'keyChanged' }>;

/** A key that changed for an unknown reason is forgotten only after the user confirms twice. */
async function offerForgetting(
  storage: vscode.Uri,
  failure: ChangedKey,
  connection: SshConnection,
  { command, target }: SshAttempt,
): Promise<void> {
  const forget = l10n.t('Forget the Old Key…');
  const message = toNotificationText(describeSshFailure(failure, connection));
  if ((await ui.offer('error', message, forget)) !== forget) return;
  if (!(await confirmForgetting(connection, failure.fingerprint))) return;
  await forgetHostKeysOf(storage, [connection.node]);
  ui.notify('status', l10n.t('The old host key was removed.'));
  await ui.run(command, target);
}

function confirmForgetting(connection: SshConnection, fingerprint: string | undefined): Promise<boolean> {
  const consequence = l10n.t(
    'The next key that the node presents is trusted from then on. If another machine responds in place of the node, that machine gets your sign-in information.',
  );
  return askToConfirm(
    { ui },
    {
      canBeUndone: false,
      list: [l10n.t('The old host key of node {node}', { node: connection.node.nodeId })],
      message: l10n.t('Forget the old host key of node {node}?', { node: toShownNode(connection) }),
      detail:
        fingerprint === undefined
          ? consequence
          : `${consequence}\n${l10n.t('The key that the node presented now: {fingerprint}', { fingerprint })}`,
      confirm: l10n.t('Forget and Connect'),
    },
  );
}
