import * as l10n from '@vscode/l10n';
import type { LevelMetric, TaskMetric } from '../model/monitor.ts';
import type { AccountResource, JobResource, PoolResource } from '../model/resource.ts';

/** What an alert rule can be about. */
export type AlertSubject = AccountResource | JobResource | PoolResource;

interface AlertMetric {
  readonly metric: TaskMetric | LevelMetric;
  /** Events are counted, levels are averaged: their sum means nothing (Azure Monitor documentation). */
  readonly aggregation: 'count' | 'avg';
  readonly name: string;
  /** Whether Azure counts it by pool and job; else of the whole account alone. */
  readonly isByPlace: boolean;
}

/** What fails in an account, as Azure Monitor counts it (Azure Monitor documentation: "Supported metrics, Batch accounts"). */
const metrics: readonly AlertMetric[] = [
  { metric: 'TaskFailEvent', aggregation: 'count', name: 'failed-tasks', isByPlace: true },
  { metric: 'TaskScheduleFailEvent', aggregation: 'count', name: 'unscheduled-tasks', isByPlace: true },
  { metric: 'UnusableNodeCount', aggregation: 'avg', name: 'unusable-nodes', isByPlace: false },
  { metric: 'StartTaskFailedNodeCount', aggregation: 'avg', name: 'start-task-failed-nodes', isByPlace: false },
];

/** What can be in a command without meaning anything else to a shell. */
const plainId = /^[\w:-]{1,64}$/;
const plainResourceId = /^[\w/().-]+$/;

/** Parts that the user has to replace are in angle brackets, which every shell refuses. */
const unknownGroup = '<resource-group>';

export interface AlertRule {
  /** Commands of the Azure CLI, one a line, with comments. */
  readonly text: string;
  /** Whether parts of it are to be replaced: the account is known by its key alone. */
  readonly hasGaps: boolean;
}

/**
 * The commands of the Azure CLI that make alert rules for what fails in an account, a job or a pool, for when no VS Code is
 * open. Undefined for an ID that no command should hold.
 */
export function renderAlertRule(
  subject: AlertSubject,
  account: { readonly name: string; readonly resourceId?: string | undefined },
): AlertRule | undefined {
  const place = toPlace(subject);
  if (![place?.id ?? '-', account.name].every((id) => plainId.test(id))) return undefined;
  const known = account.resourceId !== undefined && plainResourceId.test(account.resourceId);
  const scope = known
    ? account.resourceId
    : `/subscriptions/<subscription>/resourceGroups/${unknownGroup}/providers/Microsoft.Batch/batchAccounts/${account.name}`;
  const group = (known && /\/resourceGroups\/([^/]+)\//i.exec(account.resourceId ?? '')?.[1]) || unknownGroup;
  // Rules have one name space in a resource group: one that is made under a name which is there replaces that.
  const owner = place === undefined ? account.name : `${account.name}-${subject.kind}-${place.id}`;
  const commands = metrics
    .filter(({ isByPlace }) => isByPlace || place === undefined)
    .map(({ metric, aggregation, name }) => {
      const where = place === undefined ? '' : ` where ${place.dimension} includes ${place.id}`;
      return [
        'az monitor metrics alert create',
        `--name "batch-${name}-${owner.replaceAll(':', '-')}"`,
        `--resource-group "${group}"`,
        `--scopes "${scope}"`,
        `--condition "${aggregation} ${metric} > 0${where}"`,
        '--window-size 5m --evaluation-frequency 1m',
      ].join(' ');
    });
  const comments = [
    ...(known ? [] : [l10n.t('Replace the values in angle brackets.')]),
    l10n.t('Add --action with the ID of an action group, which defines who is notified and how.'),
    ...(place === undefined
      ? []
      : [
          l10n.t(
            'Azure Monitor counts nodes only for the whole account, so none of these rules covers unusable nodes.',
          ),
        ]),
  ];
  return { text: [...comments.map((comment) => `# ${comment}`), ...commands, ''].join('\n'), hasGaps: !known };
}

function toPlace(subject: AlertSubject): { readonly dimension: 'jobId' | 'poolId'; readonly id: string } | undefined {
  switch (subject.kind) {
    case 'account':
      return undefined;
    case 'job':
      return { dimension: 'jobId', id: subject.jobId };
    case 'pool':
      return { dimension: 'poolId', id: subject.poolId };
  }
}
