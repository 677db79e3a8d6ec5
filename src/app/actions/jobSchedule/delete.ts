import * as l10n from '@vscode/l10n';
import type { Job } from '../../../core/model/job.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { describeState } from '../../../core/model/states.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import { planOrForce, settleForce } from '../../../core/remedy/force.ts';
import { forceSchedules, jobScheduleLife } from '../../../core/remedy/jobScheduleLife.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import type { WithAccounts } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { readAllPages } from '../../evidence/readPages.ts';
import { askName } from '../askName.ts';
import { describeKept } from '../bulk/keptLine.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { toScheduleLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { deleteJobSchedule } from '../verbs/jobSchedule/delete.ts';
import { type EndScheduleChoices, jobScheduleNoun } from '../verbs/jobSchedule/jobSchedule.ts';
import { judgeSchedules, type ScheduleCandidate, sum } from './schedules.ts';

export const contribution: Contribution = {
  title: 'Delete Job Schedule…',
  effect: 'destroys',
  needs: 'deleteSchedules',
  rows: [{ on: 'jobSchedule', at: '9_danger@2' }],
};

/** Deletes job schedules with all jobs that they have made; the name has to be typed. */
export const run: Command = async (services, args) => {
  const schedules = await resolve(services, 'jobSchedule', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmScheduleDeletions(services, schedules);
  const items = candidates.map(({ resource, schedule }) => jobScheduleNoun.toItem(resource, schedule));
  await runBulk(services, { verb: deleteJobSchedule, choices, items, judgedAtMs });
};

/**
 * Asks before job schedules are deleted, and has the id of each typed that can be, with what is lost of it as it is now.
 * Throws `InvalidInput` when there is none, and `Cancelled`.
 */
export async function confirmScheduleDeletions(
  services: App,
  schedules: readonly JobScheduleResource[],
  rest?: Rest<EndScheduleChoices>,
): Promise<{ readonly candidates: readonly ScheduleCandidate[]; readonly choices: EndScheduleChoices }> {
  const { judged, choices, effects } = await judgeDeletions(services, schedules, rest?.choices);
  const jobsOf = await listJobs(services, judged.candidates);
  const jobs = [...jobsOf.values()].flat();
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: deleteJobSchedule, choices },
    rest,
    message: deleteJobSchedule.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: [...toScheduleLines(services, judged.candidates), ...jobs.map(toJobLine)],
    detail: [describeJobs(jobs.length, judged.candidates), ...effects],
    confirm: deleteJobSchedule.texts.confirm(),
    asksMore: true,
    canBeUndone: false,
  });
  await typeIds(services, candidates, { jobsOf, effects });
  return { candidates, choices };
}

/** The same without the first question, where another one has just been answered. */
export async function typeScheduleDeletions(
  services: App,
  schedules: readonly JobScheduleResource[],
): Promise<{ readonly candidates: readonly ScheduleCandidate[]; readonly choices: EndScheduleChoices }> {
  const { judged, choices, effects } = await judgeDeletions(services, schedules);
  const candidates = requireCandidates(judged);
  await typeIds(services, candidates, { jobsOf: await listJobs(services, candidates), effects });
  return { candidates, choices };
}

async function judgeDeletions(services: App, schedules: readonly JobScheduleResource[], settled?: EndScheduleChoices) {
  const force = forceSchedules('deleting', services.clock.now());
  const all = await judgeSchedules(services, schedules, (candidate) =>
    planOrForce(force, candidate, planTransition(jobScheduleLife.delete, candidate.schedule), candidate.apiVersion),
  );
  return settleForce(force, all, settled);
}

type JobsOf = ReadonlyMap<ScheduleCandidate, readonly Job[]>;

/** The jobs that the schedules have made and that are still there. */
async function listJobs({ accounts }: WithAccounts, candidates: readonly ScheduleCandidate[]): Promise<JobsOf> {
  const jobsOf = new Map<ScheduleCandidate, readonly Job[]>();
  for (const candidate of candidates) {
    const { accountId, scheduleId } = candidate.resource;
    const { service } = await accounts.getStore(accountId);
    jobsOf.set(candidate, await readAllPages(service.jobSchedules.listJobsFromSchedule(scheduleId)));
  }
  return jobsOf;
}

function toJobLine({ id, state }: Job): string {
  return l10n.t({
    message: '{job} ({state})',
    args: { job: toVisible(id), state: describeState('job', state).label },
    comment: ['{job} is a job, and {state} a word for how it is, such as “active”'],
  });
}

function describeJobs(count: number, candidates: readonly ScheduleCandidate[]): string {
  const running = formatNumber(sum(candidates, (counts) => counts.running));
  return plural(count, {
    '=0': l10n.t('No job is left that the schedule has created.'),
    one: l10n.t(
      '{count} job that the schedule has created is deleted with all tasks (running: {running}), logs and files.',
      { ...asCount(count), running },
    ),
    other: l10n.t(
      'All {count} jobs that the schedule has created are deleted with all tasks (running: {running}), logs and files.',
      { ...asCount(count), running },
    ),
  });
}

async function typeIds(
  services: App,
  candidates: readonly ScheduleCandidate[],
  { jobsOf, effects }: { readonly jobsOf: JobsOf; readonly effects: readonly string[] },
): Promise<void> {
  for (const candidate of candidates) {
    await askName(services, {
      title: l10n.t('Delete job schedule {0}', toScheduleLines(services, [candidate]).join()),
      prompt: [
        describeJobs(jobsOf.get(candidate)?.length ?? 0, [candidate]),
        l10n.t('Type the id of the job schedule to confirm.'),
        ...effects,
        ...describeKept(deleteJobSchedule, {}, 1),
      ].join(' '),
      name: candidate.resource.scheduleId,
    });
  }
}
