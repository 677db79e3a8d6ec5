import * as l10n from '@vscode/l10n';
import { toDefinition, toNumberedId } from '../../../core/definitions/resubmit.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { findDamage } from '../../../core/model/damagedItem.ts';
import { findNow } from '../../../core/model/missing.ts';
import { toVisibleJson } from '../../../core/text/visibleJson.ts';
import { readAndExplainJob } from '../../explain/explainJob.ts';
import { findFreeNumber } from '../definition/pickTarget.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: RemedyContribution = {
  title: 'Edit and Clone Job…',
  effect: 'reads',
  needs: 'changeJobs',
  remedy: () => l10n.t('Edit and Clone Job…'),
  rows: [
    { on: 'job', if: 'completed', at: '3_putRight@5' },
    { on: 'job', unless: 'completed', at: 'act@2' },
  ],
};

/**
 * Opens the definition of a job under a free ID, at its fault: most of a job, including its preparation task, can be
 * changed only in another job (Batch documentation: "Job - Patch").
 */
export const run: WindowCommand = async (services, args) => {
  const resource = await resolveOne(services, 'job', args);
  const store = await services.accounts.getStore(resource.accountId);
  const { jobs } = store.service;
  const original = await jobs.getJob(resource.jobId);
  if (findDamage(original) !== undefined)
    throw toInvalidInput(l10n.t('Azure Batch returned a damaged job definition, so a copy would be incomplete.'));
  // IDs of jobs that schedules create contain a colon, which no other job's may.
  const stem = resource.jobId.replace(/[^\w-]/g, '-');
  const isTaken = async (number: number): Promise<boolean> =>
    (await findNow(jobs.getJob(toNumberedId(stem, number)))) !== undefined;
  const [{ explanation, facts }, number] = await Promise.all([
    readAndExplainJob(store, resource, services, new Date(services.clock.now())),
    findFreeNumber(isTaken),
  ]);
  const definition = toDefinition(original);
  const id = toNumberedId(stem, number);
  const agent = facts.pool?.virtualMachineConfiguration?.nodeAgentSKUId?.toLowerCase();
  await services.definitions.open(id, toVisibleJson({ ...definition, id }), {
    kind: 'job',
    resource,
    original,
    definition,
    shown: toVisibleJson(definition),
    title: explanation.title,
    fingerprint: explanation.fingerprint,
    fixes: explanation.fixes.filter(({ property: [first] = [] }) => first !== undefined && first in definition),
    isWindows: agent?.includes('windows') ?? false,
    entered: new Map(),
  });
};
