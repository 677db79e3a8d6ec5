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
  /** Where several things in this state are called otherwise than one. */
  readonly ofMany?: () => string;
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
  failed: {
    label: () => l10n.t('failed'),
    ofMany: () => l10n.t({ message: 'failed', comment: ['State of several tasks: heads them, or names their number'] }),
    severity: 'error',
    terminal: true,
  },
  running: { label: () => l10n.t('running'), severity: 'transition' },
  preparing: {
    label: () => l10n.t('preparing'),
    ofMany: () =>
      l10n.t({ message: 'preparing', comment: ['State of several tasks: heads them, or names their number'] }),
    severity: 'transition',
  },
  active: { label: () => l10n.t('waiting'), severity: 'waiting' },
  succeeded: {
    label: () => l10n.t('succeeded'),
    ofMany: () =>
      l10n.t({ message: 'succeeded', comment: ['State of several tasks: heads them, or names their number'] }),
    severity: 'ok',
    terminal: true,
  },
};

/** States of both API versions; the last three came with 2024-02-01 and 2024-07-01. */
const nodeStates: StateTable = {
  idle: {
    label: () => l10n.t('idle'),
    ofMany: () => l10n.t({ message: 'idle', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'ok',
  },
  running: {
    label: () => l10n.t({ message: 'running', comment: ['State of a node'] }),
    ofMany: () =>
      l10n.t({ message: 'running', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'ok',
  },
  unusable: {
    label: () => l10n.t('unusable'),
    ofMany: () =>
      l10n.t({ message: 'unusable', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'error',
    terminal: true,
  },
  starttaskfailed: { label: () => l10n.t('start task failed'), severity: 'error', terminal: true },
  unknown: {
    label: () => l10n.t('not reachable'),
    ofMany: () =>
      l10n.t({ message: 'not reachable', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'error',
  },
  preempted: {
    label: () => l10n.t('preempted'),
    ofMany: () =>
      l10n.t({ message: 'preempted', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'warning',
  },
  offline: { label: () => l10n.t('offline'), severity: 'paused', terminal: true },
  creating: {
    label: () => l10n.t('creating'),
    ofMany: () =>
      l10n.t({ message: 'creating', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'transition',
  },
  starting: {
    label: () => l10n.t('starting'),
    ofMany: () =>
      l10n.t({ message: 'starting', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'transition',
  },
  waitingforstarttask: {
    label: () => l10n.t('running its start task'),
    ofMany: () =>
      l10n.t({
        message: 'running their start tasks',
        comment: ['State of several nodes: heads them, or names their number'],
      }),
    severity: 'transition',
  },
  rebooting: {
    label: () => l10n.t('rebooting'),
    ofMany: () =>
      l10n.t({ message: 'rebooting', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'transition',
  },
  reimaging: { label: () => l10n.t('reimaging'), severity: 'transition' },
  leavingpool: {
    label: () => l10n.t('leaving the pool'),
    ofMany: () =>
      l10n.t({ message: 'leaving the pool', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'transition',
  },
  upgradingos: {
    label: () => l10n.t('upgrading its OS'),
    ofMany: () =>
      l10n.t({ message: 'upgrading their OS', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'transition',
  },
  deallocating: {
    label: () => l10n.t('deallocating'),
    ofMany: () =>
      l10n.t({ message: 'deallocating', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'transition',
  },
  deallocated: {
    label: () => l10n.t('deallocated'),
    ofMany: () =>
      l10n.t({ message: 'deallocated', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'paused',
    terminal: true,
  },
};

const schedulingStates: StateTable = {
  enabled: {
    label: () => l10n.t('accepts tasks'),
    ofMany: () =>
      l10n.t({ message: 'accept tasks', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'ok',
  },
  disabled: {
    label: () => l10n.t('takes no new tasks'),
    ofMany: () =>
      l10n.t({ message: 'take no new tasks', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'paused',
    terminal: true,
  },
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
  const row = findRow(kind, state);
  if (row === undefined) return { label: state, severity: 'unknown', terminal: false };
  return { label: row.label(), severity: row.severity, terminal: row.terminal ?? false };
}

/** What several things in `state` are called: over them, or beside their number. Lower case, as the label of one. */
export function describeStateOfMany(kind: StateKind, state: string | undefined): string {
  return findRow(kind, state ?? '')?.ofMany?.() ?? describeState(kind, state).label;
}

function findRow(kind: StateKind, state: string): StateRow | undefined {
  const key = state.toLowerCase();
  return Object.hasOwn(tables[kind], key) ? tables[kind][key] : undefined;
}

/** The states of one kind, in the service's lower-case spelling. */
export function knownStates(kind: StateKind): readonly string[] {
  return Object.keys(tables[kind]);
}
