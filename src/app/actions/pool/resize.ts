import * as l10n from '@vscode/l10n';
import type { QuotaEvidence } from '../../../core/diagnosis/evidence/quotaEvidence.ts';
import type { Account } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeRestartOption } from '../../../core/model/computeNode.ts';
import { isResizeFailed, isResizeStopped, type Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import { planResize } from '../../../core/remedy/poolLife.ts';
import { toShortVisible, toVisible } from '../../../core/text/escape.ts';
import type { BatchService, PoolResize } from '../../../service/ports.ts';
import { nameAccount } from '../../accounts/nameAccount.ts';
import type { App } from '../../app.ts';
import { gatherQuotas } from '../../evidence/quotaEvidence.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import { askToConfirm, type Question, toAskingButton, type WithUi } from '../../ui.ts';
import { within } from '../../within.ts';
import { askName } from '../askName.ts';
import { describeDryRun } from '../bulk/dryRun.ts';
import { describeKept } from '../bulk/keptLine.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { requirePossible } from '../judge.ts';
import { foreseeEnds } from '../node/foreseeEnds.ts';
import { resolveOne } from '../resolve.ts';
import { poolNoun } from '../verbs/pool/pool.ts';
import { resizePool } from '../verbs/pool/resize.ts';
import { followResize } from './followResize.ts';

export const contribution: RemedyContribution = {
  title: 'Resize Pool…',
  effect: 'changes',
  needs: 'changePools',
  remedy: () => l10n.t('Resize Pool…'),
  rows: [{ on: 'pool', unless: ['autoscale', 'resizing'], at: '3_putRight@1' }],
};

const maxShownIdLength = 64;
/** How long the question waits for the quotas, once all numbers are typed. */
const patienceMs = 5_000;

/** Asks for new numbers of nodes, says what happens to running tasks when nodes go, and resizes the pool. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const { accountId, poolId } = await resolveOne(services, 'pool', args);
  const resource = { kind: 'pool', accountId, poolId } as const;
  const judgedAtMs = services.clock.now();
  const { pool, resize } = await askForResize(services, resource);
  const items = [poolNoun.toItem(resource, pool)];
  const [resized] = await runBulk(services, { verb: resizePool, choices: resize, items, judgedAtMs });
  if (resized?.outcome === 'done') followResize(services, resource, pool);
}

/** Asks for the numbers of nodes, unless these are settled, and before the pool is resized. Throws `InvalidInput` and `Cancelled`. */
export async function askForResize(
  services: App,
  { accountId, poolId }: PoolResource,
  rest?: Rest<PoolResize>,
): Promise<{ readonly pool: Pool; readonly resize: PoolResize }> {
  const store = await services.accounts.getStore(accountId);
  const pool = await store.service.pools.getPool(poolId);
  requirePossible(planResize(pool));
  // Asked while the user types, and not waited for much longer: it only warns.
  const quotas = gatherQuotas(store.service).catch(() => undefined);
  const failure = isResizeFailed(pool) ? describeFailure(pool) : undefined;
  const resize = rest?.choices ?? (await pickResize(services, pool, failure));
  const [effects, known] = await Promise.all([
    listEffects(store.service, pool, resize),
    within(services.clock, patienceMs, quotas),
  ]);
  await confirmResize(services, { id: accountId, name: nameAccount(services.accounts, accountId) }, pool, resize, {
    effects,
    quotas: known,
    failure,
    notes: rest?.notes ?? [],
  });
  return { pool, resize };
}

async function pickResize(services: WithUi, pool: Pool, failure: string | undefined): Promise<PoolResize> {
  const target =
    (failure === undefined ? undefined : await pickAgain(services, pool, failure)) ?? (await askTarget(services, pool));
  return loses(pool, target) ? { ...target, nodeDeallocationOption: await pickDeallocation(services, pool) } : target;
}

type Target = Pick<PoolResize, 'targetDedicatedNodes' | 'targetLowPriorityNodes'>;

async function askTarget(services: WithUi, pool: Pool): Promise<Target> {
  const name = toShortVisible(pool.id, maxShownIdLength);
  const dedicated = await askNumber(
    services,
    l10n.t('Dedicated nodes of pool {0}', name),
    pool.targetDedicatedNodes ?? 0,
  );
  const spotTitle = l10n.t('Spot (low-priority) nodes of pool {0}', name);
  const lowPriority = await askNumber(services, spotTitle, pool.targetLowPriorityNodes ?? 0);
  return { targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority };
}

/** Why the last resize did not bring the nodes, as a sentence; undefined where the service does not say. */
function describeFailure(pool: Pool): string | undefined {
  if (isResizeStopped(pool)) return l10n.t('The last resize was stopped.');
  const [error] = pool.resizeErrors ?? [];
  const reason = error?.code ?? error?.message;
  return reason === undefined ? undefined : l10n.t('The last resize failed: {0}.', toVisible(reason));
}

/** Whether to ask for the nodes again that a resize did not bring; undefined for other numbers. Throws `Cancelled`. */
async function pickAgain(services: WithUi, pool: Pool, failure: string): Promise<Target | undefined> {
  const { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  const again = {
    label: l10n.t('Try Again: {dedicated} Dedicated and {spot} Spot (Low-Priority) Nodes', {
      dedicated: formatNumber(targetDedicatedNodes),
      spot: formatNumber(targetLowPriorityNodes),
    }),
    detail: failure,
  };
  const others = { label: l10n.t('Choose Other Numbers') };
  const chosen = await services.ui.choose([again, others], { title: toTitle(pool) });
  if (chosen === undefined) throw new Cancelled();
  return chosen === again ? { targetDedicatedNodes, targetLowPriorityNodes } : undefined;
}

function toTitle({ id }: Pool): string {
  return l10n.t('Resize pool {0}', toShortVisible(id, maxShownIdLength));
}

function loses(pool: Pool, target: PoolResize): boolean {
  return (
    target.targetDedicatedNodes < (pool.currentDedicatedNodes ?? 0) ||
    target.targetLowPriorityNodes < (pool.currentLowPriorityNodes ?? 0)
  );
}

function brings(pool: Pool, target: PoolResize): boolean {
  return (
    target.targetDedicatedNodes > (pool.currentDedicatedNodes ?? 0) ||
    target.targetLowPriorityNodes > (pool.currentLowPriorityNodes ?? 0)
  );
}

async function askNumber(services: WithUi, title: string, current: number): Promise<number> {
  const text = await services.ui.enter({
    title,
    prompt: l10n.t('New number of nodes in the pool (current target: {count})', asCount(current)),
    value: String(current),
    check: (typed) => (/^\d{1,6}$/.test(typed) ? undefined : l10n.t('Type a whole number, 0 or greater.')),
  });
  if (text === undefined) throw new Cancelled();
  return Number(text);
}

interface DeallocationChoice {
  readonly label: string;
  readonly detail: string;
  readonly option: NodeRestartOption;
}

function listChoices(): readonly DeallocationChoice[] {
  return [
    {
      label: l10n.t('Requeue'),
      detail: l10n.t('Running tasks end now and start again on other nodes.'),
      option: 'requeue',
    },
    {
      label: l10n.t('Terminate'),
      detail: l10n.t('Running tasks end now and do not run again.'),
      option: 'terminate',
    },
    {
      label: l10n.t('Task completion'),
      detail: l10n.t('Nodes are removed when the tasks that run on them have ended.'),
      option: 'taskcompletion',
    },
  ];
}

async function pickDeallocation(services: WithUi, pool: Pool): Promise<NodeRestartOption> {
  const placeholder = l10n.t('What happens to tasks on the nodes that are removed');
  const chosen = await services.ui.choose(listChoices(), { title: toTitle(pool), placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.option;
}

interface Foreseen {
  readonly effects: readonly string[];
  readonly quotas: QuotaEvidence | undefined;
  /** Why the last resize failed. */
  readonly failure: string | undefined;
  /** Why it is asked once more, as sentences. */
  readonly notes: readonly string[];
}

async function confirmResize(
  services: App,
  { id: accountId, name }: Pick<Account, 'id' | 'name'>,
  pool: Pool,
  resize: PoolResize,
  { effects, quotas, failure, notes }: Foreseen,
): Promise<void> {
  const { targetDedicatedNodes, targetLowPriorityNodes } = resize;
  const shortage = services.bundles.diagnosis().foreseeQuota({
    pool: { ...pool, targetDedicatedNodes, targetLowPriorityNodes },
    quotas,
  });
  const losses = listLosses(pool, resize);
  const isOnlySmaller = losses.length > 0 && !brings(pool, resize);
  const beside = [
    ...(failure === undefined ? [] : [failure]),
    ...(shortage === undefined
      ? isOnlySmaller
        ? []
        : describeRoom(quotas, failure !== undefined)
      : [
          l10n.t({
            message: 'The pool will not get all nodes: {reason}',
            args: { reason: shortage },
            comment: ['The reason is a sentence'],
          }),
        ]),
  ];
  const isTyped = losses.length > 0 && empties(resize);
  const charged = brings(pool, resize) ? [l10n.t('New nodes are charged for.')] : [];
  const asked = {
    message: l10n.t(
      'Resize pool {pool} in account {account} to {dedicated} dedicated and {spot} Spot (low-priority) nodes?',
      {
        pool: toShortVisible(pool.id, maxShownIdLength),
        account: name,
        dedicated: formatNumber(targetDedicatedNodes),
        spot: formatNumber(targetLowPriorityNodes),
      },
    ),
    detail: [...beside, ...losses, ...effects, ...describeKept(resizePool, resize, 1), ...charged, ...notes].join('\n'),
    besideList: [...beside, ...charged, ...notes].join('\n'),
    confirm: isTyped ? toAskingButton(resizePool.texts.confirm()) : resizePool.texts.confirm(),
    plan: describeDryRun({ verb: resizePool, choices: resize }, [{ kind: 'pool', accountId, poolId: pool.id }]),
  };
  const question: Question =
    losses.length === 0
      ? { ...asked, canBeUndone: true }
      : { ...asked, canBeUndone: false, list: [...losses, ...effects] };
  if (!(await askToConfirm(services, question))) throw new Cancelled();
  if (isTyped) await confirmEmptying(services, pool.id);
}

/** What is lost when nodes go; which of them go the service chooses. */
function listLosses(pool: Pool, resize: PoolResize): readonly string[] {
  const goneOf = (current: number | undefined, target: number): number => Math.max(0, (current ?? 0) - target);
  const dedicated = goneOf(pool.currentDedicatedNodes, resize.targetDedicatedNodes);
  const lowPriority = goneOf(pool.currentLowPriorityNodes, resize.targetLowPriorityNodes);
  if (dedicated + lowPriority === 0) return [];
  return [
    l10n.t(
      'Azure Batch removes {dedicated} dedicated and {spot} Spot (low-priority) nodes of its choice, with all files on them.',
      { dedicated: formatNumber(dedicated), spot: formatNumber(lowPriority) },
    ),
    ...listChoices()
      .filter(({ option }) => option === resize.nodeDeallocationOption)
      .map(({ detail }) => detail),
  ];
}

/**
 * That nobody knows whether there is room, and why, where the limits of the account are not known; that there is, for
 * nodes that a resize did not bring.
 */
function describeRoom(quotas: QuotaEvidence | undefined, isAgain: boolean): readonly string[] {
  if (quotas?.limits !== undefined)
    return isAgain ? [l10n.t('The quotas of the account have room for these nodes now.')] : [];
  const unknown = l10n.t('Whether the quotas of the account have room for that is not known.');
  return quotas?.whyUnknown === undefined ? [unknown] : [`${unknown} ${quotas.whyUnknown}`];
}

function empties({ targetDedicatedNodes, targetLowPriorityNodes }: PoolResize): boolean {
  return targetDedicatedNodes + targetLowPriorityNodes === 0;
}

/** What ending tasks sets off in their jobs. Which tasks that are is known only where all nodes go, and these are few. */
async function listEffects(service: BatchService, pool: Pool, resize: PoolResize): Promise<readonly string[]> {
  if (resize.nodeDeallocationOption !== 'terminate') return [];
  const nodes = empties(resize) ? await readFirstPage(service.nodes.listNodes(pool.id)) : undefined;
  if (nodes?.isLast === true) return foreseeEnds(service, nodes);
  return [
    l10n.t(
      'The ended tasks count as failed. Their jobs may end or become disabled, and tasks that depend on them may never run. The affected jobs are not known in advance.',
    ),
  ];
}

/** All nodes of a pool are given up only by who types its name. */
async function confirmEmptying(services: WithUi, id: string): Promise<void> {
  await askName(services, {
    title: l10n.t('Remove all nodes from pool {pool}', { pool: id }),
    prompt: l10n.t('Type the id of the pool to confirm.'),
    name: id,
  });
}
