import * as l10n from '@vscode/l10n';
import { BatchError } from '../model/batchError.ts';
import type { NodeResource } from '../model/resource.ts';

/** All that an SSH connection to a node needs. The service's part (address and port) is not trusted. */
export interface SshConnection {
  readonly user: string;
  readonly address: string;
  readonly port: number;
  readonly node: NodeResource;
  /** File in which host keys of nodes are pinned. */
  readonly knownHostsPath: string;
  /** Private key to use; the password is asked for when absent. */
  readonly identityPath?: string;
}

const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const ipv6 = /^[0-9A-Fa-f:]{2,39}$/;
const dnsName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const plainUser = /^[A-Za-z_][A-Za-z0-9_-]{0,31}$/;

/** Whether a text is an IP address or a host name and nothing more: no option, no line break, nothing for a shell. */
export function isHostAddress(text: string): boolean {
  return ipv4.test(text) || (text.includes(':') && ipv6.test(text)) || dnsName.test(text);
}

/** Whether a number can be the port of a connection. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/**
 * The argument list of `ssh` for an interactive session on a node. The program is started with this list, never
 * through a shell. The node's host key is pinned under an alias of our own, since Batch reuses addresses and ports.
 * Throws `BatchError` (`InvalidInput`) when address, port or user is not what it should be.
 */
export function toSshArguments(connection: SshConnection, os: NodeJsPlatform): string[] {
  checkDestination(connection);
  const identity =
    connection.identityPath === undefined
      ? ['-o', 'PreferredAuthentications=password,keyboard-interactive', '-o', 'PubkeyAuthentication=no']
      : ['-o', 'IdentitiesOnly=yes', '-i', connection.identityPath];
  return [
    '-o',
    `UserKnownHostsFile=${quoteOptionPath(connection.knownHostsPath)}`,
    '-o',
    `GlobalKnownHostsFile=${os === 'win32' ? 'NUL' : '/dev/null'}`,
    '-o',
    `HostKeyAlias=${toHostKeyAlias(connection.node)}`,
    '-o',
    'CheckHostIP=no',
    '-o',
    'StrictHostKeyChecking=accept-new',
    '-o',
    // Plain aliases, so that the key of a node that was reimaged can be found and forgotten.
    'HashKnownHosts=no',
    ...identity,
    '-p',
    String(connection.port),
    '-l',
    connection.user,
    '--',
    connection.address,
  ];
}

/** `process.platform` of the machine on which `ssh` runs; only Windows is told apart. */
export type NodeJsPlatform = 'win32' | (string & {});

function checkDestination({ user, address, port }: SshConnection): void {
  if (!plainUser.test(user)) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('The user name cannot be used with SSH.') });
  }
  if (!isHostAddress(address) || !isPort(port)) {
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t(
        'The service named an address for this node that is neither an IP address nor a host name. Nothing was started.',
      ),
    });
  }
}

/** The name under which a node's host key is pinned: one per node, safe in a known-hosts file, never the same for two. */
export function toHostKeyAlias(node: NodeResource): string {
  return ['batch', node.accountId, node.poolId, node.nodeId].map(encodeAliasPart).join('.');
}

/** Letters, digits and hyphens stay; every other character becomes `_` and its code in hexadecimal, and a `_`. */
function encodeAliasPart(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
}

/** `ssh` splits option values at spaces and expands `%` (ssh_config: "TOKENS"); a quoted path with `%%` is taken as it is. */
function quoteOptionPath(path: string): string {
  return `"${path.replaceAll('\\', '/').replaceAll('%', '%%')}"`;
}

/** The text of a known-hosts file without the keys of `node`: a reimaged node has a new key, and rightly so. */
export function forgetHostKeys(knownHosts: string, node: NodeResource): string {
  const prefix = `${toHostKeyAlias(node)} `;
  return knownHosts
    .split('\n')
    .filter((line) => !line.startsWith(prefix))
    .join('\n');
}
