import * as l10n from '@vscode/l10n';
import { planReboot } from '../../changes/nodeRestart.ts';
import { isProposable } from '../../changes/verdict.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { isBeingResized, type Pool } from '../../model/pool.ts';
import type { Fix, RemedyId } from '../explanation/explanation.ts';
import { joinSentences } from '../explanation/sentences.ts';

/**
 * Advises how to return a node to work after the problem is fixed: by a reboot, or by a replacement if the service may
 * refuse to reboot the node.
 */
export function adviseRestart(node: ComputeNode, pool: Pool | undefined, isFirst = false): Fix {
  return canReboot(node)
    ? {
        text: isFirst ? l10n.t('Reboot or replace the node.') : l10n.t('Then reboot or replace the node.'),
        remedies: ['node.reboot', 'node.remove'],
      }
    : {
        text: joinSentences([
          l10n.t('Batch may refuse to reboot a node in this state, so replace it.'),
          adviseReplacement(pool),
        ]),
        remedies: replacement(pool),
      };
}

/** Checks whether the service is certain to accept a reboot. */
export function canReboot(node: ComputeNode): boolean {
  return isProposable(planReboot(node));
}

/** Returns the remedies that replace a node. */
export function replacement(pool: Pool | undefined): readonly RemedyId[] {
  return pool?.enableAutoScale === true ? ['node.remove'] : ['node.remove', 'pool.resize'];
}

/**
 * Advises how to replace a node of a pool. The pool has to be resized, too, because removing a node lowers its target
 * (Batch documentation: "Pool - Remove Nodes").
 */
export function adviseReplacement(pool: Pool | undefined): string {
  const isMoving = pool !== undefined && isBeingResized(pool);
  return joinSentences([
    pool?.enableAutoScale === true
      ? l10n.t('Remove the node: the autoscale formula then replaces it.')
      : l10n.t('Remove the node, then resize the pool to get another one.'),
    isMoving ? l10n.t('Batch removes nodes only while the pool is steady, and it is being resized now.') : '',
  ]);
}
