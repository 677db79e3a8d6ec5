import * as l10n from '@vscode/l10n';
import { planRunCommand } from '../../../core/changes/connectPlans.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import { commandTimeMs, type NodeOutcome, toAnswersPage, toLimits } from '../../../core/connect/commandOutcome.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeResource, PoolResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { toDurationWords } from '../../../core/words/durations.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import { hasOwnUser } from '../../connect/nodeUsers.ts';
import { askUserName } from '../../connect/pickNodeUser.ts';
import { showAnswers } from '../../documents/answersDocument.ts';
import { toPickDetail, toPickText } from '../../messages/notificationText.ts';
import type { RunAsChoice } from '../../ports.ts';
import type { WithUi } from '../../ui.ts';
import { findInFront } from '../targets/inFront.ts';
import { toFirstName } from '../targets/names.ts';
import { resolveOne } from '../targets/resolve.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import { askName } from '../verb/askName.ts';
import type { Contribution } from '../verb/contribution.ts';
import { type Judged, listRefusedReasons, requireCandidates } from '../verb/judge.ts';
import type { WindowApp } from '../verb/window.ts';
import { listNodeChoices } from './nodeChoices.ts';
import { toNodeName } from './nodeNames.ts';
import { judgeNodes, listNodes, type NodeCandidate } from './nodes.ts';

export const contribution: Contribution = {
  title: 'Run Command on Nodes…',
  effect: 'unseen',
  needs: 'changeNodes',
  rows: [
    { on: 'node', unless: ['windows', 'unreachable'], at: 'connect@4' },
    { on: 'pool', at: 'connect@4' },
    { on: 'nodeGroup', at: 'act@7' },
  ],
};

/**
 * Runs one command by SSH on the given nodes, or on nodes of a pool. Shows the results, with equal outputs only once.
 */
export async function run(services: WindowApp, args: readonly unknown[]): Promise<void> {
  const program = await services.nodeShell.findProgram();
  refuseLostRows(args);
  const given = toResources(args).length > 0 ? listGiven(args) : await findInFront(services, 'node');
  const pool = given.length > 0 ? undefined : await resolveOne(services, 'pool', args);
  const chosen = await pickRunAs(services, pool === undefined ? toTerminalTitle(services, given) : toPoolTitle(pool));
  const judge = ({ resource, node, pool: present }: NodeCandidate): Verdict =>
    planRunCommand(node, present, chosen.kind, hasOwnUser(services, resource));
  const judged =
    pool === undefined ? await judgeNodes(services, given, judge) : await pickOfPool(services, pool, judge);
  const nodes = requireCandidates(judged).map(({ resource }) => resource);
  const command = await askCommand(services, toTerminalTitle(services, nodes), judged, suggest(services, nodes));
  await confirmMany(services, nodes.length);
  const outcomes = await services.nodeShell.run(nodes, { program, command, runAs: chosen });
  const leftOut = judged.refused.map(({ resource, reason }): NodeOutcome => {
    return { node: resource, name: toNodeName(services, resource), outcome: { kind: 'failed', reason } };
  });
  const all = [...outcomes, ...leftOut];
  const limits = toLimits(nodes.length);
  await showAnswers(services, all[0]?.node.accountId ?? '', (links) =>
    toAnswersPage({ command, outcomes: all, limits }, links),
  );
}

/** Returns the nodes that the command was called on; none if it was called on a pool. */
function listGiven(args: readonly unknown[]): readonly NodeResource[] {
  return toResources(args).flatMap((resource) =>
    resource.kind === 'node'
      ? [resource]
      : resource.kind === 'nodeFile'
        ? [{ kind: 'node' as const, accountId: resource.accountId, poolId: resource.poolId, nodeId: resource.nodeId }]
        : [],
  );
}

type JudgedNodes = Judged<NodeResource, NodeCandidate>;

