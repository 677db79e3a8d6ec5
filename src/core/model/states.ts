import * as l10n from '@vscode/l10n';
import type { NodeState, SchedulingState } from './computeNode.ts';
import type { JobState } from './job.ts';
import type { ScheduleState } from './jobSchedule.ts';
import type { AllocationState, PoolState } from './pool.ts';
import type { TaskGroup } from './task.ts';
import { type KnownOf, toText, type Word } from './words.ts';

/** Rank and color of a state: worst first, `unknown` for states that no documentation names. */
export type StateSeverity = 'error' | 'warning' | 'transition' | 'ok' | 'waiting' | 'paused' | 'unknown';

interface StatesOf {
  readonly pool: PoolState;
  readonly poolAllocation: AllocationState;
  readonly job: JobState;
  readonly jobSchedule: ScheduleState;
  readonly taskGroup: Word<TaskGroup>;
  readonly node: NodeState;
  readonly scheduling: SchedulingState;
}

export type StateKind = keyof StatesOf;

export interface StateDescription {
  /** One or two words, localized; the service's own text for an unknown state. Not escaped. */
  readonly label: string;
  readonly severity: StateSeverity;
  /** True if the item leaves this state only through a user's action, or never. */
  readonly terminal: boolean;
}

interface StateRow {
  readonly label: () => string;
  readonly ofMany?: () => string;
  readonly severity: StateSeverity;
  readonly terminal?: boolean;
}

type StateTable<Kind extends StateKind> = Readonly<Record<KnownOf<StatesOf[Kind]>, StateRow>>;

const poolStates: StateTable<'pool'> = {
  active: { label: () => l10n.t({ message: 'active', comment: ['State of a pool'] }), severity: 'ok' },
  deleting: { label: () => l10n.t('deleting'), severity: 'transition' },
};

const poolAllocationStates: StateTable<'poolAllocation'> = {
  steady: { label: () => l10n.t('steady'), severity: 'ok' },
  resizing: { label: () => l10n.t('resizing'), severity: 'transition' },
  stopping: { label: () => l10n.t('stopping'), severity: 'transition' },
};

const jobStates: StateTable<'job'> = {
  active: { label: () => l10n.t('active'), severity: 'ok' },
  disabling: { label: () => l10n.t('disabling'), severity: 'transition' },
  disabled: { label: () => l10n.t('disabled'), severity: 'paused', terminal: true },
  enabling: { label: () => l10n.t('enabling'), severity: 'transition' },
  terminating: { label: () => l10n.t('terminating'), severity: 'transition' },
  completed: { label: () => l10n.t('completed'), severity: 'ok', terminal: true },
  deleting: { label: () => l10n.t('deleting'), severity: 'transition' },
};

/** Job schedules have the same states as jobs. */
const jobScheduleStates: StateTable<'jobSchedule'> = {
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
const taskGroupStates: StateTable<'taskGroup'> = {
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

const nodeStates: StateTable<'node'> = {
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
  starttaskfailed: {
    label: () => l10n.t('start task failed'),
    ofMany: () =>
      l10n.t({ message: 'start tasks failed', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'error',
    terminal: true,
  },
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

const schedulingStates: StateTable<'scheduling'> = {
  enabled: {
    label: () => l10n.t('accepts tasks'),
    ofMany: () =>
      l10n.t({ message: 'accept tasks', comment: ['State of several nodes: heads them, or names their number'] }),
    severity: 'ok',
  },
  disabled: {
    label: () => l10n.t("isn't accepting new tasks"),
    ofMany: () =>
      l10n.t({
        message: "aren't accepting new tasks",
        comment: ['State of several nodes: heads them, or names their number'],
      }),
    severity: 'paused',
    terminal: true,
  },
};

const tables: { readonly [Kind in StateKind]: StateTable<Kind> } = {
  pool: poolStates,
  poolAllocation: poolAllocationStates,
  job: jobStates,
  jobSchedule: jobScheduleStates,
  taskGroup: taskGroupStates,
  node: nodeStates,
  scheduling: schedulingStates,
};

/** Describes `state`. An unknown state shows its own text and has the severity `unknown`. */
export function describeState<Kind extends StateKind>(kind: Kind, state: StatesOf[Kind] | undefined): StateDescription {
  const text = toText(state);
  if (text === '') return { label: l10n.t('unknown state'), severity: 'unknown', terminal: false };
  return findKnownState(kind, text) ?? { label: text, severity: 'unknown', terminal: false };
}

/** Describes a state named by `text`, for example in a service message; undefined if it names none. */
export function findKnownState(kind: StateKind, text: string): StateDescription | undefined {
  const row = findRow(kind, text.toLowerCase());
  return row && { label: row.label(), severity: row.severity, terminal: row.terminal ?? false };
}

/**
 * Returns the label of several items in `state`, as a heading or next to their number. Lowercase, like the label of one
 * item.
 */
export function describeStateOfMany<Kind extends StateKind>(kind: Kind, state: StatesOf[Kind] | undefined): string {
  return findRow(kind, toText(state))?.ofMany?.() ?? describeState(kind, state).label;
}

function findRow(kind: StateKind, state: string): StateRow | undefined {
  const table: Readonly<Record<string, StateRow>> = tables[kind];
  return Object.hasOwn(table, state) ? table[state] : undefined;
}

/** Lists the states of one kind, in the service's lowercase spelling. */
export function knownStates<Kind extends StateKind>(kind: Kind): readonly KnownOf<StatesOf[Kind]>[] {
  return Object.keys(tables[kind]) as KnownOf<StatesOf[Kind]>[];
}
