import type { NodeResource } from '../model/resource.ts';
import { hashText } from '../text/hashText.ts';
import { toHostKeyAlias } from './hostKeys.ts';
import { type NodeJsPlatform, type SshConnection, type SshEntryOptions, toConfigLines } from './ssh.ts';

/** An entry of this extension in the user's `ssh_config`. */
export interface SshConfigEntry {
  readonly host: string;
  /** Expiry of the entry's user, ISO 8601; absent if unknown. */
  readonly expiryTime?: string;
}

const marker = '# Azure Batch Troubleshooter';
const beginOf = (host: string): string => `${marker}: begin ${host}`;
const endOf = (host: string): string => `${marker}: end ${host}`;
const beginLine = /^# Azure Batch Troubleshooter: begin ([a-z0-9._-]+)(?: until (\S+))?$/;

const maxPoolLength = 24;

/** Returns the name of a node in the user's `ssh_config`: unique for each node, and short enough for a window title. */
export function toConfigHost(node: NodeResource): string {
  const pool = node.poolId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxPoolLength);
  return `batch-${pool}-${hashText(toHostKeyAlias(node))}`;
}

/** Details of an entry in addition to the connection itself. */
export interface SshConfigEntryDetails extends SshEntryOptions {
  /** Expiry of the entry's user, ISO 8601, if known. */
  readonly expiryTime?: string | undefined;
}

/**
 * Adds an entry for a node before all others in the text of an `ssh_config`, because `ssh` uses the first value of an
 * option. Replaces an earlier entry for the node. The lines after the entry apply to all hosts until the next `Host`,
 * as they did at the start of the file. Throws `BatchError` (`InvalidInput`) as `toSshArguments` does.
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

/** Lists this extension's entries in the text of an `ssh_config`. */
export function listConfigEntries(text: string): readonly SshConfigEntry[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, host, expiryTime] = beginLine.exec(line) ?? [];
    if (host === undefined) return [];
    return [expiryTime === undefined ? { host } : { host, expiryTime }];
  });
}

/** Removes this extension's entries with these names from an `ssh_config`. Keeps an entry that was cut off. */
export function removeConfigEntries(text: string, hosts: readonly string[]): string {
  const lines = text.split('\n');
  for (const host of hosts) {
    const begin = lines.findIndex((line) => beginLine.exec(line.trimEnd())?.[1] === host);
    const length = lines.slice(begin).findIndex((line) => line.trimEnd() === endOf(host));
    if (begin < 0 || length < 0) continue;
    // The empty line after an entry belongs to it.
    const isFollowed = lines[begin + length + 1]?.trim() === '' && begin + length + 2 < lines.length;
    lines.splice(begin, length + (isFollowed ? 2 : 1));
  }
  return lines.join('\n');
}
