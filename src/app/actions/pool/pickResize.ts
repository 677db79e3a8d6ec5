import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeRestartOption } from '../../../core/model/computeNode.ts';
import { isResizeStopped, type Pool } from '../../../core/model/pool.ts';
import { toShortVisible, toVisible } from '../../../core/text/escape.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { PoolResize } from '../../../service/ports.ts';
import type { WithUi } from '../../ui.ts';

const maxShownIdLength = 64;

/** Asks for numbers of nodes and, if nodes are removed, for what happens to their tasks. Throws `Cancelled`. */
export async function pickResize(services: WithUi, pool: Pool, failure: string | undefined): Promise<PoolResize> {
  const target =
    (failure === undefined ? undefined : await pickAgain(services, pool, failure)) ?? (await askTarget(services, pool));
  return loses(pool, target) ? { ...target, nodeDeallocationOption: await pickDeallocation(services, pool) } : target;
}

type Target = Pick<PoolResize, 'targetDedicatedNodes' | 'targetLowPriorityNodes'>;

async function askTarget(services: WithUi, pool: Pool): Promise<Target> {
  const name = toShortVisible(pool.id, maxShownIdLength);
  const dedicated = await askNumber(
    services,
    l10n.t('Dedicated nodes in pool {0}', name),
    pool.targetDedicatedNodes ?? 0,
  );
  const spotTitle = l10n.t('Spot (low-priority) nodes in pool {0}', name);
  const lowPriority = await askNumber(services, spotTitle, pool.targetLowPriorityNodes ?? 0);
  return { targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority };
}

/** Explains why the last resize failed, as a sentence; undefined if the service gives no reason. */
export function describeFailure(pool: Pool): string | undefined {
  if (isResizeStopped(pool)) return l10n.t('The last resize was stopped.');
  const [error] = pool.resizeErrors ?? [];
  const reason = error?.code ?? error?.message;
  return reason === undefined ? undefined : l10n.t('The last resize failed: {0}.', toVisible(reason));
}

/**
 * Asks whether to request again the nodes that a failed resize did not provide; undefined if the user wants other
 * numbers. Throws `Cancelled`.
 */
async function pickAgain(services: WithUi, pool: Pool, failure: string): Promise<Target | undefined> {
  const { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  const again = {
    label: l10n.t('Try Again: {dedicated} Dedicated and {spot} Spot (Low-Priority) Nodes', {
      dedicated: formatNumber(targetDedicatedNodes),
      spot: formatNumber(targetLowPriorityNodes),
    }),
    detail: failure,
  };
  const others = { label: l10n.t('Choose Different Numbers') };
  const chosen = await services.ui.choose([again, others], { title: toResizeTitle(pool) });
  if (chosen === undefined) throw new Cancelled();
  return chosen === again ? { targetDedicatedNodes, targetLowPriorityNodes } : undefined;
}

function toResizeTitle({ id }: Pool): string {
  return l10n.t('Resize pool {0}', toShortVisible(id, maxShownIdLength));
}

function loses(pool: Pool, target: PoolResize): boolean {
  return (
    target.targetDedicatedNodes < (pool.currentDedicatedNodes ?? 0) ||
    target.targetLowPriorityNodes < (pool.currentLowPriorityNodes ?? 0)
  );
}

async function askNumber(services: WithUi, title: string, current: number): Promise<number> {
  const text = await services.ui.enter({
    title,
    prompt: l10n.t('New number of nodes in the pool (current target: {count})', asCount(current)),
    value: String(current),
    check: (typed) => (/^\d{1,6}$/.test(typed) ? undefined : l10n.t('Enter a whole number, 0 or greater.')),
  });
  if (text === undefined) throw new Cancelled();
  return Number(text);
}

interface DeallocationChoice {
  readonly label: string;
  readonly detail: string;
  readonly option: NodeRestartOption;
}

/** Lists the choices for tasks on removed nodes. */
export function listChoices(): readonly DeallocationChoice[] {
  return [
    {
      label: l10n.t('Requeue'),
      detail: l10n.t('Running tasks end immediately and start again on other nodes.'),
      option: 'requeue',
    },
    {
      label: l10n.t('Terminate'),
      detail: l10n.t("Running tasks end immediately and don't run again."),
      option: 'terminate',
    },
    {
      label: l10n.t('Task completion'),
      detail: l10n.t('Nodes are removed after the tasks running on them end.'),
      option: 'taskcompletion',
    },
  ];
}

async function pickDeallocation(services: WithUi, pool: Pool): Promise<NodeRestartOption> {
  const placeholder = l10n.t('What happens to tasks on nodes that are removed');
  const chosen = await services.ui.choose(listChoices(), { title: toResizeTitle(pool), placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.option;
}
