import * as l10n from '@vscode/l10n';
import { planRunCommand } from '../../../core/changes/connectPlans.ts';
import type { CommandOutcome, NodeOutcome } from '../../../core/connect/commandOutcome.ts';
import { parseVitalSigns, type VitalSigns, vitalSignsScript } from '../../../core/connect/vitalSigns.ts';
import { describeVitalSigns, type NodeSigns, toVitalSignsPage } from '../../../core/connect/vitalSignsText.ts';
import { sampleAccountId } from '../../../core/model/account.ts';
import { type BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { redactText } from '../../../core/text/redact.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import { hasOwnUser } from '../../connect/nodeUsers.ts';
import { rememberVitalSigns } from '../../connect/vitalSigns.ts';
import { showAnswers } from '../../documents/answersDocument.ts';
import { findInFront } from '../targets/inFront.ts';
import { resolve } from '../targets/resolve.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import { requireCandidates } from '../verb/judge.ts';
import type { WindowApp } from '../verb/window.ts';
import { toNodeName } from './nodeNames.ts';
import { judgeNodes } from './nodes.ts';

export const contribution: Contribution = {
  title: 'Show Vital Signs',
  icon: 'pulse',
  effect: 'unseen',
  needs: 'changeNodes',
  rows: [{ on: 'node', unless: ['windows', 'unreachable'], at: 'connect@5' }],
};

/** Maximum number of nodes: more would not fit a readable table, and a user is added to each. */
const mostNodes = 20;

/**
 * Reads memory, disks, load, GPUs, and processes of nodes by SSH, with a script that installs and changes nothing, as
 * an ordinary user who is added for it and removed afterward. Shows a table, and saves each node's results for its
 * page.
 */
export async function run(services: WindowApp, args: readonly unknown[]): Promise<void> {
  const program = await services.nodeShell.findProgram();
  refuseLostRows(args);
  const given = toResources(args).length > 0 ? args : await findInFront(services, 'node');
  const asked = await resolve(services, 'node', given);
  if (asked.length > mostNodes) throw tooMany();
  if (asked.some(({ accountId }) => accountId === sampleAccountId)) throw notOfSample();
  const judged = await judgeNodes(services, asked, ({ resource, node, pool }) =>
    planRunCommand(node, pool, 'temporary', hasOwnUser(services, resource)),
  );
  const candidates = requireCandidates(judged);
  const nodes = candidates.map(({ resource }) => resource);
  const runAs = { kind: 'temporary', isAdmin: false } as const;
  const outcomes = await services.nodeShell.run(nodes, { program, command: vitalSignsScript, runAs });
  if (outcomes.every(({ outcome }) => outcome.kind === 'cancelled')) throw new Cancelled();
  const read = candidates.map(({ resource, pool: { vmSize } }, index) => {
    const { outcome, note }: Partial<NodeOutcome> = outcomes[index] ?? {};
    return { resource, name: toNodeName(services, resource), vmSize, signs: readSigns(outcome), note };
  });
  const asOf = new Date(services.clock.now());
  await rememberVitalSigns(
    services.state,
    read.flatMap(({ resource: { accountId, poolId, nodeId }, signs, vmSize }) =>
      'reason' in signs
        ? []
        : [{ accountId, poolId, nodeId, at: asOf.toISOString(), text: redactText(describeVitalSigns(signs, vmSize)) }],
    ),
  );
  for (const resource of nodes) services.reread({ resource, document: 'explanation' });
  const leftOut = judged.refused.map(({ resource, reason }): NodeSigns => {
    return { name: toNodeName(services, resource), signs: { reason } };
  });
  const all = [...read, ...leftOut];
  await showAnswers(services, asked[0]?.accountId ?? '', () => toVitalSignsPage(all, asOf));
}

function tooMany(): BatchError {
  return toInvalidInput(
    l10n.t('Vital signs can be shown for at most {count} nodes. Select fewer.', {
      count: formatNumber(mostNodes),
    }),
  );
}

function notOfSample(): BatchError {
  return toInvalidInput(l10n.t("Nodes in the sample account don't run programs, so they have no vital signs."));
}

function readSigns(outcome: CommandOutcome = { kind: 'cancelled' }): VitalSigns | { readonly reason: string } {
  switch (outcome.kind) {
    case 'cancelled':
      return { reason: l10n.t('Canceled.') };
    case 'failed':
      return { reason: outcome.reason };
    case 'timedOut':
      return { reason: l10n.t("The node didn't respond in time.") };
    case 'ended':
      return (
        parseVitalSigns(outcome.stdout) ?? {
          reason: l10n.t('The node returned an unexpected response: {answer}', {
            answer: (outcome.stdout.trim() || outcome.stderr.trim()).slice(0, 200),
          }),
        }
      );
  }
}
