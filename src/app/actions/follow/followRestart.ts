import * as l10n from '@vscode/l10n';
import { judgeRestart, type Restart } from '../../../core/changes/startTaskPlan.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { type NodeResource, type PoolResource, toKey } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { readAndExplainNode } from '../../explain/explainNode.ts';
import { LateAnswers } from '../../explain/lateAnswers.ts';
import type { NodeCandidate } from '../node/nodes.ts';
import { rebootNode } from '../node/reboot.ts';
import { noteEffects } from '../run/noteEffects.ts';
import { readNow } from '../run/readNow.ts';

const maxShownIdLength = 64;

interface Followed {
  readonly resource: PoolResource;
  /** Fingerprint of the failure before the restart; undefined if no failure was known. */
  readonly fingerprint: string | undefined;
}

/**
 * Follows restarting nodes until all are back or have failed, and reports once whether the change helped. Skips nodes
 * that have been changed again.
 */
export function followRestart(
  services: App,
  nodes: readonly Pick<NodeCandidate, 'resource' | 'node'>[],
  followed: Followed,
): void {
  const ended = new Map<NodeResource, Exclude<Restart, 'underway'>>();
  const resources = nodes.map(({ resource }) => resource);
  services.changes.follow(resources, async (isLast) => {
    const open = nodes.filter(({ resource }) => isLast(resource) && !ended.has(resource));
    const found = await readNow(
      services,
      open.map(({ resource }) => resource),
    );
    for (const { resource, node } of open) {
      const key = toKey(resource);
      // Nodes that cannot be read now may be readable in the next poll.
      if (!found.has(key)) continue;
      const restart = judgeRestart(node, found.get(key) as ComputeNode | undefined);
      if (restart !== 'underway') ended.set(resource, restart);
    }
    const last = resources.filter(isLast);
    if (last.some((resource) => !ended.has(resource))) return false;
    const seen = new Map([...ended].filter(([resource]) => isLast(resource)));
    await noteEffects(
      services,
      rebootNode.id,
      [...seen].map(([node, restart]) => [node, restart === 'back' ? 'seen' : 'astray']),
    );
    if (seen.size > 0) await notify(services, seen, followed);
    return true;
  });
}

async function notify(
  services: App,
  ended: ReadonlyMap<NodeResource, Exclude<Restart, 'underway'>>,
  { resource, fingerprint }: Followed,
): Promise<void> {
  const pool = toShortVisible(resource.poolId, maxShownIdLength);
  const bad = [...ended].flatMap(([node, restart]) => (restart === 'back' ? [] : [node]));
  const [first] = bad;
  const total = formatNumber(ended.size);
  if (first === undefined) {
    services.ui.notify(
      'information',
      plural(ended.size, {
        '=1': l10n.t('The node in pool {pool} is back, and its new start task has succeeded.', { pool }),
        one: l10n.t('{total} node in pool {pool} is back, and the new start task has succeeded on it.', {
          total,
          pool,
        }),
        other: l10n.t('All {total} nodes in pool {pool} are back, and the new start task has succeeded on them.', {
          total,
          pool,
        }),
      }),
    );
    return;
  }
  const store = await services.accounts.getStore(first.accountId);
  const { explanation } = await readAndExplainNode(
    store,
    first,
    { ...services, late: new LateAnswers(services.clock) },
    new Date(services.clock.now()),
  );
  const counted = plural(ended.size, {
    '=1': l10n.t("The node in pool {pool} didn't come back.", { pool }),
    one: l10n.t("{bad} of {total} node in pool {pool} didn't come back.", {
      bad: formatNumber(bad.length),
      total,
      pool,
    }),
    other: l10n.t("{bad} of {total} nodes in pool {pool} didn't come back.", {
      bad: formatNumber(bad.length),
      total,
      pool,
    }),
  });
  const why =
    explanation.fingerprint === fingerprint
      ? l10n.t('The reason is the same as before: {0}.', explanation.title)
      : l10n.t('The reason is: {0}.', explanation.title);
  services.ui.notify('warning', `${counted} ${why}`, {
    title: l10n.t('Explain'),
    command: toCommandId('node.explain'),
    arguments: [first],
  });
}
