import { l10n } from 'vscode';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource, PoolResource } from '../../../core/model/resource.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { judgeRestart, type Restart } from '../../../core/remedy/startTaskPlan.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { findNow } from '../../bulk/verbs/looks.ts';
import { toCommandId } from '../../commandId.ts';
import { readAndExplainNode } from '../../evidence/explainNode.ts';
import { LateAnswers } from '../../evidence/lateAnswers.ts';
import { notifyInformation, notifyWarning } from '../../messages.ts';
import type { CommandServices } from '../command.ts';
import { followUntil } from '../definition/followUntil.ts';

/** Nodes that are asked for at a time. */
const mostAsked = 20;
const maxShownIdLength = 64;

interface Followed {
  readonly resource: PoolResource;
  /** What told the failure before; undefined where none was known. */
  readonly fingerprint: string | undefined;
}

/** Follows nodes that were told to reboot until all are back or have failed, and tells once whether the change helped. */
export function followRestart(
  services: CommandServices,
  nodes: readonly (readonly [NodeResource, ComputeNode])[],
  followed: Followed,
): void {
  if (nodes.length === 0) return;
  const ended = new Map<NodeResource, Exclude<Restart, 'underway'>>();
  followUntil(services, followed.resource.accountId, async () => {
    const open = nodes.filter(([resource]) => !ended.has(resource)).slice(0, mostAsked);
    await Promise.all(
      open.map(async ([resource, before]) => {
        const { service } = await services.accounts.getStore(resource.accountId);
        const restart = judgeRestart(before, await findNow(service.nodes.getNode(resource.poolId, resource.nodeId)));
        if (restart !== 'underway') ended.set(resource, restart);
      }),
    );
    if (ended.size < nodes.length) return false;
    await tell(services, ended, followed);
    return true;
  });
}

async function tell(
  services: CommandServices,
  ended: ReadonlyMap<NodeResource, Exclude<Restart, 'underway'>>,
  { resource, fingerprint }: Followed,
): Promise<void> {
  const pool = toShortVisible(resource.poolId, maxShownIdLength);
  const bad = [...ended].flatMap(([node, restart]) => (restart === 'back' ? [] : [node]));
  const [first] = bad;
  const total = formatNumber(ended.size);
  if (first === undefined) {
    notifyInformation(
      plural(ended.size, {
        '=1': l10n.t('The node of pool {pool} is back, and its new start task has succeeded.', { pool }),
        one: l10n.t('{total} node of pool {pool} is back, and the new start task has succeeded there.', {
          total,
          pool,
        }),
        other: l10n.t('All {total} nodes of pool {pool} are back, and the new start task has succeeded there.', {
          total,
          pool,
        }),
      }),
    );
    return;
  }
  const store = await services.accounts.getStore(first.accountId);
  const { explanation } = await readAndExplainNode(store, first, { ...services, late: new LateAnswers() }, new Date());
  const counted = plural(ended.size, {
    '=1': l10n.t('The node of pool {pool} did not come back.', { pool }),
    one: l10n.t('{bad} of {total} node of pool {pool} did not come back.', {
      bad: formatNumber(bad.length),
      total,
      pool,
    }),
    other: l10n.t('{bad} of {total} nodes of pool {pool} did not come back.', {
      bad: formatNumber(bad.length),
      total,
      pool,
    }),
  });
  const why =
    explanation.fingerprint === fingerprint
      ? l10n.t('The reason is the same as before: {0}.', explanation.title)
      : l10n.t('The reason is: {0}.', explanation.title);
  notifyWarning(`${counted} ${why}`, {
    title: l10n.t('Explain'),
    command: toCommandId('node.explain'),
    arguments: [first],
  });
}
