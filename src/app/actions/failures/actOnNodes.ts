import * as l10n from '@vscode/l10n';
import { findNodeId, findPoolId } from '../../../core/failures/narrowCause.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { actOnThese } from '../node/actOnNodes.ts';
import { refuseLostRows, toRows } from '../targets/targets.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { findCause, pickCause } from './findTasks.ts';
import { toCauseTarget } from './toCauseTarget.ts';

export const contribution: RemedyContribution = {
  title: 'Act on Nodes with This Cause…',
  effect: 'changes',
  needs: 'changeNodes',
  palette: 'never',
  remedy: () => l10n.t('Act on These Nodes…'),
  rows: [{ on: 'failureGroup', if: 'ofNodes', at: '3_putRight@3' }],
};

/** Asks which nodes affected by a cause to act on, and which action to apply. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const given = toRows(args).flatMap((row) => toCauseTarget(row) ?? []);
  const targets = given.length === 0 ? [await pickCause(services)] : given;
  const causes = await Promise.all(targets.map((target) => findCause(services, target)));
  const nodes = causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }): readonly NodeResource[] => {
      const [poolId, nodeId] = [findPoolId(failing), findNodeId(failing)];
      const { accountId } = failing.resource;
      return poolId === undefined || nodeId === undefined ? [] : [{ kind: 'node', accountId, poolId, nodeId }];
    }),
  );
  if (nodes.length === 0) throw toInvalidInput(l10n.t('None of the failures with this cause occurred on a node.'));
  const [cause, ...others] = causes;
  const title =
    cause === undefined || others.length > 0 ? l10n.t('Nodes affected by these causes') : cause.cluster.title;
  const all = causes.every(({ isComplete }) => isComplete)
    ? l10n.t('All affected nodes')
    : l10n.t('All affected nodes found so far');
  await actOnThese(services, nodes, { title, all });
};
