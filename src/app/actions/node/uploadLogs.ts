import * as l10n from '@vscode/l10n';
import { planUploadLogs } from '../../../core/changes/nodeLife.ts';
import { lookUntilSeen, toTime } from '../../../core/clock.ts';
import type { SavedAgentLogs } from '../../../core/model/agentLogs.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { NodeFile } from '../../../core/model/nodeFile.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatNumber } from '../../../core/words/numbers.ts';
import type { AgentLogUpload } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import { openSeveral } from '../../documents/openSeveral.ts';
import { pickAgentLogs, rememberUploads } from '../../evidence/agentLogs.ts';
import type { WithUi } from '../../ui.ts';
import { resolve } from '../targets/resolve.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { requireCandidates } from '../verb/judge.ts';
import { runEach } from '../verb/runEach.ts';
import { toNodeName } from './nodeNames.ts';
import { judgeNodes, type NodeCandidate } from './nodes.ts';

export const contribution: RemedyContribution = {
  title: 'Upload Node Agent Logs…',
  effect: 'unseen',
  needs: 'changeNodes',
  remedy: () => l10n.t('Upload Node Logs…'),
  rows: [{ on: 'node', if: 'broken', unless: 'unreachable', at: 'act@3' }],
};

const msPerHour = 3_600_000;

const concurrency = 4;
/** Interval between polls for uploaded logs, and the time limit, both in milliseconds. */
const [lookMs, patienceMs] = [5000, 15 * 60_000];

interface Destination {
  /** URL with a SAS signature, which is a secret. */
  readonly containerUrl: string;
  /** True if the user's own rights allow reading in the container, so that the URL is useful without the signature. */
  readonly isOwn: boolean;
}

interface Uploading {
  readonly candidate: NodeCandidate;
  readonly upload: AgentLogUpload;
  readonly count: number;
}

/**
 * Uploads the agent logs of nodes to a storage container, waits for the logs, and opens the most useful ones. Later
 * explanations of the nodes use these logs.
 */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judged = await judgeNodes(services, nodes, ({ node }) => planUploadLogs(node));
  const candidates = requireCandidates(judged);
  const title = l10n.t('Upload logs from {node}', { node: toNodesName(services, candidates) });
  const pickDestination = await chooseDestination(services, candidates, title);
  const hours = await pickHours(services, title);
  const startTime = new Date(services.clock.now() - hours * msPerHour).toISOString();
  const destination = await pickDestination();
  const uploading: Uploading[] = [];
  const ask = async (candidate: NodeCandidate): Promise<void> => {
    const { service, resource } = candidate;
    const { containerUrl } = destination;
    const at = toTime(services.clock);
    const result = await service.nodes.uploadLogs(resource.poolId, resource.nodeId, { containerUrl, startTime });
    const { virtualDirectoryName: folder, numberOfFilesUploaded: count } = result;
    const upload = { containerUrl: destination.isOwn ? containerUrl.replace(/\?.*/s, '') : containerUrl, folder, at };
    uploading.push({ candidate, upload, count });
  };
  const { failed, untouched } = await services.ui.progress(
    { title: l10n.t('Requesting logs from nodes') },
    ({ signal, report }) =>
      runEach(candidates, ask, {
        concurrency,
        signal,
        onProgress: () => report({ increment: 100 / candidates.length }),
      }),
  );
  const [first] = failed;
  if (first !== undefined && candidates.length === 1) throw first.error;
  if (uploading.length > 0) await openWhenThere(services, uploading, destination);
  const left = [...judged.refused.map(({ reason }) => reason), ...failed.map(({ error }) => error.message)];
  const count = left.length + untouched.length;
  if (count === 0) return;
  services.ui.notify(
    'warning',
    [
      plural(count, {
        one: l10n.t("{count} node isn't uploading logs.", asCount(count)),
        other: l10n.t("{count} nodes aren't uploading logs.", asCount(count)),
      }),
      ...new Set(left),
    ].join(' '),
  );
}

/**
 * Asks for the container: the account's auto-storage, with a SAS signed with the user's own rights when available, or a
 * URL that the user enters. The returned function creates the destination.
 */
