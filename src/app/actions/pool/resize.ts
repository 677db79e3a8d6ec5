import * as l10n from '@vscode/l10n';
import { findPoolChange, planResize, settleResize } from '../../../core/changes/poolLife.ts';
import { within } from '../../../core/clock.ts';
import type { QuotaEvidence } from '../../../core/diagnosis/evidence/quotaEvidence.ts';
import type { Account } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { isResizeFailed, type Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { BatchService, PoolResize } from '../../../service/ports.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { gatherQuotas } from '../../evidence/quotaEvidence.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import { askToConfirm, type Question, toAskingButton, type WithUi } from '../../ui.ts';
import { foreseeEnds } from '../node/foresee.ts';
import { describeDryRun } from '../run/dryRun.ts';
import { describeKept } from '../run/keptLine.ts';
import { runBulk } from '../run/runBulk.ts';
import { resolveOne } from '../targets/resolve.ts';
import { askName } from '../verb/askName.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import type { Rest } from '../verb/verb.ts';
import { followResize } from './followResize.ts';
import { describeFailure, listChoices, pickResize } from './pickResize.ts';
import { type AskedPool, askEach, describeKeptPools, lookUpPool, poolNoun, toPoolAction } from './pools.ts';

export const contribution: RemedyContribution = {
  title: 'Resize Pool…',
  effect: 'changes',
  needs: 'changePools',
  remedy: () => l10n.t('Resize Pool…'),
  rows: [{ on: 'pool', unless: ['autoscale', 'resizing'], at: '3_putRight@1' }],
};

const maxShownIdLength = 64;
/** Longest wait for the quotas after the user has entered all numbers, in milliseconds. */
const patienceMs = 5_000;

function losesNodes({ nodeDeallocationOption }: PoolResize): boolean {
  return nodeDeallocationOption !== undefined;
}

/** Resizes pools. */
export const resizePool = toPoolAction<PoolResize>({
  id: toCommandId('pool.resize'),
  canBeUndone: (resize) => !losesNodes(resize),
  sends: [['POST', '/resize']],
  takesAway: losesNodes,
  texts: {
    title: (n) => [l10n.t('Resizing the pool'), l10n.t('Resizing {count} pools', n)],
    done: (n, name) => [l10n.t('Pool {0} is being resized.', name), l10n.t('{count} pools are being resized.', n)],
    failed: (nOf) => [
      l10n.t('The pool could not be resized.'),
      l10n.t('{count} of {total} pools could not be resized.', nOf),
    ],
    question: (n, name) => [l10n.t('Resize pool {0}?', name), l10n.t('Resize {count} pools?', n)],
    confirm: () => l10n.t('Resize'),
    kept: describeKeptPools,
  },
  act: ({ pools }, { poolId }, target, options) => pools.resizePool(poolId, target, options),
  settle: settleResize,
  findChange: findPoolChange,
  ask: askEach(askForResize),
});

export const run: Command = async (services, args) => {
  const { accountId, poolId } = await resolveOne(services, 'pool', args);
  const resource = { kind: 'pool', accountId, poolId } as const;
  const judgedAtMs = services.clock.now();
  const { pool, choices } = await askForResize(services, resource);
  const items = [poolNoun.toItem(resource, pool)];
  const [resized] = await runBulk(services, { verb: resizePool, choices, items, judgedAtMs });
  if (resized?.outcome === 'done') followResize(services, resource, pool);
};

/** Asks for the numbers of nodes, unless known, and for confirmation. Throws `InvalidInput` and `Cancelled`. */
async function askForResize(
  services: App,
  resource: PoolResource,
  rest?: Rest<PoolResize>,
): Promise<AskedPool<PoolResize>> {
  const { accountId } = resource;
  const store = await services.accounts.getStore(accountId);
  const pool = await lookUpPool(services, resource);
  requirePossible(planResize(pool));
  // Start now, while the user types. The quotas are only for a warning, so do not wait much longer.
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
  return { pool, choices: resize };
}

function brings(pool: Pool, target: PoolResize): boolean {
  return (
    target.targetDedicatedNodes > (pool.currentDedicatedNodes ?? 0) ||
    target.targetLowPriorityNodes > (pool.currentLowPriorityNodes ?? 0)
  );
}

interface Foreseen {
  readonly effects: readonly string[];
  readonly quotas: QuotaEvidence | undefined;
  readonly failure: string | undefined;
  /** Sentences about why the question is repeated. */
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
            message: "The pool won't get all of the nodes: {reason}",
            args: { reason: shortage },
            comment: ['The reason is a sentence'],
          }),
        ]),
  ];
  const isTyped = losses.length > 0 && empties(resize);
  const charged = brings(pool, resize) ? [l10n.t('New nodes incur charges.')] : [];
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

/** Describes the losses when nodes are removed. The service chooses which nodes to remove. */
function listLosses(pool: Pool, resize: PoolResize): readonly string[] {
  const goneOf = (current: number | undefined, target: number): number => Math.max(0, (current ?? 0) - target);
  const dedicated = goneOf(pool.currentDedicatedNodes, resize.targetDedicatedNodes);
  const lowPriority = goneOf(pool.currentLowPriorityNodes, resize.targetLowPriorityNodes);
  if (dedicated + lowPriority === 0) return [];
  return [
    l10n.t(
      'Azure Batch chooses and removes {dedicated} dedicated and {spot} Spot (low-priority) nodes, along with all files on them.',
      { dedicated: formatNumber(dedicated), spot: formatNumber(lowPriority) },
    ),
    ...listChoices()
      .filter(({ option }) => option === resize.nodeDeallocationOption)
      .map(({ detail }) => detail),
  ];
}

/**
 * Explains why it is unknown whether the account's quotas have room. If the quotas are known, confirms that there is
 * room, but only for a repeated resize.
 */
function describeRoom(quotas: QuotaEvidence | undefined, isAgain: boolean): readonly string[] {
  if (quotas?.limits !== undefined)
    return isAgain ? [l10n.t("The account's quotas now have room for these nodes.")] : [];
  const unknown = l10n.t("It's unknown whether the account's quotas have room for these nodes.");
  return quotas?.whyUnknown === undefined ? [unknown] : [`${unknown} ${quotas.whyUnknown}`];
}

function empties({ targetDedicatedNodes, targetLowPriorityNodes }: PoolResize): boolean {
  return targetDedicatedNodes + targetLowPriorityNodes === 0;
}

/**
 * Describes how ended tasks affect their jobs. The tasks are known only if all nodes are removed and fit on one page.
 */
async function listEffects(service: BatchService, pool: Pool, resize: PoolResize): Promise<readonly string[]> {
  if (resize.nodeDeallocationOption !== 'terminate') return [];
  const nodes = empties(resize) ? await readFirstPage(service.nodes.listNodes(pool.id)) : undefined;
  if (nodes?.isLast === true) return foreseeEnds(service, nodes);
  return [
    l10n.t(
      "Tasks that are ended count as failed. Their jobs may end or be disabled, and tasks that depend on them may never run. Which jobs are affected isn't known in advance.",
    ),
  ];
}

/**
 * Asks for the pool ID to be typed before all nodes of the pool are removed. Throws `Cancelled` if the user
 * declines.
 */
async function confirmEmptying(services: WithUi, id: string): Promise<void> {
  await askName(services, {
    title: l10n.t('Remove all nodes from pool {pool}', { pool: id }),
    prompt: l10n.t('Type the pool ID to confirm.'),
    name: id,
  });
}
