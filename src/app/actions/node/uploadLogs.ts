import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import { planUploadLogs } from '../../../core/remedy/nodeLife.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import type { LogUploadResult } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import type { WithUi } from '../../ui.ts';
import type { RemedyContribution } from '../contribution.ts';
import { requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { runEach } from '../runEach.ts';
import { toNodeName } from './nodeNames.ts';
import { judgeNodes, type NodeCandidate } from './nodes.ts';

export const contribution: RemedyContribution = {
  title: 'Upload Node Agent Logs…',
  effect: 'unseen',
  needs: 'changeNodes',
  remedy: () => l10n.t('Upload Node Logs…'),
  rows: [{ on: 'node', if: 'broken', unless: 'unreachable', at: '3_putRight@4' }],
};

const msPerHour = 3_600_000;

const concurrency = 4;

/** Has the agents of nodes copy their own logs to a storage container of the user's, for a support request. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judged = await judgeNodes(services, nodes, ({ node }) => planUploadLogs(node));
  const candidates = requireCandidates(judged);
  const title = l10n.t('Upload logs of {node}', { node: toNodesName(services, candidates) });
  const containerUrl = await askContainerUrl(services, title);
  const hours = await pickHours(services, title);
  const startTime = new Date(services.clock.now() - hours * msPerHour).toISOString();
  const results: LogUploadResult[] = [];
  const upload = async ({ service, resource: { poolId, nodeId } }: NodeCandidate): Promise<void> => {
    results.push(await service.nodes.uploadLogs(poolId, nodeId, { containerUrl, startTime }));
  };
  const { failed, untouched } = await services.ui.progress(
    { title: l10n.t('Asking nodes for their logs') },
    ({ signal, report }) =>
      runEach(candidates, upload, {
        concurrency,
        signal,
        onProgress: () => report({ increment: 100 / candidates.length }),
      }),
  );
  const [first] = failed;
  if (first !== undefined && candidates.length === 1) throw first.error;
  if (results.length > 0) services.ui.notify('information', describeUploads(results));
  const left = [...judged.refused.map(({ reason }) => reason), ...failed.map(({ error }) => error.message)];
  const count = left.length + untouched.length;
  if (count === 0) return;
  services.ui.notify(
    'warning',
    [
      plural(count, {
        one: l10n.t('{count} node uploads no logs.', asCount(count)),
        other: l10n.t('{count} nodes upload no logs.', asCount(count)),
      }),
      ...new Set(left),
    ].join(' '),
  );
}

function toNodesName(services: App, candidates: readonly NodeCandidate[]): string {
  const [only, ...others] = candidates;
  return only === undefined || others.length > 0
    ? plural(candidates.length, {
        one: l10n.t('{count} node', asCount(candidates.length)),
        other: l10n.t('{count} nodes', asCount(candidates.length)),
      })
    : toNodeName(services, only.resource);
}

function describeUploads(results: readonly LogUploadResult[]): string {
  const [only, ...others] = results;
  const number = results.reduce((sum, { numberOfFilesUploaded }) => sum + numberOfFilesUploaded, 0);
  const files = { count: formatNumber(number), nodes: formatNumber(results.length) };
  if (only === undefined || others.length > 0)
    return plural(number, {
      one: l10n.t('{nodes} nodes upload {count} log file to the container, each to a folder of its own.', files),
      other: l10n.t('{nodes} nodes upload {count} log files to the container, each to a folder of its own.', files),
    });
  const folder = toVisible(only.virtualDirectoryName);
  return plural(number, {
    one: l10n.t('The node uploads {count} log file to the folder {folder} of the container.', {
      count: files.count,
      folder,
    }),
    other: l10n.t('The node uploads {count} log files to the folder {folder} of the container.', {
      count: files.count,
      folder,
    }),
  });
}

/** The address holds a signature, so it is asked for like a password and kept nowhere. */
async function askContainerUrl(services: App, title: string): Promise<string> {
  const url = await services.ui.enter({
    title,
    prompt: l10n.t('SAS URL of a blob container that grants permission to write'),
    isSecret: true,
    check: (text) => services.bundles.diagnosis().checkUploadContainer(text, new Date(services.clock.now())),
  });
  if (url === undefined) throw new Cancelled();
  return url.trim();
}

async function pickHours(services: WithUi, title: string): Promise<number> {
  const items = [
    { label: l10n.t('Last hour'), hours: 1 },
    { label: l10n.t('Last 24 hours'), hours: 24 },
    { label: l10n.t('Last 7 days'), hours: 168 },
  ];
  const placeholder = l10n.t('Logs to upload');
  const chosen = await services.ui.choose(items, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.hours;
}
