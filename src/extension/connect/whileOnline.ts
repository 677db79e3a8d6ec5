import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askToConfirm } from '../../app/ui.ts';
import { lookUntilSeen } from '../../core/clock.ts';
import { takesUsers } from '../../core/connect/reachability.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { describeError } from '../../core/text/describeError.ts';
import { toDurationWords } from '../../core/words/durations.ts';
import { systemClock } from '../../service/clock.ts';
import type { NodePort } from '../../service/ports.ts';
import { ui } from '../ui/ui.ts';
import { withProgress } from '../ui/window.ts';

const lookMs = 1_000;
/** Maximum time until the node is online: a node that was taken offline becomes idle or running within seconds. */
const patienceMs = 60_000;

/**
 * Performs an action on an offline node that the service allows only on idle and running nodes: brings the node online,
 * acts, and takes the node offline again, even after a failure. Throws what `act` throws, and a `BatchError` that
 * explains that the node is online now if it could not be taken offline again.
 */
export async function whileOnline<T>(nodes: NodePort, node: NodeResource, act: () => Promise<T>): Promise<T> {
  return withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Bringing the node online to add the user'),
      cancellable: true,
    },
    async (_, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      await nodes.enableScheduling(node.poolId, node.nodeId);
      try {
        await waitUntilOnline(nodes, node, cancel.signal);
        return await act();
      } finally {
        await takeOfflineAgain(nodes, node);
      }
    },
  );
}

/** Asks whether the node may be online for a moment. Throws `Cancelled`. */
export async function confirmGoingOnline(): Promise<void> {
  const isConfirmed = await askToConfirm(
    { ui },
    {
      canBeUndone: true,
      message: l10n.t('Bring the node online for a moment?'),
      detail: l10n.t(
        'The service adds users only while a node is idle or running. The node is brought online, gets the user, and is taken offline again. Tasks may start on the node in between. They run to completion.',
      ),
      confirm: l10n.t('Bring Online and Add the User'),
    },
  );
  if (!isConfirmed) throw new Cancelled();
}

async function waitUntilOnline(nodes: NodePort, { poolId, nodeId }: NodeResource, signal: AbortSignal): Promise<void> {
  const look = async (waitedMs: number): Promise<true | undefined> => {
    if (takesUsers(await nodes.getNode(poolId, nodeId, { signal }))) return true;
    if (waitedMs < patienceMs) return undefined;
    const message = l10n.t(
      'The node did not come online within {0}. The user was not added.',
      toDurationWords(patienceMs),
    );
    throw new BatchError({ code: 'RequestTimedOut', message, retryable: true });
  };
  await lookUntilSeen(look, { clock: systemClock, signal, firstMs: lookMs, longestMs: lookMs });
}

/** Tasks that started in the meantime continue: the user was not asked about them. */
async function takeOfflineAgain(nodes: NodePort, { poolId, nodeId }: NodeResource): Promise<void> {
  try {
    await nodes.disableScheduling(poolId, nodeId, 'taskcompletion');
  } catch (error) {
    const why = describeError(error);
    const message = l10n.t(
      "The node couldn't be taken offline again: {why} It may be online and running tasks. Take it offline in the explorer.",
      { why },
    );
    throw new BatchError({ code: 'NodeNotReady', message, cause: error });
  }
}
