import * as l10n from '@vscode/l10n';
import { type BulkItem, type BulkRecord, wasChanged } from '../../../core/changes/bulk/bulkRecord.ts';
import type { ChangeEffect } from '../../../core/changes/life.ts';
import { readNode } from '../../../core/model/computeNodeShape.ts';
import { isResizeFailed } from '../../../core/model/pool.ts';
import { readPool } from '../../../core/model/poolShape.ts';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import { continueAfterColon } from '../../../core/text/afterColon.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import type { CommandName } from '../../commandName.ts';
import { readAndExplainNode } from '../../explain/explainNode.ts';
import { LateAnswers } from '../../explain/lateAnswers.ts';
import { toNodeSeverity } from '../../lists/nodeGroups.ts';
import { toFirstName } from '../targets/names.ts';
import type { AnyVerb, VerbEffect } from '../verb/verb.ts';
import { noteEffects } from './noteEffects.ts';
import { readNow } from './readNow.ts';
import { refreshTouched } from './refreshTouched.ts';
import { toReportTarget } from './reportTarget.ts';

/** Maximum number of items requested individually per poll. Tasks and nodes are listed instead. */
const mostAsked = 20;

const explainCommands: Partial<Record<Resource['kind'], CommandName>> = {
  task: 'task.explain',
  job: 'job.explain',
  jobSchedule: 'jobSchedule.explain',
  pool: 'pool.explain',
  node: 'node.explain',
};

interface Followed {
  readonly item: BulkItem;
  readonly atMs: number;
}

/**
 * Follows the items that a bulk action changed until each shows the effect or can no longer show it, and reports the
 * result once. Skips items that needed no change, because they were already reported, and items that have been changed
 * again.
 */
export function followEffect(
  services: App,
  { effect }: Pick<AnyVerb, 'effect'>,
  { plan, outcomes }: Pick<BulkRecord, 'plan' | 'outcomes'>,
): void {
  const changed = plan.items.flatMap((item, index): Followed[] => {
    const outcome = outcomes[index];
    return outcome !== undefined && wasChanged(outcome) ? [{ item, atMs: Date.parse(outcome.at) }] : [];
  });
  if (effect === undefined) return;
  const resources = changed.map(({ item }) => item.resource);
  const ended = new Map<Followed, Exclude<ChangeEffect, 'underway'>>();
  const seenAs = new Map<string, object | undefined>();
  services.changes.follow(resources, async (isLast) => {
    const listLast = (): readonly Followed[] => changed.filter(({ item }) => isLast(item.resource));
    const open = listLast().filter((one) => !ended.has(one));
    const now = await readNow(services, pickAsked(open.map(({ item }) => item.resource)));
    for (const one of open) {
      const key = toKey(one.item.resource);
      const seen = now.has(key) ? effect.judge(one.item, now.get(key), services.clock.now() - one.atMs) : 'underway';
      seenAs.set(key, now.get(key));
      if (seen !== 'underway') ended.set(one, seen);
    }
    const followed = listLast();
    if (followed.some((one) => !ended.has(one))) return false;
    const seen = followed.flatMap((one) => {
      const what = ended.get(one);
      return what === undefined ? [] : [[one.item.resource, what] as const];
    });
    await noteEffects(services, plan.verb, seen);
    services.reread(toReportTarget(plan));
    if (followed.length > 0) await notify(services, effect, followed, ended, seenAs);
    await refreshTouched(
      services.accounts,
      followed.map(({ item }) => item.resource),
    );
    return true;
  });
}

function pickAsked(resources: readonly Resource[]): readonly Resource[] {
  const isListed = ({ kind }: Resource): boolean => kind === 'task' || kind === 'node';
  const single = resources.filter((resource) => !isListed(resource));
  return [...resources.filter(isListed), ...single.slice(0, mostAsked)];
}

async function notify(
  services: App,
  effect: VerbEffect,
  followed: readonly Followed[],
  ended: ReadonlyMap<Followed, ChangeEffect>,
  seenAs: ReadonlyMap<string, object | undefined>,
): Promise<void> {
  const astray = followed.filter((one) => ended.get(one) === 'astray');
  const resource = (astray[0] ?? followed[0])?.item.resource;
  if (resource === undefined) return;
  const name = toFirstName(services, [{ resource }]);
  if (astray.length === 0) {
    services.ui.notify('information', effect.seen(followed.length, name));
    return;
  }
  const explain = explainCommands[resource.kind];
  const reason = await findReason(services, resource, seenAs.get(toKey(resource))).catch((error: unknown) => {
    services.log.debug(`the reason why a change had no effect could not be read: ${String(error)}`);
    return undefined;
  });
  const things = astray.map(({ item }) => seenAs.get(toKey(item.resource)));
  const message = [
    effect.astray(astray.length, followed.length, name, things),
    ...describeReason(reason, astray.length),
  ].join(' ');
  if (explain === undefined) services.ui.notify('warning', message);
  else
    services.ui.notify('warning', message, {
      title: l10n.t('Explain'),
      command: toCommandId(explain),
      arguments: [resource],
    });
}

function describeReason(reason: string | undefined, count: number): readonly string[] {
  if (reason === undefined) return [];
  const title = continueAfterColon(reason);
  return [
    plural(count, { '=1': l10n.t('The reason is: {0}.', title), other: l10n.t('One of the reasons is: {0}.', title) }),
  ];
}

/** Explains why an item failed to reach the wanted state; undefined when it is only slow. */
async function findReason(services: App, resource: Resource, now: object | undefined): Promise<string | undefined> {
  if (resource.kind === 'pool') {
    const pool = readAs(readPool, now).value;
    const isFailed = pool !== undefined && (isResizeFailed(pool) || pool.autoScaleRun?.error !== undefined);
    return isFailed ? services.bundles.diagnosis().explainPoolEvidence({ pool }).title : undefined;
  }
  if (resource.kind !== 'node') return undefined;
  const node = readAs(readNode, now).value;
  if (node === undefined || toNodeSeverity(node) !== 'error') return undefined;
  const store = await services.accounts.getStore(resource.accountId);
  const late = new LateAnswers(services.clock);
  const at = new Date(services.clock.now());
  return (await readAndExplainNode(store, resource, { ...services, late }, at)).explanation.title;
}
