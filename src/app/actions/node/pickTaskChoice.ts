import * as l10n from '@vscode/l10n';
import type { Restarting } from '../../../core/changes/reruns.ts';
import { areAloneInPool, listTaskChoices, mayRunTasks, type TaskChoice } from '../../../core/changes/taskChoices.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { type NodeResource, toKey } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import type { Judged } from '../verb/judge.ts';
import type { Rest } from '../verb/verb.ts';
import { foreseeReruns, judgeEnds } from './foresee.ts';
import type { NodeCandidate, NodeChoices } from './nodes.ts';
import { findWholePools, listTyped, typeNames, type WholePoolOptions } from './wholePools.ts';

const maxShownIdLength = 64;

/**
 * Asks what happens to running tasks on the nodes, with the current effect of each choice. Uses the service's default
 * without asking if no task can be running. Throws `Cancelled`.
 * @param title the action and its nodes
 * @param rest an earlier choice, for which only the current effect is determined
 */
export async function pickTaskChoice(
  services: App,
  candidates: readonly NodeCandidate[],
  title: string,
  rest?: Rest<NodeChoices>,
): Promise<TaskChoice> {
  const nodes = candidates.map(({ node }) => node);
  const choices = listTaskChoices(nodes, services.clock.now(), { areAlone: areAlone(services, candidates) });
  const [usual] = choices;
  const settled = choices.find(({ option }) => option === rest?.choices.option);
  const known = settled ?? usual;
  if (known !== undefined && !nodes.some(mayRunTasks)) return { ...known, effect: describeNoTasks(nodes.length) };
  if (settled !== undefined) return settled;
  const items = choices.map((choice) => ({ label: choice.label, detail: choice.effect, choice }));
  const [poolId, ...otherPools] = new Set(candidates.map(({ resource }) => resource.poolId));
  const placeholder =
    poolId === undefined || otherPools.length > 0
      ? l10n.t('What to do with running tasks')
      : l10n.t('What to do with running tasks in pool {0}', toShortVisible(poolId, maxShownIdLength));
  const chosen = await services.ui.choose(items, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.choice;
}

interface TasksOptions extends WholePoolOptions {
  readonly question: string;
  readonly verb: string;
  /** Absent when no node restarts. */
  readonly restarting?: Restarting;
  /** True to check for whole pools even when there is only one node. */
  readonly looksAtSingle?: boolean;
}

/**
 * Asks what happens to running tasks, predicts the effects, and prepares the request to type the names of pools that
 * lose all nodes.
 */
export async function chooseForTasks(
  app: App,
  judged: Judged<NodeResource, NodeCandidate>,
  rest: Rest<NodeChoices> | undefined,
  { question, verb, restarting, looksAtSingle = false, ...whole }: TasksOptions,
) {
  const { candidates } = judged;
  const { option, effect, interrupts } = await pickTaskChoice(app, candidates, question, rest);
  const [ends, reruns, pools] = await Promise.all([
    judgeEnds(judged, option),
    restarting === undefined ? [] : foreseeReruns(restarting, candidates),
    looksAtSingle || candidates.length > 1 ? findWholePools(candidates, whole) : [],
  ]);
  const typed = listTyped(pools);
  const confirmMore = typed.length === 0 ? undefined : () => typeNames(app, typed, verb);
  return { effect, interrupts, reruns, pools, chosen: { judged: ends, choices: { option }, confirmMore } };
}

/** Checks that no other node of the pools is known to accept tasks. Sends no requests. */
function areAlone({ accounts }: WithAccounts, candidates: readonly NodeCandidate[]): boolean {
  const pools = new Map(
    candidates.map(({ resource: { accountId, poolId }, pool }) => {
      const resource = { kind: 'pool', accountId, poolId } as const;
      return [toKey(resource), { resource, pool }] as const;
    }),
  );
  return [...pools.values()].every(({ resource: { accountId, poolId }, pool }) => {
    const list = accounts.findStore(accountId)?.snapshot.slice({ kind: 'nodes', poolId });
    const isWhole = list?.loadedAt !== undefined && !list.hasMore;
    const those = candidates.filter(({ resource }) => resource.accountId === accountId && resource.poolId === poolId);
    return areAloneInPool(
      those.map(({ node }) => node),
      pool,
      isWhole ? list.items : undefined,
    );
  });
}

function describeNoTasks(count: number): string {
  return plural(count, {
    '=1': l10n.t('No tasks run on the node in its current state.'),
    other: l10n.t('No tasks run on the nodes in their current state.'),
  });
}
