import type { JobScheduleResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { ExplanationSources } from './explanationSources.ts';

/**
 * Asks for a job schedule and its last job, and explains when it runs next or why it does not. Throws what the service
 * answers about the schedule itself.
 */
export async function readAndExplainJobSchedule(
  { service }: Pick<AccountStore, 'service'>,
  resource: JobScheduleResource,
  { bundles }: Pick<ExplanationSources, 'bundles'>,
  now: Date,
): Promise<ExplainedResource> {
  const { accountId, scheduleId } = resource;
  const absent = new MissingEvidence();
  const schedule = await service.jobSchedules.getJobSchedule(scheduleId);
  const jobId = schedule.executionInfo?.recentJob?.id;
  const [job, counts] =
    jobId === undefined
      ? []
      : await Promise.all([
          absent.ifThere(service.jobs.getJob(jobId)),
          absent.ifThere(service.jobs.getTaskCounts(jobId)),
        ]);
  const explanation = bundles.diagnosis().explainJobSchedule({ schedule, lastJob: job, counts, accountId, now });
  return {
    explanation: { ...explanation, evidence: [...explanation.evidence, ...absent.found] },
    targets: { resource },
    logs: [],
    facts: { job },
    history: { job },
    tasks: [],
    nodeNames: new Map(),
  };
}