async function chooseDestination(
  services: App,
  candidates: readonly NodeCandidate[],
  title: string,
): Promise<() => Promise<Destination>> {
  const accountIds = new Set(candidates.map(({ resource }) => resource.accountId));
  const [candidate] = candidates;
  const { agentLogs } = candidate?.service ?? {};
  const found = accountIds.size > 1 || agentLogs === undefined ? undefined : await agentLogs.findContainer();
  const enter = async (whyNot?: string): Promise<() => Promise<Destination>> => {
    const containerUrl = await askContainerUrl(services, title, whyNot);
    return async () => ({ containerUrl, isOwn: false });
  };
  if (agentLogs === undefined || found === undefined) return enter();
  if ('whyNot' in found) return enter(found.whyNot);
  const { host } = new URL(found.containerUrl);
  const items = [
    {
      label: l10n.t('Auto-Storage Account'),
      description: host,
      detail: l10n.t(
        'Your Azure Storage token is sent to this host to create a write-only signature (SAS) valid for two hours and to read the logs. The nodes get the signature.',
      ),
      pick: async () => async (): Promise<Destination> => ({
        containerUrl: await agentLogs.signContainer(),
        isOwn: true,
      }),
    },
    { label: l10n.t('Another Container…'), detail: l10n.t('You enter its SAS URL.'), pick: () => enter() },
  ];
  const placeholder = l10n.t('Container for the logs');
  const chosen = await services.ui.choose(items, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.pick();
}

/**
 * Waits for the logs, remembers their location, and opens the most useful ones. If they cannot be read, shows the user
 * where they are uploaded.
 */
async function openWhenThere(services: App, uploading: readonly Uploading[], { isOwn }: Destination): Promise<void> {
  for (const { candidate, upload } of uploading) candidate.service.agentLogs.remember(candidate.resource, upload);
  if (isOwn) {
    const uploads = uploading.map(({ candidate: { resource: node }, upload }): SavedAgentLogs => {
      const { accountId, poolId, nodeId } = node;
      return { accountId, poolId, nodeId, ...upload };
    });
    await rememberUploads(services.state, uploads);
  }
  const files = await waitForAll(services, uploading);
  if (files === undefined) return services.ui.notify('information', describeUploads(uploading));
  const targets = uploading.flatMap(({ candidate: { resource } }, index) =>
    pickAgentLogs(files[index] ?? [])
      .slice(0, uploading.length === 1 ? mostOpened : 1)
      .map(({ name: path }) => ({ resource: { ...resource, kind: 'nodeFile', path }, document: 'text' }) as const),
  );
  await openSeveral(services, targets, 'end');
  for (const { candidate } of uploading) services.reread({ resource: candidate.resource, document: 'explanation' });
  services.ui.notify('status', describeUploads(uploading));
}

const mostOpened = 2;

/**
 * Returns the files that each node has uploaded, when all are complete or after the time limit; undefined when the
 * files cannot be read or the user cancels.
 */
async function waitForAll(
  { clock, ui }: App,
  uploading: readonly Uploading[],
): Promise<readonly (readonly NodeFile[])[] | undefined> {
  const total = uploading.reduce((sum, { count }) => sum + count, 0);
  const title = l10n.t('Waiting for the logs');
  try {
    return await ui.progress({ title }, ({ report, signal }) => {
      const look = async (waitedMs: number): Promise<readonly (readonly NodeFile[])[] | undefined> => {
        const files = await Promise.all(
          uploading.map(({ candidate: { service, resource }, upload }) =>
            service.agentLogs.listFiles(resource, upload, { signal }),
          ),
        );
        const there = files.reduce((sum, { length }) => sum + length, 0);
        if (there >= total || waitedMs > patienceMs) return files;
        report({
          message: l10n.t('{finished} of {total}', { finished: formatNumber(there), total: formatNumber(total) }),
        });
        return undefined;
      };
      return lookUntilSeen(look, { clock, signal, firstMs: lookMs, longestMs: lookMs });
    });
  } catch (error) {
    // The nodes upload the logs anyway.
    if (Cancelled.is(error) || BatchError.is(error)) return undefined;
    throw error;
  }
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

function describeUploads(uploading: readonly Uploading[]): string {
  const [only, ...others] = uploading;
  const number = uploading.reduce((sum, { count }) => sum + count, 0);
  const files = { count: formatNumber(number), nodes: formatNumber(uploading.length) };
  if (only === undefined || others.length > 0)
    return plural(number, {
      one: l10n.t('{nodes} nodes are uploading {count} log file to the container, each to its own folder.', files),
      other: l10n.t('{nodes} nodes are uploading {count} log files to the container, each to its own folder.', files),
    });
  const folder = toVisible(only.upload.folder);
  return plural(number, {
    one: l10n.t('The node is uploading {count} log file to the folder {folder} in the container.', {
      count: files.count,
      folder,
    }),
    other: l10n.t('The node is uploading {count} log files to the folder {folder} in the container.', {
      count: files.count,
      folder,
    }),
  });
}

/** Asks for the URL in a password box, because it contains a signature, and never saves it. */
async function askContainerUrl(services: App, title: string, whyNot?: string): Promise<string> {
  const url = await services.ui.enter({
    title,
    prompt:
      whyNot === undefined
        ? l10n.t('SAS URL of a blob container that grants write permission')
        : l10n.t('SAS URL of a blob container that grants write permission. {why}', { why: whyNot }),
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
