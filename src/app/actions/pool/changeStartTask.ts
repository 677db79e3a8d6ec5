import * as l10n from '@vscode/l10n';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { planChangeStartTask } from '../../../core/changes/poolLife.ts';
import { describeOtherNodes, listRestartChoices, type RestartChoice } from '../../../core/changes/startTaskPlan.ts';
import { isSame } from '../../../core/definitions/definitionEdits.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { StartTask } from '../../../core/model/pool.ts';
import { toKey } from '../../../core/model/resource.ts';
import { isObject } from '../../../core/model/shape.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import type { StartTaskDraft } from '../../definitions/draft.ts';
import { findDraft } from '../../definitions/draft.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { toAskingButton, type WithUi } from '../../ui.ts';
import { askBeside } from '../definition/askBeside.ts';
import { checkDefinition } from '../definition/checkDefinition.ts';
import { openDefinition } from '../definition/openDefinition.ts';
import { revealDefinition } from '../definition/revealDefinition.ts';
import { followRestart } from '../follow/followRestart.ts';
import { foreseeReruns, judgeEnds } from '../node/foresee.ts';
import { toNodeLines } from '../node/nodeNames.ts';
import { type NodeCandidate, nodeNoun } from '../node/nodes.ts';
import { pickTaskChoice } from '../node/pickTaskChoice.ts';
import { rebootNode } from '../node/reboot.ts';
import { asksForLogs, describeKept } from '../run/keptLine.ts';
import { runBulk } from '../run/runBulk.ts';
import { toFirstName } from '../targets/names.ts';
import { pickAccount, pickPoolOf } from '../targets/pick.ts';
import type { Contribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';
import { changePoolStartTask } from './changePoolStartTask.ts';
import { poolNoun } from './pools.ts';

export const contribution: Contribution = {
  title: 'Change Start Task of Pool from Definition…',
  effect: 'changes',
  needs: 'changePools',
};

const maxShownIdLength = 64;

/**
 * Gives a pool the start task in a document, and reboots nodes of the user's choice, because nodes keep the old start
 * task until they restart. First checks the rules, shows the changes beside the original, and asks once for
 * confirmation.
 */
export const run: WindowCommand = async (services, args) =>
  changeStartTask(services, await openDefinition(services, args));

/** Does so with the definition in a document. Throws `BatchError` and `Cancelled`. */
export async function changeStartTask(services: WindowApp, document: DefinitionDocument): Promise<void> {
  const shown = await checkDefinition(services, document, { isWanted: isDefinition, complain: toComplaint });
  const draft = findDraft(document, 'startTask');
  const { startTask } = await revealDefinition(services, document, shown, draft);
  const resource = draft?.resource ?? (await pickPoolOf(services, await pickAccount(services)));
  const { accountId, poolId } = resource;
  const { service } = await services.accounts.getStore(accountId);
  const judgedAtMs = services.clock.now();
  const [pool, nodes] = await Promise.all([
    service.pools.getPool(poolId),
    readAllPages(service.nodes.listNodes(poolId, { select: nodeProperties })),
  ]);
  requirePossible(planChangeStartTask(pool));
  if (draft !== undefined) refuseOverwriting(draft, pool.startTask);
  const choice = await pickNodes(services, poolId, nodes);
  const candidates = choice.nodes.map(
    (node): NodeCandidate => ({ resource: { kind: 'node', accountId, poolId, nodeId: node.id }, service, node, pool }),
  );
  // No tasks run on the other nodes; if a task has started there in the meantime, the reboot waits for it.
  const tasks =
    choice.id === 'all' ? await pickTaskChoice(services, candidates, toReboot(services, candidates)) : undefined;
  const option = tasks?.option ?? 'taskcompletion';
  const [{ notes }, reruns] = await Promise.all([
    judgeEnds({ candidates, refused: [], notes: [] }, option),
    foreseeReruns('reboot', candidates),
  ]);
  if (draft !== undefined) await document.showChanges();
  const names = toNodeLines(services, candidates);
  const confirm = toConfirm(candidates.length);
  const isConfirmed = await askBeside(services, {
    message: toRestartQuestion(poolId, candidates.length),
    names,
    notes: [
      ...(isSame(pool.startTask, startTask) ? [l10n.t('The start task is the same as before.')] : []),
      ...(tasks === undefined ? [] : [tasks.effect]),
      ...reruns,
      ...describeOtherNodes(nodes, choice.nodes),
      ...describeKept(changePoolStartTask, {}, 1),
      ...(candidates.length === 0 ? [] : describeKept(rebootNode, { option }, candidates.length)),
      ...notes,
    ],
    confirm: asksForLogs(rebootNode, { option }, candidates.length) ? toAskingButton(confirm) : confirm,
    requests: planRequests([['PATCH', '']], [resource]).concat(
      planRequests(
        [['POST', '/reboot']],
        candidates.map((candidate) => candidate.resource),
      ),
    ),
    canBeUndone: tasks?.interrupts !== true,
  });
  if (!isConfirmed) throw new Cancelled();
  const [changed] = await runBulk(services, {
    verb: changePoolStartTask,
    choices: {},
    items: [poolNoun.toItem(resource, pool)],
    known: new Map([[toKey(resource), startTask]]),
    judgedAtMs,
  });
  if (changed?.outcome !== 'done') return;
  if (draft !== undefined) await document.close();
  if (candidates.length === 0) return;
  const items = candidates.map((candidate) => nodeNoun.toItem(candidate.resource, candidate.node));
  const outcomes = await runBulk(services, {
    verb: rebootNode,
    choices: { option },
    items,
    judgedAtMs,
    isFollowed: false,
  });
  const rebooting = candidates.filter((_candidate, index) => outcomes[index]?.outcome === 'done');
  followRestart(services, rebooting, { resource, fingerprint: draft?.fingerprint });
}

const nodeProperties = (
  'id state schedulingState stateTransitionTime lastBootTime allocationTime runningTasksCount recentTasks ' +
  'startTaskInfo'
).split(' ');

function isDefinition(value: unknown): value is { readonly startTask: StartTask } {
  if (!isObject(value) || !isObject(value['startTask'])) return false;
  return typeof value['startTask']['commandLine'] === 'string';
}

function toComplaint(): string {
  return l10n.t("This isn't a valid start task definition: it needs startTask with a commandLine.");
}

/** Throws `InvalidInput` if the start task has been changed since the draft was opened. */
function refuseOverwriting({ pool }: StartTaskDraft, now: StartTask | undefined): void {
  if (isSame(pool.startTask ?? {}, now ?? {})) return;
  throw toInvalidInput(
    l10n.t(
      'The start task of pool {0} has been changed since this definition was opened. Close the definition, and edit the start task again.',
      pool.id,
    ),
  );
}

async function pickNodes(services: WithUi, poolId: string, nodes: readonly ComputeNode[]): Promise<RestartChoice> {
  const items = listRestartChoices(nodes).map((choice) => ({ label: choice.label, detail: choice.detail, choice }));
  const title = l10n.t('Nodes in pool {0} to reboot', toShortVisible(poolId, maxShownIdLength));
  const placeholder = l10n.t('Nodes run the new start task when they restart');
  const chosen = await services.ui.choose(items, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.choice;
}

function toReboot(services: WindowApp, candidates: readonly NodeCandidate[]): string {
  return rebootNode.texts.question(candidates.length, toFirstName(services, candidates));
}

function toRestartQuestion(poolId: string, count: number): string {
  const pool = toShortVisible(poolId, maxShownIdLength);
  return plural(count, {
    '=0': l10n.t('Change the start task of pool {pool}?', { pool }),
    '=1': l10n.t('Change the start task of pool {pool} and reboot this node?', { pool }),
    one: l10n.t('Change the start task of pool {pool} and reboot {count} node?', { pool, ...asCount(count) }),
    other: l10n.t('Change the start task of pool {pool} and reboot {count} nodes?', { pool, ...asCount(count) }),
  });
}

function toConfirm(count: number): string {
  return count === 0 ? changePoolStartTask.texts.confirm() : l10n.t('Change and Reboot');
}