/** Asks for a group of a pool's nodes to run the command on, and shows which nodes are left out. */
async function pickOfPool(
  services: WindowApp,
  pool: PoolResource,
  judge: (candidate: NodeCandidate) => Verdict,
): Promise<JudgedNodes> {
  const { service } = await services.accounts.getStore(pool.accountId);
  const all = await listNodes(service, pool.poolId, { select: ['id'] });
  if (all.length === 0) throw toInvalidInput(l10n.t('The pool has no nodes.'));
  const judged = await judgeNodes(
    services,
    all.map(({ id }): NodeResource => ({ ...pool, kind: 'node', nodeId: id })),
    judge,
  );
  const byNode = new Map(requireCandidates(judged).map((candidate) => [candidate.node, candidate]));
  const choices = listNodeChoices([...byNode.keys()], l10n.t('All nodes that can run it'));
  const items = choices.map(({ label, nodes: those }) => ({ label, description: formatNumber(those.length), those }));
  const leftOut = describeLeftOut(judged);
  const chosen = await services.ui.choose(items, {
    title: toPoolTitle(pool),
    ...(leftOut === undefined ? {} : { placeholder: toPickText(leftOut) }),
  });
  if (chosen === undefined) throw new Cancelled();
  const isAll = chosen.those.length === byNode.size;
  const candidates = chosen.those.flatMap((node) => byNode.get(node) ?? []);
  // A user who picks a group knows that the others are not in it.
  return { ...judged, candidates, refused: isAll ? judged.refused : [] };
}

/** Describes where the command will not run, and why; undefined if it runs everywhere. */
function describeLeftOut({ refused }: JudgedNodes): string | undefined {
  if (refused.length === 0) return undefined;
  const parts = { ...asCount(refused.length), reasons: listRefusedReasons(refused).join(' ') };
  return plural(refused.length, {
    one: l10n.t('{count} node is left out. {reasons}', parts),
    other: l10n.t('{count} nodes are left out. {reasons}', parts),
  });
}

/**
 * Suggests a command that shows the state of a node at a glance. Nodes of the sample account can read files but run
 * nothing.
 */
function suggest({ accounts }: WithAccounts, nodes: readonly NodeResource[]): string {
  const samples = new Set(accounts.all.flatMap(({ id, authentication }) => (authentication === 'sample' ? [id] : [])));
  return nodes.some(({ accountId }) => samples.has(accountId)) ? 'ls -l' : 'df -h; uptime';
}

async function askCommand(services: WithUi, title: string, judged: JudgedNodes, suggestion: string): Promise<string> {
  const explained = l10n.t(
    "The node's shell interprets the command. The command gets no input and is abandoned after {0}.",
    toDurationWords(commandTimeMs),
  );
  const leftOut = describeLeftOut(judged);
  const command = await services.ui.enter({
    title,
    prompt: toPickDetail(leftOut === undefined ? explained : [explained, leftOut].join(' ')),
    placeholder: suggestion,
    check: (text) => (text.trim() === '' ? l10n.t('Enter a command.') : undefined),
  });
  if (command === undefined || command.trim() === '') throw new Cancelled();
  return command;
}

function toPoolTitle({ poolId }: PoolResource): string {
  return l10n.t('Run a command on nodes in pool {0}', poolId);
}

function toTerminalTitle(services: WindowApp, nodes: readonly NodeResource[]): string {
  const name = toFirstName(
    services,
    nodes.map((resource) => ({ resource })),
  );
  return plural(nodes.length, {
    '=1': l10n.t('Run a command on node {0}', name),
    one: l10n.t('Run a command on {count} node', asCount(nodes.length)),
    other: l10n.t('Run a command on {count} nodes', asCount(nodes.length)),
  });
}

/** @param title which nodes the command is for */
async function pickRunAs(services: WithUi, title: string): Promise<RunAsChoice> {
  const removed = l10n.t('added to each node for this command, and removed afterwards');
  const items = [
    { label: l10n.t('A temporary ordinary user'), description: removed, isAdmin: false },
    { label: l10n.t('A temporary administrator, who can use sudo'), description: removed, isAdmin: true },
    {
      label: l10n.t('An existing user on the nodes…'),
      description: l10n.t("uses your own SSH keys and doesn't ask for a password"),
      isAdmin: undefined,
    },
  ];
  const placeholder = l10n.t('Run the command as');
  const chosen = await services.ui.choose(items, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  if (chosen.isAdmin !== undefined) return { kind: 'temporary', isAdmin: chosen.isAdmin };
  return { kind: 'existing', name: (await askUserName(services, title, 'linux')).name };
}

/** A command for many machines is confirmed by typing their number. */
async function confirmMany(services: WithUi, count: number): Promise<void> {
  if (count < 2) return;
  await askName(services, {
    title: l10n.t('Run the command on {count} nodes', asCount(count)),
    prompt: l10n.t('The command runs once on each node. Type the number of nodes to confirm.'),
    name: String(count),
  });
}
