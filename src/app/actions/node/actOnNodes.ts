import * as l10n from '@vscode/l10n';
import { planRunCommand } from '../../../core/changes/connectPlans.ts';
import { planTransition } from '../../../core/changes/life.ts';
import { nodeLife, planMachine, planUploadLogs } from '../../../core/changes/nodeLife.ts';
import { planRemove } from '../../../core/changes/nodeRemoval.ts';
import { planReboot, planReimage } from '../../../core/changes/nodeRestart.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { NodeResource, PoolResource } from '../../../core/model/resource.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { type PickRow, pickOne } from '../../ui.ts';
import { lookAtAll } from '../run/lookAtAll.ts';
import { toFirstName } from '../targets/names.ts';
import type { Command } from '../verb/contribution.ts';
import { listRefusedReasons } from '../verb/judge.ts';
import { run as deallocate } from './deallocate.ts';
import { run as disableScheduling } from './disableScheduling.ts';
import { run as enableScheduling } from './enableScheduling.ts';
import { listNodeChoices } from './nodeChoices.ts';
import { toNodeName } from './nodeNames.ts';
import { listNodes } from './nodes.ts';
import { run as reboot } from './reboot.ts';
import { run as reimage } from './reimage.ts';
import { run as remove } from './remove.ts';
import { run as start } from './start.ts';
import { run as uploadLogs } from './uploadLogs.ts';

interface ListedNode extends ComputeNode {
  readonly resource: NodeResource;
  readonly pool: Pool;
  readonly apiVersion: string;
}

/** A node action, carried out by the command for selections, which checks the nodes again and asks. */
interface Act {
  readonly label: string;
  readonly plan: (node: ListedNode) => Verdict;
  readonly run: Command;
}

/** Lists the node actions, with remedies before destructive ones. */
function listActs(): readonly Act[] {
  return [
    { label: l10n.t('Reboot'), plan: planReboot, run: reboot },
    {
      label: l10n.t('Take Offline'),
      plan: (thing) => planTransition(nodeLife.disableScheduling, thing),
      run: disableScheduling,
    },
    {
      label: l10n.t('Bring Online'),
      plan: (thing) => planTransition(nodeLife.enableScheduling, thing),
      run: enableScheduling,
    },
    { label: l10n.t('Start'), plan: (node) => planMachine('start', node, node.apiVersion), run: start },
    { label: l10n.t('Upload Node Agent Logs'), plan: planUploadLogs, run: uploadLogs },
    {
      label: l10n.t('Run Command'),
      plan: (node) => planRunCommand(node, node.pool),
      // This command belongs to the front ends, not to the application.
      run: ({ ui }, args) => ui.run(toCommandId('node.runCommand'), ...args),
    },
    { label: l10n.t('Deallocate'), plan: (node) => planMachine('deallocate', node, node.apiVersion), run: deallocate },
    { label: l10n.t('Reimage'), plan: planReimage, run: reimage },
    { label: l10n.t('Remove from Pool'), plan: (node) => planRemove(node, node.pool), run: remove },
  ];
}

interface Chosen {
  /** The title, which names the place of the nodes: "Nodes of pool cpu". */
  readonly title: string;
  readonly all: string;
  readonly note?: string;
}

/**
 * Asks which nodes of pools to act on, and which action to apply. Throws `InvalidInput` when there are no nodes, and
 * `Cancelled`.
 */
export async function actOnPools(services: App, pools: readonly PoolResource[], title: string): Promise<void> {
  const nodes = await listAll(services, pools);
  await actOn(services, nodes, { title, all: l10n.t('All nodes') });
}

/**
 * Asks which of these nodes to act on, and which action to apply. Leaves out nodes that have left or cannot be read,
 * and notes how many.
 */
export async function actOnThese(
  services: App,
  these: readonly NodeResource[],
  chosen: Omit<Chosen, 'note'>,
): Promise<void> {
  const pools = new Map<string, PoolResource>();
  for (const { accountId, poolId } of these)
    pools.set(JSON.stringify([accountId, poolId]), { kind: 'pool', accountId, poolId });
  const wanted = new Set(these.map(toNodeKey));
  const nodes = (await listAll(services, [...pools.values()])).filter(({ resource }) =>
    wanted.has(toNodeKey(resource)),
  );
  const listed = new Set(nodes.map(({ resource }) => toNodeKey(resource)));
  const note = await describeUnlisted(
    services,
    these.filter((node) => !listed.has(toNodeKey(node))),
  );
  await actOn(services, nodes, note === '' ? chosen : { ...chosen, note });
}

