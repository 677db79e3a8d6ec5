import * as l10n from '@vscode/l10n';
import type { JobResource } from '../../../core/model/resource.ts';
import { planEnableJob } from '../../../core/remedy/jobLife.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toJobLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { enableJob } from '../verbs/job/enable.ts';
import { jobNoun } from '../verbs/job/job.ts';
import { type JobCandidate, judgeJobs } from './jobs.ts';

export const contribution: RemedyContribution = {
  title: 'Enable Job',
  effect: 'changes',
  needs: 'changeJobs',
  remedy: () => l10n.t('Enable Job'),
  rows: [{ on: 'job', if: 'disabled', at: '3_putRight@2' }],
};

/** Lets disabled jobs start their tasks again. */
export const run: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmEnabling(services, jobs);
  const items = candidates.map(({ resource, job }) => jobNoun.toItem(resource, job));
  await runBulk(services, { verb: enableJob, choices, items, judgedAtMs });
};

/** Asks before jobs are enabled, where that ends them. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmEnabling(
  services: App,
  jobs: readonly JobResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly JobCandidate[]; readonly choices: object }> {
  const judged = await judgeJobs(services, jobs, ({ job, counts }) => planEnableJob(job, counts));
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: enableJob, choices: {} },
    rest,
    message: enableJob.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toJobLines(services, judged.candidates),
    detail: [],
    confirm: enableJob.texts.confirm(),
    // What there is to know is that a job ends by it.
    ...(judged.notes.length > 0 ? { canBeUndone: false } : { canBeUndone: true, always: false }),
  });
  return { candidates, choices: {} };
}
