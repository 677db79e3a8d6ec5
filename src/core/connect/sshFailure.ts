import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import { toShortVisible } from '../text/escape.ts';
import { escapePattern } from '../text/escapePattern.ts';
import { withLabel } from '../text/label.ts';
import { nameNodes, toNodeLabel } from '../words/nodeNames.ts';
import { toHostKeyAlias } from './hostKeys.ts';
import type { SshConnection } from './ssh.ts';

/** The reason that `ssh` did not reach a node, or was not allowed to sign in. */
export type SshFailure =
  /** The node's host key differs from the pinned one. `fingerprint` identifies the new key, if `ssh` printed it. */
  | { readonly kind: 'keyChanged'; readonly fingerprint?: string }
  /** The node's own address doesn't answer. `reason` is the operating system's message. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The node answers but doesn't allow this user to sign in. */
  | { readonly kind: 'denied' }
  /** The jump host or proxy in the user's own configuration did not reach the node. */
  | { readonly kind: 'wayClosed' }
  /** The user's own `ssh` configuration is invalid. `reason` is the message of `ssh`. */
  | { readonly kind: 'configuration'; readonly reason: string }
  /** The connection ended, although the user did not end the session. `ssh` reports this only to the terminal. */
  | { readonly kind: 'lost' };

/** Exit code of `ssh` for its own failures. Any other code comes from the node's shell (ssh(1), "EXIT STATUS"). */
export const sshFailedCode = 255;

/**
 * Finds the reason for a failure in the output of `ssh`, whose messages aren't localized. The output includes messages
 * of a `ProxyJump`, so only lines that name this node count. Undefined if nothing matches.
 */
export function readSshFailure(printed: string, connection: SshConnection): SshFailure | undefined {
  const alias = escapePattern(toHostKeyAlias(connection.node));
  const text = printed.replaceAll('\r', '');
  if (new RegExp(`^Host key for ${alias} has changed and`, 'm').test(text)) {
    const fingerprint = /^(SHA256:[A-Za-z0-9+/]+)\.?$/m.exec(text)?.[1];
    return fingerprint === undefined ? { kind: 'keyChanged' } : { kind: 'keyChanged', fingerprint };
  }
  const address = escapePattern(connection.address);
  const target = `(?:connect to host ${address} port ${connection.port}|Could not resolve hostname ${address})`;
  const unreachable = new RegExp(`^ssh: ${target}: (.+)$`, 'm').exec(text)?.[1];
  if (unreachable !== undefined) return { kind: 'unreachable', reason: unreachable };
  // A firewall, for example, accepted the connection and never responded.
  const silent = new RegExp(`^Connection to ${address} port ${connection.port} (timed out)`, 'm').exec(text)?.[1];
  if (silent !== undefined) return { kind: 'unreachable', reason: silent };
  const configuration = /^(.*(?:Bad configuration option|Bad owner or permissions on|terminating, \d+ bad).*)$/m.exec(
    text,
  );
  if (configuration?.[1] !== undefined) return { kind: 'configuration', reason: configuration[1] };
  const denied = new RegExp(`^\\S+@${address}: Permission denied \\(|Too many authentication failures`, 'm');
  if (denied.test(text)) return { kind: 'denied' };
  // `ssh` prints this for a host to which it doesn't connect itself.
  return /\bUNKNOWN port 65535\b/.test(text) ? { kind: 'wayClosed' } : undefined;
}

const maxShownIdLength = 40;
const maxShownReasonLength = 200;

/** Describes the failure of a named node, its reason, and what to do next. Not escaped. */
export function describeSshFailure(failure: SshFailure, connection: SshConnection): string {
  const { node, nodeNames = new Map() } = connection;
  return withLabel(toNodeLabel(node.nodeId, nodeNames), explainSshFailure(failure, connection).message);
}

/**
 * Returns the failure, its reason, and what to do next as an error for the user. It names no node, so that nodes with
 * the same failure share one message.
 */
export function explainSshFailure(
  failure: SshFailure,
  { user, isPrivate }: Pick<SshConnection, 'user' | 'isPrivate'>,
): BatchError {
  switch (failure.kind) {
    case 'keyChanged':
      return new BatchError({
        code: 'HostKeyChanged',
        message: l10n.t(
          'The node is responding with a different host key than before, so nothing was sent to it. Either someone reimaged or replaced the node, or another computer is responding in its place. Find out which. Only if the node is new, forget the old key and connect again.',
        ),
      });
    case 'unreachable':
      return new BatchError({
        code: 'NodeNotAnswering',
        message: describeUnreachable(toShortVisible(failure.reason, maxShownReasonLength), isPrivate),
        retryable: true,
      });
    case 'denied':
      return new BatchError({
        code: 'SshLoginRefused',
        message: l10n.t(
          "The node is responding but doesn't accept the user {user}. The user may not exist there, may have expired, or may have a different key or password. Add or update the user on the node, then connect again.",
          { user },
        ),
      });
    case 'wayClosed':
      return new BatchError({
        code: 'NodeNotAnswering',
        message: l10n.t(
          "The jump host or proxy that your SSH configuration specifies for the node (ProxyJump, ProxyCommand) didn't open a connection to it. Check whether the jump host is responding, lets you sign in, and can reach the node's address. Then try again.",
        ),
        retryable: true,
      });
    case 'configuration':
      return new BatchError({
        code: 'SshConfigurationInvalid',
        message: l10n.t(
          'The ssh program cannot use its configuration on this computer ({0}). Correct that file, then connect again.',
          toShortVisible(failure.reason, maxShownReasonLength),
        ),
      });
    case 'lost':
      return new BatchError({
        code: 'SshConnectionLost',
        message: l10n.t(
          'The connection to the node was lost. The node may have been rebooted, reimaged, removed, or preempted, or the network failed. Check the state of the node, then connect again.',
        ),
        retryable: true,
      });
  }
}

/** Returns a node's number, or the start of its ID, for a text that already includes "node". Escaped. */
export function toShownNode({ node, nodeNames = new Map() }: Pick<SshConnection, 'node' | 'nodeNames'>): string {
  return toShortVisible(nameNodes(node.nodeId, nodeNames), maxShownIdLength);
}

function describeUnreachable(reason: string, isPrivate = false): string {
  return isPrivate
    ? l10n.t(
        "Nothing is responding at the node's private address ({reason}). Connect from a computer in its virtual network, over a VPN, or through a jump host: specify one for this address in your SSH configuration (ProxyJump). Then try again.",
        { reason },
      )
    : l10n.t(
        "Nothing is responding at the SSH address that the service returned for the node ({reason}). Check whether the node is running, and whether one of the pool's network security rules or a firewall denies the connection. Then try again.",
        { reason },
      );
}
