import * as l10n from '@vscode/l10n';
import { type Copied, type CopyForm, toCopy } from '../../../core/definitions/copyForms.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { WithUi } from '../../ui.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { runEach } from '../verb/runEach.ts';

export const contribution: Contribution = {
  title: 'Copy As…',
  effect: 'reads',
  palette: 'inDocument',
  rows: [{ on: ['pool', 'job', 'task'], at: 'copy@3' }],
};

const concurrency = 4;
/** Maximum number of copied items, which is also the limit for one request that adds tasks. */
const mostCopied = 100;

/**
 * Copies the definitions of tasks, jobs, or pools, without secrets, in a format that the user picks, so that similar
 * items can be created from them.
 */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const resources = toResources(orInFront(services, args)).filter(isCopied);
  const [first] = resources;
  if (first === undefined)
    throw toInvalid(
      l10n.t('Select a task, job, or pool in an Azure Batch view, or open one of their documents first.'),
    );
  if (resources.some(({ kind, accountId }) => kind !== first.kind || accountId !== first.accountId))
    throw toInvalid(l10n.t('Select only tasks, only jobs, or only pools, all from the same account.'));
  if (resources.length > mostCopied) throw toInvalid(l10n.t('You can copy at most {0} at a time.', mostCopied));
  const chosen = await services.ui.choose(listForms(first), { title: l10n.t('Copy As') });
  if (chosen === undefined) return;
  const { account, service } = await services.accounts.getStore(first.accountId);
  const copied = await getAll(services, service, resources);
  if (copied.some(({ value }) => findDamage(value) !== undefined))
    throw toInvalid(l10n.t('Azure Batch sent a damaged definition, so a copy would be incomplete.'));
  const { text, hidden } = toCopy(copied, chosen.form, account);
  await services.ui.copy(text);
  services.ui.notify('status', describeCopied(hidden));
};

function toInvalid(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}

/**
 * Gets all items in order. Throws the error of an item that cannot be read, and `Cancelled`, because a partial copy
 * could be mistaken for a complete one.
 */
async function getAll(
  { ui }: WithUi,
  service: BatchService,
  resources: readonly CopiedResource[],
): Promise<readonly Copied[]> {
  const found = new Map<CopiedResource, Copied>();
  const get = async (resource: CopiedResource): Promise<void> => {
    found.set(resource, await getCopied(service, resource));
  };
  const { failed, untouched } = await ui.progress({ title: l10n.t('Reading definitions') }, ({ signal }) =>
    runEach(resources, get, { concurrency, signal }),
  );
  const [refused] = failed;
  if (refused !== undefined) throw refused.error;
  if (untouched.length > 0) throw new Cancelled();
  return resources.flatMap((resource) => found.get(resource) ?? []);
}

type CopiedResource = Extract<Resource, { readonly kind: Copied['kind'] }>;

function isCopied(resource: Resource): resource is CopiedResource {
  return ['task', 'job', 'pool'].includes(resource.kind);
}

async function getCopied({ tasks, jobs, pools }: BatchService, resource: CopiedResource): Promise<Copied> {
  switch (resource.kind) {
    case 'task': {
      const { jobId, taskId } = resource;
      return { kind: 'task', jobId, value: await tasks.getTask(jobId, taskId) };
    }
    case 'job':
      return { kind: 'job', value: await jobs.getJob(resource.jobId) };
    case 'pool':
      return { kind: 'pool', value: await pools.getPool(resource.poolId) };
  }
}

interface FormChoice {
  readonly label: string;
  readonly detail: string;
  readonly form: CopyForm;
}

function listForms({ kind }: CopiedResource): readonly FormChoice[] {
  const template: FormChoice = {
    form: 'template',
    label: l10n.t('ARM JSON'),
    detail: l10n.t('An Azure Resource Manager template that creates the pool'),
  };
  return [
    { form: 'definition', label: l10n.t('Definition'), detail: l10n.t('The JSON that is submitted') },
    {
      form: 'cli',
      label: l10n.t('az batch Command'),
      detail: l10n.t('For the Azure CLI in a POSIX shell, such as Bash'),
    },
    { form: 'python', label: l10n.t('Python'), detail: l10n.t('For azure-batch versions earlier than 15') },
    ...(kind === 'pool' ? [template] : []),
  ];
}

function describeCopied(hidden: number): string {
  if (hidden === 0) return l10n.t('Copied. No secrets were found.');
  return plural(hidden, {
    one: l10n.t('{count} secret was left out of the copy and replaced with <secret>.', asCount(hidden)),
    other: l10n.t('{count} secrets were left out of the copy and replaced with <secret>.', asCount(hidden)),
  });
}
