import * as l10n from '@vscode/l10n';
import type { JobResource } from '../../../core/model/resource.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { planOrForce, settleForce } from '../../../core/remedy/force.ts';
import { forceJobs, jobLife } from '../../../core/remedy/jobLife.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import type { App } from '../../app.ts';
import { askName } from '../askName.ts';
import { describeKept } from '../bulk/keptLine.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { toJobLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { deleteJob } from '../verbs/job/delete.ts';
import { type EndJobChoices, jobNoun } from '../verbs/job/job.ts';
import { type JobCandidate, judgeJobs } from './jobs.ts';

export const contribution: Contribution = {
  title: 'Delete Job…',
  effect: 'destroys',
  needs: 'deleteJobs',
  rows: [{ on: 'job', at: '9_danger@2' }],
};

/** Deletes jobs with all their tasks and files; the name has to be typed. */
export const run: Command = async (services, args) => {
  const jobs = await resolve(services, 'job', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmDeletions(services, jobs);
  const items = candidates.map(({ resource, job }) => jobNoun.toItem(resource, job));
  await runBulk(services, { verb: deleteJob, choices, items, judgedAtMs });
};

/**
 * Asks before jobs are deleted, and has the id of each typed that can be, with what is lost of it as it is now. Throws
 * `InvalidInput` when there is none, and `Cancelled`.
 */
export async function confirmDeletions(
  services: App,
  jobs: readonly JobResource[],
  rest?: Rest<EndJobChoices>,
): Promise<{ readonly candidates: readonly JobCandidate[]; readonly choices: EndJobChoices }> {
  const { judged, choices, effects } = await judgeDeletions(services, jobs, rest?.choices);
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: deleteJob, choices },
    rest,
    message: deleteJob.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toJobLines(services, judged.candidates),
    detail: [describeTasks(judged.candidates), ...effects],
    confirm: deleteJob.texts.confirm(),
    asksMore: true,
    canBeUndone: false,
  });
  await typeIds(services, candidates, effects);
  return { candidates, choices };
}

/** The same without the first question, where another one has just been answered. */
export async function typeDeletions(
  services: App,
  jobs: readonly JobResource[],
): Promise<{ readonly candidates: readonly JobCandidate[]; readonly choices: EndJobChoices }> {
  const { judged, choices, effects } = await judgeDeletions(services, jobs);
  const candidates = requireCandidates(judged);
  await typeIds(services, candidates, effects);
  return { candidates, choices };
}

/** How many tasks go with the jobs. */
function describeTasks(candidates: readonly JobCandidate[]): string {
  const sum = (count: (candidate: JobCandidate) => number): string =>
    formatNumber(candidates.reduce((total, candidate) => total + count(candidate), 0));
  return l10n.t('All tasks ({total}; running: {running}) are deleted with their logs and files.', {
    total: sum(countTasks),
    running: sum(({ counts }) => counts.running),
  });
}

function countTasks({ counts }: JobCandidate): number {
  return counts.active + counts.running + counts.completed;
}

async function judgeDeletions(services: App, jobs: readonly JobResource[], settled?: EndJobChoices) {
  const force = forceJobs('deleting', services.clock.now());
  const all = await judgeJobs(services, jobs, (candidate) =>
    planOrForce(force, candidate, planTransition(jobLife.delete, candidate.job), candidate.service.apiVersion),
  );
  return settleForce(force, all, settled);
}

async function typeIds(services: App, candidates: readonly JobCandidate[], effects: readonly string[]): Promise<void> {
  for (const candidate of candidates) await confirmDeletion(services, candidate, effects);
}

async function confirmDeletion(services: App, candidate: JobCandidate, effects: readonly string[]): Promise<void> {
  const { resource, counts } = candidate;
  await askName(services, {
    title: l10n.t('Delete job {job}', { job: toJobLines(services, [{ resource }]).join() }),
    prompt: [
      l10n.t(
        'All tasks of the job ({total}; running: {running}) are deleted with their logs and files. Type the id of the job to confirm.',
        { total: formatNumber(countTasks(candidate)), running: formatNumber(counts.running) },
      ),
      ...effects,
      ...describeKept(deleteJob, {}, 1),
    ].join(' '),
    name: resource.jobId,
  });
}
