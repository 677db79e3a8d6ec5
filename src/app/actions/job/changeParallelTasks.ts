import * as l10n from '@vscode/l10n';
import { planChangeParallel } from '../../../core/changes/jobLife.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Job } from '../../../core/model/job.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { WithUi } from '../../ui.ts';
import { runBulk } from '../run/runBulk.ts';
import { lookUp } from '../targets/lookUp.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import { changeJobLimit } from './changeLimit.ts';
import { jobNoun } from './jobs.ts';

export const contribution: RemedyContribution = {
  title: 'Change Parallel Tasks of Job…',
  effect: 'changes',
  palette: 'never',
  needs: 'changeJobs',
  remedy: () => l10n.t('Change Parallel Tasks…'),
  rows: [{ on: 'job', unless: 'completed', at: 'act@3' }],
};

/** The service's value for no limit other than the pool's. */
const unlimited = -1;

/** Changes the maximum number of parallel tasks of a job. Running tasks continue. */
export const run: Command = async (services, args) => {
  const resource = await resolveOne(services, 'job', args);
  const { service } = await services.accounts.getStore(resource.accountId);
  const judgedAtMs = services.clock.now();
  const job = await lookUp(services, [resource], (call) => service.jobs.getJob(resource.jobId, call));
  requirePossible(planChangeParallel(job));
  const maxParallelTasks = await pickNumber(services, job);
  const items = [jobNoun.toItem(resource, job)];
  await runBulk(services, { verb: changeJobLimit, choices: { maxParallelTasks }, items, judgedAtMs });
  // The job's state does not change, so nothing else would update its explanation.
  services.reread({ resource, document: 'explanation' });
};

async function pickNumber(services: WithUi, { id, maxParallelTasks: limit = unlimited }: Job): Promise<number> {
  const title = l10n.t('Parallel tasks in job {0}', toVisible(id));
  const another = {
    label: l10n.t('Another Number…'),
    detail: l10n.t('Enter how many tasks may run at once.'),
    pick: () => enterNumber(services, title),
  };
  const doubled = {
    label: l10n.t('Double the Number'),
    detail: l10n.t('From {before} to {after}.', { before: formatNumber(limit), after: formatNumber(limit * 2) }),
    pick: async () => limit * 2,
  };
  const none = {
    label: l10n.t('No Limit'),
    detail: l10n.t('As many tasks run as the nodes in the pool can accept.'),
    pick: async () => unlimited,
  };
  const placeholder =
    limit < 1
      ? l10n.t('The job currently has no limit.')
      : l10n.t('Currently at most {0} at once.', formatNumber(limit));
  const chosen = await services.ui.choose(limit < 1 ? [another] : [doubled, another, none], { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.pick();
}

async function enterNumber(services: WithUi, title: string): Promise<number> {
  const entered = await services.ui.enter({
    title,
    prompt: l10n.t("How many of the job's tasks may run at once"),
    check: (typed) =>
      /^[1-9]\d{0,5}$/.test(typed.trim()) ? undefined : l10n.t('Enter a whole number greater than 0.'),
  });
  if (entered === undefined) throw new Cancelled();
  return Number(entered.trim());
}
