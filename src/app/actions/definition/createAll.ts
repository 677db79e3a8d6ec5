import * as l10n from '@vscode/l10n';
import { planRequests } from '../../../core/changes/bulk/plannedRequests.ts';
import { planReplace } from '../../../core/changes/planReplace.ts';
import type { DefinitionKind } from '../../../core/diagnosis/lint/finding.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { toKey } from '../../../core/model/resource.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import { describeKept } from '../run/keptLine.ts';
import { runBulk } from '../run/runBulk.ts';
import { pickAccount } from '../targets/pick.ts';
import { toFirst } from '../verb/judge.ts';
import type { WindowApp } from '../verb/window.ts';
import { askBeside } from './askBeside.ts';
import type { Definition } from './checkDefinitions.ts';
import { collections } from './collections.ts';
import { createAgain } from './createAgain.ts';
import { listKnownTrouble } from './listKnownTrouble.ts';
import { revealDefinition } from './revealDefinition.ts';
import { type CreatedResource, type Creation, findThere, submitDefinition } from './submitDefinition.ts';

type CreatedKind = Exclude<DefinitionKind, 'task'>;

/**
 * Creates pools, jobs, or job schedules in an account, after one question. A single existing item is changed if the
 * service allows that, after its changes were shown beside the definition, and is otherwise deleted and created again;
 * among several items, existing ones are left out. Throws `InvalidInput` and `Cancelled`.
 */
export async function createAll(
  services: WindowApp,
  document: DefinitionDocument,
  kind: CreatedKind,
  values: readonly Definition[],
): Promise<void> {
  for (const value of values) await revealDefinition(services, document, value, undefined);
  const { accountId } = await pickAccount(services);
  const store = await services.accounts.getStore(accountId);
  const judgedAtMs = services.clock.now();
  const resources = values.map(({ id }) => toResource(kind, accountId, id));
  const taken = new Set<CreatedResource>();
  for (const [index, resource] of resources.entries()) {
    const there = await findThere(store.service, resource);
    const value = values[index];
    if (there === undefined || value === undefined) continue;
    await document.compare({ resource, document: 'json' }, l10n.t('{0} (account ↔ this definition)', value.id));
    if (values.length === 1)
      return change(services, { resource, there, value, account: nameAccount(services.accounts, store.account.id) });
    taken.add(resource);
  }
  const isTaken = (index: number): boolean => taken.has(resources[index] as CreatedResource);
  const fresh = values.filter((_value, index) => !isTaken(index));
  const existing = values.filter((_value, index) => isTaken(index));
  if (fresh.length === 0) throw toInvalidInput(describeTaken(existing.map(({ id }) => id)));
  const isConfirmed = await askBeside(services, {
    message: toCreateQuestion(kind, fresh.length, nameAccount(services.accounts, store.account.id)),
    names: fresh.map(({ id }) => id),
    notes: [
      ...(kind === 'pool' ? describeNodes(fresh) : []),
      ...(await listKnownTrouble(services, document, accountId)),
    ],
    leftOut: existing.map(({ id }) => toLeftOut(id)),
    confirm: submitDefinition.texts.confirm(),
    requests: fresh.map(() => `POST ${collections[kind]}`),
    canBeUndone: submitDefinition.canBeUndone({}),
  });
  if (!isConfirmed) throw new Cancelled();
  const known = new Map(resources.map((resource, index) => [toKey(resource), values[index] ?? { id: '' }]));
  const items = resources.filter((resource) => !taken.has(resource)).map((resource) => ({ resource }));
  await runBulk(services, { verb: submitDefinition, choices: {}, items, known, judgedAtMs });
}

interface Existing {
  readonly resource: CreatedResource;
  readonly there: Creation;
  readonly value: Definition;
  readonly account: string;
}

/**
 * Changes the properties in which the existing resource differs from the definition, after asking. Recreates it if a
 * property cannot be changed.
 */
async function change(services: WindowApp, { resource, there, value, account }: Existing): Promise<void> {
  const { id } = value;
  const { patch, fixed } = planReplace(resource.kind, there, value);
  if (fixed.length > 0) return createAgain(services, { resource, there, value, fixed, account });
  const names = Object.keys(patch);
  if (names.length === 0)
    throw toInvalidInput(l10n.t('The account already has {0} as defined here. There is nothing to change.', id));
  const choices = { isChange: true };
  const isConfirmed = await askBeside(services, {
    message: l10n.t('Change {id} in account {account}?', { id: toVisible(id), account }),
    names: [id],
    notes: [
      l10n.t('These properties are replaced: {0}.', listPlain(names)),
      l10n.t("Properties that the definition doesn't specify stay unchanged."),
      ...describeEffect(resource.kind, names),
      ...describeKept(submitDefinition, choices, 1),
    ],
    confirm: l10n.t('Change'),
    requests: planRequests([['PATCH', '']], [resource]),
    canBeUndone: submitDefinition.canBeUndone(choices),
  });
  if (!isConfirmed) throw new Cancelled();
  const known = new Map([[toKey(resource), { ...patch, id }]]);
  const judgedAtMs = services.clock.now();
  await runBulk(services, { verb: submitDefinition, choices, items: [{ resource }], known, judgedAtMs });
}

function describeEffect(kind: CreatedKind, names: readonly string[]): readonly string[] {
  if (kind === 'pool' && names.includes('startTask'))
    return [l10n.t('Nodes run the new start task when they restart.')];
  if (kind === 'jobSchedule') return [l10n.t('Existing jobs stay unchanged. Future jobs get the changes.')];
  return [];
}

function toResource(kind: CreatedKind, accountId: string, id: string): CreatedResource {
  switch (kind) {
    case 'pool':
      return { kind, accountId, poolId: id };
    case 'job':
      return { kind, accountId, jobId: id };
    case 'jobSchedule':
      return { kind, accountId, scheduleId: id };
  }
}

function describeTaken(ids: readonly string[]): string {
  return l10n.t(
    'Nothing was submitted: the account already has {0}. Submit one separately to change it, or choose other IDs.',
    listPlain(toFirst(ids)),
  );
}

function toLeftOut(id: string): string {
  return l10n.t('{0}: The account already has it. Submit it separately to change it.', toVisible(id));
}

function describeNodes(pools: readonly Pool[]): readonly string[] {
  const count = pools.reduce(
    (sum, { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 }) =>
      sum + targetDedicatedNodes + targetLowPriorityNodes,
    0,
  );
  if (count === 0) return [];
  return [
    plural(count, {
      one: l10n.t("{count} node is created, and you're charged for it from then on.", asCount(count)),
      other: l10n.t("{count} nodes are created, and you're charged for them from then on.", asCount(count)),
    }),
  ];
}

function toCreateQuestion(kind: CreatedKind, number: number, account: string): string {
  const parts = { ...asCount(number), account };
  switch (kind) {
    case 'pool':
      return plural(number, {
        one: l10n.t('Create {count} pool in account {account}?', parts),
        other: l10n.t('Create {count} pools in account {account}?', parts),
      });
    case 'job':
      return plural(number, {
        one: l10n.t('Create {count} job in account {account}?', parts),
        other: l10n.t('Create {count} jobs in account {account}?', parts),
      });
    case 'jobSchedule':
      return plural(number, {
        one: l10n.t('Create {count} job schedule in account {account}?', parts),
        other: l10n.t('Create {count} job schedules in account {account}?', parts),
      });
  }
}
