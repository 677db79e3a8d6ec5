import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { type Copied, type CopyForm, toCopy } from '../../../core/remedy/copyForms.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { orInFront } from '../inFront.ts';
import { refuseLostRows, toResources } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Copy As…',
  effect: 'reads',
  palette: 'inDocument',
  rows: [{ on: ['pool', 'job', 'task'], at: 'copy@3' }],
};

/** Copies what another task, job or pool of the same definition is made from, without secrets, in a form that is asked for. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const resource = toResources(orInFront(services, args)).find(isCopied);
  if (resource === undefined)
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('Select a task, job, or pool in an Azure Batch view, or open one of their documents first.'),
    });
  const chosen = await services.ui.choose(listForms(resource), { title: l10n.t('Copy As') });
  if (chosen === undefined) return;
  const { account, service } = await services.accounts.getStore(resource.accountId);
  const copied = await getCopied(service, resource);
  if (findDamage(copied.value) !== undefined)
    throw new BatchError({
      code: 'InvalidInput',
      message: l10n.t('Azure Batch sent a damaged definition, so a copy would be incomplete.'),
    });
  const { text, hidden } = toCopy(copied, chosen.form, account);
  await services.ui.copy(text);
  services.ui.notify('status', describeCopied(hidden));
};

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
    detail: l10n.t('A template for Azure Resource Manager that makes the pool'),
  };
  return [
    { form: 'definition', label: l10n.t('Definition'), detail: l10n.t('The JSON that is submitted') },
    {
      form: 'cli',
      label: l10n.t('az batch Command'),
      detail: l10n.t('For the Azure CLI in a POSIX shell, such as Bash'),
    },
    { form: 'python', label: l10n.t('Python'), detail: l10n.t('For azure-batch before version 15') },
    ...(kind === 'pool' ? [template] : []),
  ];
}

function describeCopied(hidden: number): string {
  if (hidden === 0) return l10n.t('Copied. No secret was found in it.');
  return plural(hidden, {
    one: l10n.t('Copied without {count} secret, in the place of which it says <secret>.', asCount(hidden)),
    other: l10n.t('Copied without {count} secrets, in the place of which it says <secret>.', asCount(hidden)),
  });
}