/** Describes the nodes that their pools do not list. A node that could not be read has not necessarily left. */
async function describeUnlisted(services: App, unlisted: readonly NodeResource[]): Promise<string> {
  let gone = 0;
  await lookAtAll(async (accountId) => (await services.accounts.getStore(accountId)).service, unlisted, {
    onFound: (_, now) => {
      if (now === undefined) gone += 1;
    },
  });
  const unread = unlisted.length - gone;
  const notes = [
    plural(gone, {
      '=0': '',
      one: l10n.t('{count} more node has left its pool', asCount(gone)),
      other: l10n.t('{count} more nodes have left their pools', asCount(gone)),
    }),
    plural(unread, {
      '=0': '',
      one: l10n.t('{count} more node could not be read', asCount(unread)),
      other: l10n.t('{count} more nodes could not be read', asCount(unread)),
    }),
  ];
  return listPlain(notes.filter((note) => note !== ''));
}

async function actOn(services: App, nodes: readonly ListedNode[], { title, all, note }: Chosen): Promise<void> {
  const choices = listNodeChoices(nodes, all);
  if (choices.length === 0)
    throw toInvalidInput(note === undefined ? l10n.t('There are no nodes to act on.') : l10n.t('{0}.', note));
  const placeholder = l10n.t('Which nodes?');
  const those = await pickOne<readonly ListedNode[]>(services, {
    title,
    placeholder: note === undefined ? placeholder : l10n.t('{question} {note}', { question: placeholder, note }),
    sections: [
      {
        load: async () => ({
          rows: choices.map((choice) => ({
            value: choice.nodes,
            label: choice.label,
            description: formatNumber(choice.nodes.length),
          })),
          hasMore: false,
        }),
      },
    ],
    nothing: '',
  });
  const { act, refusal } = await pickAct(services, title, those);
  if (refusal !== undefined) throw toInvalidInput(refusal);
  await act.run(services, [those.map(({ resource }) => resource)]);
}

interface Judged {
  readonly act: Act;
  readonly refusal?: string;
}

/** Asks for an action. Possible actions come first; the others show why they are not possible. */
async function pickAct(services: App, title: string, nodes: readonly ListedNode[]): Promise<Judged> {
  const rows = listActs().map((act): PickRow<Judged> => {
    const refused = nodes.flatMap((node) => {
      const verdict = act.plan(node);
      const { resource } = node;
      return verdict.possible ? [] : [{ resource, name: toNodeName(services, resource), reason: verdict.reason }];
    });
    const count = nodes.length - refused.length;
    if (count > 0) return { value: { act }, label: act.label, description: describeShare(count, nodes.length) };
    const [only] = refused;
    const refusal = refused.length === 1 && only !== undefined ? only.reason : listRefusedReasons(refused).join(' ');
    return { value: { act, refusal }, label: act.label, detail: refusal };
  });
  const isRefused = ({ value }: PickRow<Judged>): boolean => value.refusal !== undefined;
  const sections = [
    { rows: rows.filter((row) => !isRefused(row)) },
    { title: l10n.t('Not possible now'), rows: rows.filter(isRefused) },
  ];
  return pickOne(services, {
    title,
    placeholder: plural(nodes.length, {
      '=1': l10n.t('What do you want to do with node {0}?', toFirstName(services, nodes)),
      other: l10n.t('What do you want to do with {count} nodes?', asCount(nodes.length)),
    }),
    sections: sections.map((section) => ({
      ...(section.title === undefined ? {} : { title: section.title }),
      load: async () => ({ rows: section.rows, hasMore: false }),
    })),
    nothing: '',
  });
}

function describeShare(count: number, all: number): string {
  if (count === all)
    return plural(all, { one: l10n.t('{count} node', asCount(all)), other: l10n.t('{count} nodes', asCount(all)) });
  const parts = asCountOf(count, all);
  return plural(all, {
    one: l10n.t('{count} of {total} node', parts),
    other: l10n.t('{count} of {total} nodes', parts),
  });
}

function toNodeKey({ accountId, poolId, nodeId }: NodeResource): string {
  return JSON.stringify([accountId, poolId, nodeId]);
}

/** Lists all current nodes of pools, including nodes that the explorer has not loaded. Throws `Cancelled`. */
async function listAll(services: App, pools: readonly PoolResource[]): Promise<readonly ListedNode[]> {
  return services.ui.progress({ title: l10n.t('Reading the node list') }, async ({ signal }) => {
    const lists = pools.map(async ({ accountId, poolId }): Promise<readonly ListedNode[]> => {
      const { service } = await services.accounts.getStore(accountId);
      const [pool, nodes] = await Promise.all([
        service.pools.getPool(poolId, { signal }),
        listNodes(service, poolId, { signal }),
      ]);
      const { apiVersion } = service;
      return nodes.map((node) => ({
        ...node,
        pool,
        apiVersion,
        resource: { kind: 'node', accountId, poolId, nodeId: node.id },
      }));
    });
    return (await Promise.all(lists)).flat();
  });
}
