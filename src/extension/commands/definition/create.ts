import * as vscode from 'vscode';
import type { DefinitionKind } from '../../../core/diagnosis/lint/finding.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService } from '../../../service/ports.ts';
import { type CreatedResource, createVerb } from '../../bulk/verbs/create.ts';
import { createJobVerb } from '../../bulk/verbs/jobs.ts';
import { findNow } from '../../bulk/verbs/looks.ts';
import { toDocumentUri } from '../../documentUri.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command, CommandServices } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { pickAccount } from '../pick.ts';
import { openDefinition } from './activeDefinition.ts';
import { askBeside } from './askBeside.ts';
import { toInvalid } from './checkDefinition.ts';
import { checkDefinitions, type Definition } from './checkDefinitions.ts';
import { revealDefinition } from './revealDefinition.ts';

export const contribution: Contribution = {
  title: 'Create Pools, Jobs, or Schedules by a Definition…',
  effect: 'changes',
  palette: 'never',
};

type CreatedKind = Exclude<DefinitionKind, 'task'>;
type Created = CreatedResource | JobResource;

/** Creates what a document defines. */
export const run: Command = async (services, args) => {
  const document = await openDefinition(args);
  const { kind, values } = await checkDefinitions(document);
  if (kind === 'task') throw toInvalid(vscode.l10n.t('This is the definition of a task.'));
  await createAll(services, document, kind, values);
};

/**
 * Creates pools, jobs or job schedules in an account, after one question. Nothing that is there is replaced: where an id
 * is taken, what has it is shown beside the definition. Throws `InvalidInput` then, and `Cancelled`.
 */
export async function createAll(
  services: CommandServices,
  document: vscode.TextDocument,
  kind: CreatedKind,
  values: readonly Definition[],
): Promise<void> {
  for (const value of values) await revealDefinition(document, value, undefined);
  const { accountId } = await pickAccount(services);
  const store = await services.accounts.getStore(accountId);
  const judgedAtMs = Date.now();
  const resources = values.map(({ id }) => toResource(kind, accountId, id));
  for (const resource of resources)
    if ((await findThere(store.service, resource)) !== undefined) throw await showTaken(document, resource);
  const isConfirmed = await askBeside({
    message: toQuestion(kind, values.length, store.account.name),
    names: values.map(({ id }) => id),
    notes: kind === 'pool' ? describeNodes(values) : [],
    confirm: createVerb.texts.confirm(),
    canBeUndone: createVerb.canBeUndone({}),
  });
  if (!isConfirmed) throw new Cancelled();
  const known = new Map(resources.map((resource, index) => [toKey(resource), values[index] ?? { id: '' }]));
  const request = { choices: {}, known, judgedAtMs };
  const jobs = resources.flatMap((resource) => (resource.kind === 'job' ? [{ resource }] : []));
  const others = resources.flatMap((resource) => (resource.kind === 'job' ? [] : [{ resource }]));
  if (jobs.length > 0) await runBulk(services, { ...request, verb: createJobVerb, items: jobs });
  else await runBulk(services, { ...request, verb: createVerb, items: others });
}

/** What has the id of a resource now; undefined where it is free. */
function findThere({ pools, jobs, jobSchedules }: BatchService, resource: Created): Promise<object | undefined> {
  switch (resource.kind) {
    case 'pool':
      return findNow<object>(pools.getPool(resource.poolId));
    case 'job':
      return findNow<object>(jobs.getJob(resource.jobId));
    case 'jobSchedule':
      return findNow<object>(jobSchedules.getJobSchedule(resource.scheduleId));
  }
}

function toResource(kind: CreatedKind, accountId: string, id: string): Created {
  switch (kind) {
    case 'pool':
      return { kind, accountId, poolId: id };
    case 'job':
      return { kind, accountId, jobId: id };
    case 'jobSchedule':
      return { kind, accountId, scheduleId: id };
  }
}

async function showTaken(document: vscode.TextDocument, resource: Created): Promise<Error> {
  const id =
    resource.kind === 'pool' ? resource.poolId : resource.kind === 'job' ? resource.jobId : resource.scheduleId;
  const there = toDocumentUri({ resource, document: 'json' });
  const title = vscode.l10n.t('{0} (in the account, and this definition)', id);
  await vscode.commands.executeCommand('vscode.diff', there, document.uri, title, { preview: true });
  return toInvalid(
    vscode.l10n.t(
      'Nothing was submitted: the account already has {0}, which is shown beside the definition. Nothing that exists is replaced. Choose another ID.',
      id,
    ),
  );
}

/** What a pool costs from the start. */
function describeNodes(pools: readonly Pool[]): readonly string[] {
  const count = pools.reduce(
    (sum, { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 }) =>
      sum + targetDedicatedNodes + targetLowPriorityNodes,
    0,
  );
  if (count === 0) return [];
  return [
    plural(count, {
      one: vscode.l10n.t('{count} node is created, and charged for from then on.', asCount(count)),
      other: vscode.l10n.t('{count} nodes are created, and charged for from then on.', asCount(count)),
    }),
  ];
}

function toQuestion(kind: CreatedKind, number: number, account: string): string {
  const parts = { ...asCount(number), account };
  switch (kind) {
    case 'pool':
      return plural(number, {
        one: vscode.l10n.t('Create {count} pool in account {account}?', parts),
        other: vscode.l10n.t('Create {count} pools in account {account}?', parts),
      });
    case 'job':
      return plural(number, {
        one: vscode.l10n.t('Create {count} job in account {account}?', parts),
        other: vscode.l10n.t('Create {count} jobs in account {account}?', parts),
      });
    case 'jobSchedule':
      return plural(number, {
        one: vscode.l10n.t('Create {count} job schedule in account {account}?', parts),
        other: vscode.l10n.t('Create {count} job schedules in account {account}?', parts),
      });
  }
}
