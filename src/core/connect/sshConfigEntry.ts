import type { NodeResource } from '../model/resource.ts';
import { hashText } from '../text/hashText.ts';
import { toHostKeyAlias } from './hostKeys.ts';
import { type NodeJsPlatform, type SshConnection, type SshEntryOptions, toConfigLines } from './ssh.ts';

/** An entry of ours in the user's `ssh_config`. */
export interface SshConfigEntry {
  /** The name by which `ssh` and Remote-SSH know the node. */
  readonly host: string;
  /** ISO 8601; absent where it is not known when the user of the entry expires. */
  readonly expiryTime?: string;
}

const marker = '# Azure Batch Troubleshooter';
const beginOf = (host: string): string => `${marker}: begin ${host}`;
const endOf = (host: string): string => `${marker}: end ${host}`;
const beginLine = /^# Azure Batch Troubleshooter: begin ([a-z0-9._-]+)(?: until (\S+))?$/;

const maxPoolLength = 24;

/** The name of a node in the user's `ssh_config`: one per node, short enough for the title of a window. */
export function toConfigHost(node: NodeResource): string {
  const pool = node.poolId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxPoolLength);
  return `batch-${pool}-${hashText(toHostKeyAlias(node))}`;
}

/** What an entry says beside the connection itself. */
export interface SshConfigEntryDetails extends SshEntryOptions {
  /** When the user of the entry expires, where that is known; ISO 8601. */
  readonly expiryTime?: string | undefined;
}

/**
 * The text of an `ssh_config` with an entry for a node before all others, since `ssh` takes the first value that it meets;
 * an earlier entry for the node is replaced. Whatever follows is said of all hosts until the next `Host`, as it was at the
 * beginning of the file. Throws `BatchError` (`InvalidInput`) as `toSshArguments` does.
 */
export function addConfigEntry(
  text: string,
  connection: SshConnection,
  os: NodeJsPlatform,
  { expiryTime, ...options }: SshConfigEntryDetails,
): string {
  const host = toConfigHost(connection.node);
  const until = expiryTime === undefined ? '' : ` until ${expiryTime}`;
  const entry = [
    `${beginOf(host)}${until}`,
    `Host ${host}`,
    ...toConfigLines(connection, os, options).map((line) => `  ${line}`),
    'Host *',
    endOf(host),
    '',
  ];
  const others = removeConfigEntries(text, [host]);
  return `${entry.join('\n')}\n${others}`;
}

/** The entries of ours that a text has. */
export function listConfigEntries(text: string): readonly SshConfigEntry[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, host, expiryTime] = beginLine.exec(line) ?? [];
    if (host === undefined) return [];
    return [expiryTime === undefined ? { host } : { host, expiryTime }];
  });
}

/** The text without our entries of these names. An entry that was cut off in the middle is left alone. */
export function removeConfigEntries(text: string, hosts: readonly string[]): string {
  const lines = text.split('\n');
  for (const host of hosts) {
    const begin = lines.findIndex((line) => beginLine.exec(line.trimEnd())?.[1] === host);
    const length = lines.slice(begin).findIndex((line) => line.trimEnd() === endOf(host));
    if (begin < 0 || length < 0) continue;
    // The empty line after it is ours, too.
    const isFollowed = lines[begin + length + 1]?.trim() === '' && begin + length + 2 < lines.length;
    lines.splice(begin, length + (isFollowed ? 2 : 1));
  }
  return lines.join('\n');
}
