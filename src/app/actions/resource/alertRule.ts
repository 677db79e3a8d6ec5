import * as l10n from '@vscode/l10n';
import type { LevelMetric, TaskMetric } from '../../../core/model/monitor.ts';
import type { AccountResource, JobResource, PoolResource } from '../../../core/model/resource.ts';

/** Resource that an alert rule can watch. */
export type AlertSubject = AccountResource | JobResource | PoolResource;

interface AlertMetric {
  readonly metric: TaskMetric | LevelMetric;
  /** Events are counted, levels averaged: a sum of levels has no meaning (Azure Monitor documentation). */
  readonly aggregation: 'count' | 'avg';
  readonly name: string;
  /** True if Azure splits the metric by pool and job, rather than only by account. */
  readonly isByPlace: boolean;
}

/**
 * Failures of an account that Azure Monitor counts (Azure Monitor documentation: "Supported metrics, Batch accounts").
 */
const metrics: readonly AlertMetric[] = [
  { metric: 'TaskFailEvent', aggregation: 'count', name: 'failed-tasks', isByPlace: true },
  { metric: 'TaskScheduleFailEvent', aggregation: 'count', name: 'unscheduled-tasks', isByPlace: true },
  { metric: 'UnusableNodeCount', aggregation: 'avg', name: 'unusable-nodes', isByPlace: false },
  { metric: 'StartTaskFailedNodeCount', aggregation: 'avg', name: 'start-task-failed-nodes', isByPlace: false },
];

/** Matches values that need no quotes or escapes in any shell. */
const plainId = /^[\w:-]{1,64}$/;
const plainResourceId = /^[\w/().-]+$/;

/** Placeholder that the user replaces; it has angle brackets, which every shell rejects. */
const unknownGroup = '<resource-group>';

export interface AlertRule {
  /** Azure CLI commands, one per line, with comments. */
  readonly text: string;
  /** True if there are placeholders to replace, because the account is known only by its key. */
  readonly hasGaps: boolean;
}

/**
 * Renders the Azure CLI commands that create alert rules for failures in an account, a job, or a pool, for times when
 * VS Code is closed. Undefined for an ID that isn't safe in a command.
 */
export function renderAlertRule(
  subject: AlertSubject,
  account: { readonly name: string; readonly resourceId?: string | undefined },
): AlertRule | undefined {
  const place = toDimension(subject);
  if (![place?.id ?? '-', account.name].every((id) => plainId.test(id))) return undefined;
  const known = account.resourceId !== undefined && plainResourceId.test(account.resourceId);
  const scope = known
    ? account.resourceId
    : `/subscriptions/<subscription>/resourceGroups/${unknownGroup}/providers/Microsoft.Batch/batchAccounts/${account.name}`;
  const group = (known && /\/resourceGroups\/([^/]+)\//i.exec(account.resourceId ?? '')?.[1]) || unknownGroup;
  // Rules share one namespace per resource group, and creating one with an existing name replaces that rule.
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

function toDimension(
  subject: AlertSubject,
): { readonly dimension: 'jobId' | 'poolId'; readonly id: string } | undefined {
  switch (subject.kind) {
    case 'account':
      return undefined;
    case 'job':
      return { dimension: 'jobId', id: subject.jobId };
    case 'pool':
      return { dimension: 'poolId', id: subject.poolId };
  }
}
