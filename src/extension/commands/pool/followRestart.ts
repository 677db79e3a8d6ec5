import { l10n } from 'vscode';
import type { NodeResource, PoolResource } from '../../../core/model/resource.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { judgeRestart, type Restart } from '../../../core/remedy/startTaskPlan.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import { readAndExplainNode } from '../../evidence/explainNode.ts';
import { LateAnswers } from '../../evidence/lateAnswers.ts';
import { notifyInformation, notifyWarning } from '../../messages.ts';
import { noteEffects } from '../bulk/noteEffects.ts';
import type { CommandServices } from '../command.ts';
import { type FollowedNode, followEach } from '../node/followEach.ts';

const maxShownIdLength = 64;

interface Followed {
  readonly resource: PoolResource;
  /** What told the failure before; undefined where none was known. */
  readonly fingerprint: string | undefined;
}

/** Follows nodes that were told to reboot until all are back or have failed, and tells once whether the change helped. */
export function followRestart(services: CommandServices, nodes: readonly FollowedNode[], followed: Followed): void {
  followEach<Exclude<Restart, 'underway'>>(services, nodes, judgeRestart, async (ended) => {
    const seen = [...ended].map(([node, restart]) => [node, restart === 'back' ? 'seen' : 'astray'] as const);
    await noteEffects(services, toCommandId('node.reboot'), seen);
    await tell(services, ended, followed);
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
