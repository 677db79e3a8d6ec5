import * as l10n from '@vscode/l10n';

/** How a state is ranked and coloured: worst first, `unknown` for what no documentation names. */
export type StateSeverity = 'error' | 'warning' | 'transition' | 'ok' | 'waiting' | 'paused' | 'unknown';

export type StateKind = 'pool' | 'poolAllocation' | 'job' | 'jobSchedule' | 'taskGroup' | 'node' | 'scheduling';

export interface StateDescription {
  /** One or two words, localized; the service's own text for a state that is not known. Not escaped. */
  readonly label: string;
  readonly severity: StateSeverity;
  /** Whether the thing leaves this state only when somebody acts on it, or never. */
  readonly terminal: boolean;
}

interface StateRow {
  readonly label: () => string;
  readonly severity: StateSeverity;
  readonly terminal?: boolean;
}

type StateTable = Readonly<Record<string, StateRow>>;

const poolStates: StateTable = {
  active: { label: () => l10n.t({ message: 'active', comment: ['State of a pool'] }), severity: 'ok' },
  deleting: { label: () => l10n.t('deleting'), severity: 'transition' },
};

const poolAllocationStates: StateTable = {
  steady: { label: () => l10n.t('steady'), severity: 'ok' },
  resizing: { label: () => l10n.t('resizing'), severity: 'transition' },
  stopping: { label: () => l10n.t('stopping'), severity: 'transition' },
};

const jobStates: StateTable = {
  active: { label: () => l10n.t('active'), severity: 'ok' },
  disabling: { label: () => l10n.t('disabling'), severity: 'transition' },
  disabled: { label: () => l10n.t('disabled'), severity: 'paused', terminal: true },
  enabling: { label: () => l10n.t('enabling'), severity: 'transition' },
  terminating: { label: () => l10n.t('terminating'), severity: 'transition' },
  completed: { label: () => l10n.t('completed'), severity: 'ok', terminal: true },
  deleting: { label: () => l10n.t('deleting'), severity: 'transition' },
};

/** Those of jobs, told of job schedules. */
const jobScheduleStates: StateTable = {
  active: { label: () => l10n.t({ message: 'active', comment: ['State of a job schedule'] }), severity: 'ok' },
  disabled: {
    label: () => l10n.t({ message: 'disabled', comment: ['State of a job schedule'] }),
    severity: 'paused',
    terminal: true,
  },
  terminating: {
    label: () => l10n.t({ message: 'terminating', comment: ['State of a job schedule'] }),
    severity: 'transition',
  },
  completed: {
    label: () => l10n.t({ message: 'completed', comment: ['State of a job schedule'] }),
    severity: 'ok',
    terminal: true,
  },
  deleting: {
    label: () => l10n.t({ message: 'deleting', comment: ['State of a job schedule'] }),
    severity: 'transition',
  },
};

/** Keys are the groups of `toTaskGroup`, which splits `completed` into failed and succeeded. */
const taskGroupStates: StateTable = {
  failed: { label: () => l10n.t('failed'), severity: 'error', terminal: true },
  running: { label: () => l10n.t('running'), severity: 'transition' },
  preparing: { label: () => l10n.t('preparing'), severity: 'transition' },
  active: { label: () => l10n.t('waiting'), severity: 'waiting' },
  succeeded: { label: () => l10n.t('succeeded'), severity: 'ok', terminal: true },
};

/** States of both API versions; the last three came with 2024-02-01 and 2024-07-01. */
const nodeStates: StateTable = {
  idle: { label: () => l10n.t('idle'), severity: 'ok' },
  running: { label: () => l10n.t({ message: 'running', comment: ['State of a node'] }), severity: 'ok' },
  unusable: { label: () => l10n.t('unusable'), severity: 'error', terminal: true },
  starttaskfailed: { label: () => l10n.t('start task failed'), severity: 'error', terminal: true },
  unknown: { label: () => l10n.t('not reachable'), severity: 'error' },
  preempted: { label: () => l10n.t('preempted'), severity: 'warning' },
  offline: { label: () => l10n.t('offline'), severity: 'paused', terminal: true },
  creating: { label: () => l10n.t('creating'), severity: 'transition' },
  starting: { label: () => l10n.t('starting'), severity: 'transition' },
  waitingforstarttask: { label: () => l10n.t('running its start task'), severity: 'transition' },
  rebooting: { label: () => l10n.t('rebooting'), severity: 'transition' },
  reimaging: { label: () => l10n.t('reimaging'), severity: 'transition' },
  leavingpool: { label: () => l10n.t('leaving the pool'), severity: 'transition' },
  upgradingos: { label: () => l10n.t('upgrading its OS'), severity: 'transition' },
  deallocating: { label: () => l10n.t('deallocating'), severity: 'transition' },
  deallocated: { label: () => l10n.t('deallocated'), severity: 'paused', terminal: true },
};

const schedulingStates: StateTable = {
  enabled: { label: () => l10n.t('accepts tasks'), severity: 'ok' },
  disabled: { label: () => l10n.t('takes no new tasks'), severity: 'paused', terminal: true },
};

const tables: Readonly<Record<StateKind, StateTable>> = {
  pool: poolStates,
  poolAllocation: poolAllocationStates,
  job: jobStates,
  jobSchedule: jobScheduleStates,
  taskGroup: taskGroupStates,
  node: nodeStates,
  scheduling: schedulingStates,
};

/** What `state` means, compared without case. A state that is not in the table keeps its text and is `unknown`. */
export function describeState(kind: StateKind, state: string | undefined): StateDescription {
  if (state === undefined || state === '') {
    return { label: l10n.t('unknown state'), severity: 'unknown', terminal: false };
  }
  const key = state.toLowerCase();
  const row = Object.hasOwn(tables[kind], key) ? tables[kind][key] : undefined;
  if (row === undefined) return { label: state, severity: 'unknown', terminal: false };
  return { label: row.label(), severity: row.severity, terminal: row.terminal ?? false };
}

/** The states of one kind, in the service's lower-case spelling. */
export function knownStates(kind: StateKind): readonly string[] {
  return Object.keys(tables[kind]);
}
