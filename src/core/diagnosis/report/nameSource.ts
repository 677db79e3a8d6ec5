import * as l10n from '@vscode/l10n';
import type { Span } from '../../page/page.ts';
import { toVisible } from '../../text/escape.ts';
import { redactText } from '../../text/redact.ts';

/** Names of evidence sources that the service or the diagnosis calls by other names than users do. */
const names: Readonly<Record<string, () => string>> = {
  allocationStateTransitionTime: () => l10n.t('When it happened'),
  autoScaleFormula: () => l10n.t('Autoscale formula'),
  autoScaleRun: () => l10n.t('Last evaluation'),
  commandLine: () => l10n.t('Command line'),
  creationTime: () => l10n.t('When it happened'),
  dedicatedCoreQuota: () => l10n.t('Core quota'),
  dedicatedCoreQuotaPerVMFamily: () => l10n.t('Core quota'),
  dependsOn: () => l10n.t('Dependencies'),
  exitCode: () => l10n.t('Exit code'),
  failureInfo: () => l10n.t('Failure'),
  jobpreparation: () => l10n.t('Job preparation task'),
  'jobPreparationTask.commandLine': () => l10n.t('Command line'),
  lastGoodRun: () => l10n.t('The last good run'),
  lowPriorityCoreQuota: () => l10n.t('Core quota'),
  'node errors': () => l10n.t('Node errors'),
  nextRunTime: () => l10n.t('Next run'),
  nodes: () => l10n.t('Nodes in the pool'),
  outputFiles: () => l10n.t('Output files'),
  pools: () => l10n.t('Pools in the account'),
  previousState: () => l10n.t('Previous state'),
  recentJob: () => l10n.t('Last job'),
  recentTasks: () => l10n.t('Recent tasks'),
  recurrenceInterval: () => l10n.t('Recurrence'),
  requeueCount: () => l10n.t('Requeues'),
  resizeErrors: () => l10n.t('Resize error'),
  resourceFiles: () => l10n.t('Resource files'),
  retryCount: () => l10n.t('Retries'),
  schedulingError: () => l10n.t('Scheduling error'),
  serviceLog: () => l10n.t('Service log'),
  siblings: () => l10n.t('Other tasks in the job'),
  'startTask.commandLine': () => l10n.t('Command line'),
  startTime: () => l10n.t('When it happened'),
  state: () => l10n.t('State'),
  stateTransitionTime: () => l10n.t('When it happened'),
  subtasks: () => l10n.t('Subtasks'),
  taskCounts: () => l10n.t('Other tasks in the job'),
  tasks: () => l10n.t('Tasks in the job'),
  values: () => l10n.t('Details'),
  vmSize: () => l10n.t('VM size'),
};

const things: Readonly<Record<string, (id: string) => string>> = {
  job: (id) => l10n.t('job {0}', id),
  node: (id) => l10n.t('node {0}', id),
  pool: (id) => l10n.t('pool {0}', id),
};

/** Matches names of properties and files, which are shown as they are. */
const nameInCode = /^[a-z][\w[\]-]*(?:\.[\w[\]-]+)*$/;

/** Returns the name of an evidence source for users: words, or code for a property or file name. */
export function nameSource(source: string): Span {
  const name = Object.hasOwn(names, source) ? names[source] : undefined;
  if (name !== undefined) return { text: name() };
  const [, kind = '', id = ''] = /^(\w+) (\S+)$/.exec(source) ?? [];
  if (Object.hasOwn(things, kind)) return { text: things[kind]?.(toVisible(redactText(id))) ?? id };
  return { text: toVisible(redactText(source)), ...(nameInCode.test(source) ? { isCode: true } : {}) };
}
