import { rm } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toNodeName } from '../../app/actions/node/nodeNames.ts';
import { runEach } from '../../app/actions/verb/runEach.ts';
import { findNodeUsers } from '../../app/connect/nodeUsers.ts';
import type { CommandLimits, NodeOutcome } from '../../core/connect/commandOutcome.ts';
import { toInvalidInput } from '../../core/model/batchError.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';
import type { CommandServices } from '../commands/command.ts';
import { prepareKnownHosts } from './hostKeys.ts';
import { writeSshKey } from './newSshKey.ts';
import { makeRunFolder, toRunsFolder } from './runFolders.ts';
import { type RunAs, runOnNode } from './runOnNode.ts';

/** Maximum duration of a command on a node, in milliseconds. */
export const commandTimeMs = 60_000;
const maxOutputBytes = 65_536;
const minOutputBytes = 1024;
/** Maximum number of output bytes of all nodes together: a longer document is not readable. */
const maxTotalBytes = 4 * 1024 * 1024;
const concurrency = 8;

/** The user that a command runs as: one that is added for it, or an existing one. */
export type RunAsChoice =
  | Omit<Extract<RunAs, { readonly kind: 'temporary' }>, 'key'>
  | Extract<RunAs, { readonly kind: 'existing' }>;

/**
 * Throws `BatchError` in Restricted Mode: VS Code asks for trust before it opens a terminal, but not before a program
 * is run here.
 */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw toInvalidInput(l10n.t("In Restricted Mode, commands aren't run on nodes. Trust the workspace first."));
}

/** Returns true if this extension added a known user to the node with its own key, so that it can sign in. */
export function hasOwnUser({ clock, state }: CommandServices, node: NodeResource): boolean {
  return findNodeUsers(state, node, clock.now()).some(({ identityPath }) => identityPath !== undefined);
}

/** Returns the limits of a command that runs on this many nodes. */
export function toLimits(count: number): CommandLimits {
  const share = Math.floor(maxTotalBytes / count);
  return { timeMs: commandTimeMs, outputBytes: Math.max(minOutputBytes, Math.min(maxOutputBytes, share)) };
}

/** A command for nodes: the path of `ssh`, the input of a node's shell, and the user that runs it. */
export interface NodesRun {
  readonly program: string;
  readonly command: string;
  readonly runAs: RunAsChoice;
}

/**
 * Runs one command on each of the nodes by SSH, and returns the outcomes in their order. The key of a temporary user
 * exists only while the command runs.
 */
export async function runOnNodes(
  services: CommandServices,
  nodes: readonly NodeResource[],
  { runAs: chosen, ...run }: NodesRun,
): Promise<readonly NodeOutcome[]> {
  const folder = await makeRunFolder(toRunsFolder(services.context.globalStorageUri.fsPath));
  try {
    const runAs: RunAs =
      chosen.kind === 'existing' ? chosen : { ...chosen, key: await writeSshKey(folder, 'id_ed25519') };
    return await runOnAll(services, nodes, { ...run, runAs, logFolder: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOnAll(
  services: CommandServices,
  nodes: readonly NodeResource[],
  run: Omit<NodesRun, 'runAs'> & { readonly runAs: RunAs; readonly logFolder: string },
): Promise<readonly NodeOutcome[]> {
  const shared = { ...run, limits: toLimits(nodes.length), memory: services.context };
  const knownHostsPath = await prepareKnownHosts(services.context.globalStorageUri);
  const outcomes = new Map<NodeResource, NodeOutcome>();
  const title = plural(nodes.length, {
    one: l10n.t('Running the command on {count} node', asCount(nodes.length)),
    other: l10n.t('Running the command on {count} nodes', asCount(nodes.length)),
  });
  await services.ui.progress({ title }, async ({ signal, ...progress }) => {
    const runOn = async (node: NodeResource): Promise<void> => {
      const { service } = await services.accounts.getStore(node.accountId);
      const result = await runOnNode({ ...shared, service, node, knownHostsPath, signal });
      outcomes.set(node, { node, name: toNodeName(services, node), ...result });
    };
    const onProgress = (finished: number): void =>
      progress.report({
        message: l10n.t('{finished} of {total}', {
          finished: formatNumber(finished),
          total: formatNumber(nodes.length),
        }),
        increment: 100 / nodes.length,
      });
    const { failed } = await runEach(nodes, runOn, { concurrency, signal, onProgress });
    for (const { target, error } of failed)
      outcomes.set(target, {
        node: target,
        name: toNodeName(services, target),
        outcome: { kind: 'failed', reason: error.message },
      });
  });
  return nodes.map(
    (node) => outcomes.get(node) ?? { node, name: toNodeName(services, node), outcome: { kind: 'cancelled' } },
  );
}
