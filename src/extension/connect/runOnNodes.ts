import { rm } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toNodeName } from '../../app/actions/node/nodeNames.ts';
import { runEach } from '../../app/actions/verb/runEach.ts';
import type { NodeShell, NodesRun } from '../../app/ports.ts';
import { type NodeOutcome, toLimits } from '../../core/connect/commandOutcome.ts';
import { toInvalidInput } from '../../core/model/batchError.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';
import type { ActivatedServices, CommandServices } from '../commands/command.ts';
import { prepareKnownHosts } from './hostKeys.ts';
import { writeSshKey } from './newSshKey.ts';
import { makeRunFolder, toRunsFolder } from './runFolders.ts';
import { type RunAs, runOnNode } from './runOnNode.ts';
import { findSshProgram } from './sshClient.ts';

const concurrency = 8;

/**
 * Throws `BatchError` in Restricted Mode: VS Code asks for trust before it opens a terminal, but not before a program
 * is run here.
 */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw toInvalidInput(l10n.t("In Restricted Mode, commands aren't run on nodes. Trust the workspace first."));
}

type ShellServices = ActivatedServices & Pick<CommandServices, 'ui'>;

/** Runs commands on nodes with the user's `ssh` program. */
export function makeNodeShell(services: ShellServices): NodeShell {
  return {
    async findProgram() {
      requireTrust();
      return findSshProgram();
    },
    run: (nodes, run) => runOnNodes(services, nodes, run),
  };
}

/**
 * Runs one command on each of the nodes by SSH, and returns the outcomes in their order. The key of a temporary user
 * exists only while the command runs.
 */
async function runOnNodes(
  services: ShellServices,
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
  services: ShellServices,
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
