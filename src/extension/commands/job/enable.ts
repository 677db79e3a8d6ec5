import * as l10n from '@vscode/l10n';
import { planEnableJob } from '../../../core/remedy/jobPlans.ts';
import { enableJobVerb, toJobItem } from '../../bulk/verbs/jobs.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates } from '../judge.ts';
import { toJobLines } from '../nameLines.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { judgeJobs } from './jobs.ts';

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
  const judgedAtMs = Date.now();
  const judged = await judgeJobs(services, jobs, ({ job, counts }) => planEnableJob(job, counts));
  const candidates = await confirmCandidates(judged, {
    will: { verb: enableJobVerb, choices: {} },
    message: enableJobVerb.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toJobLines(services, judged.candidates),
    detail: [],
    confirm: enableJobVerb.texts.confirm(),
    // What there is to know is that a job ends by it.
    ...(judged.notes.length > 0 ? { canBeUndone: false } : { canBeUndone: true, always: false }),
  });
  const items = candidates.map(({ resource, job }) => toJobItem(resource, job));
  await runBulk(services, { verb: enableJobVerb, choices: {}, items, judgedAtMs });
};
