import * as l10n from '@vscode/l10n';
import type { JobResource } from '../../../core/model/resource.ts';
import { planOrForce, settleForce } from '../../../core/remedy/force.ts';
import { forceJobs, jobLife } from '../../../core/remedy/jobLife.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toJobLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { type EndJobChoices, jobNoun } from '../verbs/job/job.ts';
import { terminateJob } from '../verbs/job/terminate.ts';
import { describeEndOfTasks } from './endOfTasks.ts';
import { countRunningTasks, type JobCandidate, judgeJobs } from './jobs.ts';

export const contribution: RemedyContribution = {
  title: 'Terminate Job…',
  effect: 'destroys',
  needs: 'changeJobs',
  remedy: () => l10n.t('Terminate Job…'),
  rows: [{ on: 'job', if: ['active', 'disabled', 'hanging'], at: '9_danger@1' }],
};

/** Ends jobs and what runs in them. */
export const run: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmTermination(services, jobs);
  const items = candidates.map(({ resource, job }) => jobNoun.toItem(resource, job));
  await runBulk(services, { verb: terminateJob, choices, items, judgedAtMs });
};

/** Asks before jobs end. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmTermination(
  services: App,
  jobs: readonly JobResource[],
  rest?: Rest<EndJobChoices>,
): Promise<{ readonly candidates: readonly JobCandidate[]; readonly choices: EndJobChoices }> {
  const force = forceJobs('terminating', services.clock.now());
  const all = await judgeJobs(services, jobs, (candidate) =>
    planOrForce(force, candidate, planTransition(jobLife.terminate, candidate.job), candidate.service.apiVersion),
  );
  const { judged, choices, effects } = settleForce(force, all, rest?.choices);
  const { candidates: judgedCandidates } = judged;
  const waiting = judgedCandidates.reduce((sum, { counts }) => sum + counts.active, 0);
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: terminateJob, choices },
    rest,
    message: terminateJob.texts.question(judgedCandidates.length, toFirstName(services, judgedCandidates)),
    names: toJobLines(services, judgedCandidates),
    detail: [
      ...effects,
      ...describeEndOfTasks(countRunningTasks(judgedCandidates), waiting),
      l10n.t('You can no longer add or retry tasks. Ended tasks and their files are kept.'),
    ],
    confirm: terminateJob.texts.confirm(),
    canBeUndone: false,
  });
  return { candidates, choices };
}
