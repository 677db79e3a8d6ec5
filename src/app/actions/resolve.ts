import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { toKey, toKind } from '../../core/model/resourceChain.ts';
import type { App } from '../app.ts';
import { findInFront } from './inFront.ts';
import { pickAccount, pickJob, pickJobSchedule, pickNode, pickPool, pickTasks, type TaskFilter } from './pick.ts';
import { type ResourceOf, refuseLostRows, toResources } from './targets.ts';

/** The kinds of things that commands are for. */
export type TargetKind = 'account' | 'pool' | 'node' | 'job' | 'jobSchedule' | 'task';

export interface ResolveOptions {
  /** Which tasks are offered when the user has to choose. */
  readonly tasks?: TaskFilter;
  /** Whether the user may choose several tasks. */
  readonly many?: boolean;
  /** Whether it is for one thing only, so that several in front leave a doubt. */
  readonly one?: boolean;
}

/**
 * The things of `kind` that a command is to act on: what it was called on; when that is nothing what is in front, and where
 * that leaves a doubt what the user picks. A file stands for its task or node, a task for its job, and so on upwards. At
 * least one. Throws `InvalidInput` when it was called on things of other kinds only, or on a row that VS Code has lost, and `Cancelled`.
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
  if (found.size === 0) throw new BatchError({ code: 'InvalidInput', message: toMismatch(kind) });
  return [...found.values()];
}

/** As `resolve`, for commands that act on exactly one thing: the first of several. */
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
