import * as l10n from '@vscode/l10n';
import { planChangeStartTask } from '../../../core/changes/poolLife.ts';
import type { Explanation, Fix } from '../../../core/diagnosis/explanation/explanation.ts';
import { equals } from '../../../core/filters/odata.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import type { NodeResource, PoolResource } from '../../../core/model/resource.ts';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import { readAndExplainNode } from '../../explain/explainNode.ts';
import { LateAnswers } from '../../explain/lateAnswers.ts';
import { resolveOne } from '../targets/resolve.ts';
import { toResources } from '../targets/targets.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';

export const contribution: RemedyContribution = {
  title: 'Edit Start Task…',
  effect: 'reads',
  needs: 'changePools',
  remedy: () => l10n.t('Edit Start Task…'),
  rows: [
    { on: 'pool', at: 'act@1' },
    { on: 'node', if: 'startTaskFailed', at: 'act@4' },
  ],
};

/**
 * Opens the start task of a pool in an editor, at the fault that a node shows: the node that the command was called on,
 * or the first on which the start task failed.
 */
export const run: WindowCommand = async (services, args) => {
  const resource = await resolveOne(services, 'pool', args);
  const { accountId, poolId } = resource;
  const { service } = await services.accounts.getStore(accountId);
  const pool = await service.pools.getPool(poolId);
  requirePossible(planChangeStartTask(pool));
  if (findDamage(pool) !== undefined)
    throw toInvalidInput(
      l10n.t("Azure Batch returned a damaged pool definition, so the pool's start task may be incomplete."),
    );
  const [given] = toResources(args);
  const explained = await explainFailure(services, resource, given?.kind === 'node' ? given : undefined);
  const definition = { startTask: pool.startTask ?? { commandLine: '' } };
  const agent = pool.virtualMachineConfiguration?.nodeAgentSKUId?.toLowerCase();
  await services.definitions.open(poolId.replace(/[^\w-]/g, '_'), toVisibleJson(definition), {
    kind: 'startTask',
    resource,
    pool,
    definition,
    shown: toVisibleJson(definition),
    title: explained?.title ?? '',
    fingerprint: explained?.fingerprint ?? '',
    fixes: listFaults(explained?.fixes ?? []),
    isWindows: agent?.includes('windows') ?? false,
    entered: new Map(),
  });
};

/** Explains why the start task failed on the given node, or the first where it failed; undefined if none. */
async function explainFailure(
  services: WindowApp,
  { accountId, poolId }: PoolResource,
  given: NodeResource | undefined,
): Promise<Explanation | undefined> {
  const store = await services.accounts.getStore(accountId);
  const failed = equals('state', 'starttaskfailed');
  const [first] =
    given === undefined
      ? await readFirstPage(store.service.nodes.listNodes(poolId, { filter: failed, select: ['id'], pageSize: 1 }))
      : [];
  const node = given ?? (first && { kind: 'node', accountId, poolId, nodeId: first.id });
  if (node === undefined) return undefined;
  return (
    await readAndExplainNode(
      store,
      node,
      { ...services, late: new LateAnswers(services.clock) },
      new Date(services.clock.now()),
    )
  ).explanation;
}

/** Lists fixes at properties of the start task; if no fix has a more specific place, lists them at its command line. */
function listFaults(fixes: readonly Fix[]): readonly Fix[] {
  const ofStartTask = fixes.filter(({ property }) => property?.[0] === 'startTask');
  const inside = ofStartTask.filter(({ property = [] }) => property.length > 1);
  if (inside.length > 0) return inside;
  return ofStartTask.map((fix) => ({ ...fix, property: ['startTask', 'commandLine'] }));
}
