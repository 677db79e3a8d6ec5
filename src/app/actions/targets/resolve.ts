import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { toKey, toKind } from '../../../core/model/resource.ts';
import type { App } from '../../app.ts';
import { findInFront } from './inFront.ts';
import { pickAccount, pickJob, pickJobSchedule, pickNode, pickPool, pickTasks, type TaskFilter } from './pick.ts';
import { type ResourceOf, refuseLostRows, toResources } from './targets.ts';

/** The kinds of items that commands act on. */
export type TargetKind = 'account' | 'pool' | 'node' | 'job' | 'jobSchedule' | 'task';

export interface ResolveOptions {
  readonly tasks?: TaskFilter;
  readonly many?: boolean;
  /** True if the command acts on one item only, so that several active items are ambiguous. */
  readonly one?: boolean;
}

/**
 * Returns the items of `kind` that a command acts on: the items that it was called on; otherwise, the active items; and
 * if these are ambiguous, items that the user picks. A file resolves to its task or node, a task to its job, and so on
 * upward. Returns at least one item. Throws `InvalidInput` when called only on items of other kinds or on a row that VS
 * Code has lost, and `Cancelled`.
 */
export async function resolve<K extends TargetKind>(
  services: App,
  kind: K,
  args: readonly unknown[],
  options: ResolveOptions = {},
): Promise<readonly ResourceOf<K>[]> {
  refuseLostRows(args);
  const given = toResources(args);
  if (given.length === 0) {
    const inFront = await findInFront(services, kind);
    const isClear = inFront.length === 1 || (inFront.length > 1 && options.one !== true);
    return isClear ? inFront : pickers[kind](services, options);
  }
  const found = new Map<string, ResourceOf<K>>();
  for (const resource of given) {
    const target = toKind(kind, resource);
    if (target !== undefined) found.set(toKey(target), target);
  }
  if (found.size === 0) throw toInvalidInput(toMismatch(kind));
  return [...found.values()];
}

/** Returns the item for a command that acts on exactly one item: the first result of `resolve`. */
export async function resolveOne<K extends TargetKind>(
  services: App,
  kind: K,
  args: readonly unknown[],
  options: Omit<ResolveOptions, 'many' | 'one'> = {},
): Promise<ResourceOf<K>> {
  const [target] = await resolve(services, kind, args, { ...options, one: true });
  if (target === undefined) throw new Error('resolve returned nothing');
  return target;
}

const pickers: {
  readonly [K in TargetKind]: (services: App, options: ResolveOptions) => Promise<readonly ResourceOf<K>[]>;
} = {
  account: async (services) => [await pickAccount(services)],
  pool: async (services) => [await pickPool(services)],
  node: async (services) => [await pickNode(services)],
  job: async (services) => [await pickJob(services)],
  jobSchedule: async (services) => [await pickJobSchedule(services)],
  task: (services, options) => pickTasks(services, options.tasks, options.many),
};

function toMismatch(kind: TargetKind): string {
  switch (kind) {
    case 'account':
      return l10n.t('This command applies only to accounts.');
    case 'pool':
      return l10n.t('This command applies only to pools.');
    case 'node':
      return l10n.t('This command applies only to nodes.');
    case 'job':
      return l10n.t('This command applies only to jobs.');
    case 'jobSchedule':
      return l10n.t('This command applies only to job schedules.');
    case 'task':
      return l10n.t('This command applies only to tasks.');
  }
}
