import * as vscode from 'vscode';
import type { QuotaEvidence } from '../../../core/diagnosis/quota/quotaEvidence.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeRestartOption } from '../../../core/model/computeNode.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import type { PoolResize } from '../../../service/ports.ts';
import { gatherQuotas } from '../../evidence/quotaEvidence.ts';
import { loadDiagnosis } from '../../load.ts';
import { askModal, tellStatus } from '../../messages.ts';
import { within } from '../../within.ts';
import type { CommandServices } from '../command.ts';
import { resolveOne } from '../resolve.ts';

const maxShownIdLength = 64;
/** How long the question waits for the quotas, once all numbers are typed. */
const patienceMs = 5_000;

/** Asks for new numbers of nodes, says what happens to running tasks when nodes go, and resizes the pool. */
export async function resizePool(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const { accountId, poolId } = await resolveOne(services, 'pool', args);
  const store = await services.accounts.getStore(accountId);
  const pool = await store.service.pools.getPool(poolId);
  // Asked while the user types, and not waited for much longer: it only warns.
  const quotas = gatherQuotas(store.service).catch(() => undefined);
  const dedicated = await askNumber(vscode.l10n.t('Dedicated nodes'), pool.targetDedicatedNodes ?? 0);
  const lowPriority = await askNumber(vscode.l10n.t('Spot (low-priority) nodes'), pool.targetLowPriorityNodes ?? 0);
  const target = { targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority };
  const resize = loses(pool, target) ? { ...target, nodeDeallocationOption: await pickDeallocation() } : target;
  await confirmResize(store.account.name, pool, resize, await within(patienceMs, quotas));
  await store.service.pools.resizePool(poolId, resize);
  await store.refresh([{ kind: 'pools' }, { kind: 'nodes', poolId }]);
  tellStatus(vscode.l10n.t('Pool {0} is being resized.', toShortVisible(poolId, maxShownIdLength)));
}

function loses(pool: Pool, target: PoolResize): boolean {
  return (
    target.targetDedicatedNodes < (pool.currentDedicatedNodes ?? 0) ||
    target.targetLowPriorityNodes < (pool.currentLowPriorityNodes ?? 0)
  );
}

async function askNumber(title: string, current: number): Promise<number> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Number of nodes the pool is to have; now {0}', current),
    value: String(current),
    ignoreFocusOut: true,
    validateInput: (typed) => (/^\d{1,6}$/.test(typed) ? undefined : vscode.l10n.t('Type a whole number from 0 on.')),
  });
  if (text === undefined) throw new Cancelled();
  return Number(text);
}

async function pickDeallocation(): Promise<NodeRestartOption> {
  const items: (vscode.QuickPickItem & { readonly option: NodeRestartOption })[] = [
    {
      label: vscode.l10n.t('Requeue'),
      detail: vscode.l10n.t('Running tasks end now and start again on other nodes.'),
      option: 'requeue',
    },
    {
      label: vscode.l10n.t('Terminate'),
      detail: vscode.l10n.t('Running tasks end now and do not run again.'),
      option: 'terminate',
    },
    {
      label: vscode.l10n.t('Task completion'),
      detail: vscode.l10n.t('Nodes go when the tasks that run on them have ended.'),
      option: 'taskcompletion',
    },
  ];
  const title = vscode.l10n.t('What happens to tasks on the nodes that go');
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (chosen === undefined) throw new Cancelled();
  return chosen.option;
}

async function confirmResize(
  accountName: string,
  pool: Pool,
  resize: PoolResize,
  quotas: QuotaEvidence | undefined,
): Promise<void> {
  const { targetDedicatedNodes, targetLowPriorityNodes } = resize;
  const shortage = loadDiagnosis().foreseeQuota({
    pool: { ...pool, targetDedicatedNodes, targetLowPriorityNodes },
    quotas,
  });
  const detail = vscode.l10n.t('Files on nodes that go are lost. Nodes that come are charged for.');
  const confirmed = await askModal({
    message: vscode.l10n.t(
      'Resize pool {0} in account {1} to {2} dedicated and {3} Spot (low-priority) nodes?',
      toShortVisible(pool.id, maxShownIdLength),
      accountName,
      targetDedicatedNodes,
      targetLowPriorityNodes,
    ),
    detail:
      shortage === undefined
        ? detail
        : `${vscode.l10n.t('The pool will not get all of them: {0}', shortage)}\n${detail}`,
    confirm: vscode.l10n.t('Resize'),
  });
  if (!confirmed) throw new Cancelled();
}
