import type { EventSubject, MonitorAnswer, ServiceEvents } from '../../core/model/monitor.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { getsNowhere } from '../evidence/networkEvidence.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { LateAnswers } from './lateAnswers.ts';

/** Returns the subject of a resource in the service log; undefined for kinds that are not in the log. */
export function toEventSubject(resource: Resource): EventSubject | undefined {
  switch (resource.kind) {
    case 'task':
      return { kind: 'task', jobId: resource.jobId, taskId: resource.taskId };
    case 'job':
      return { kind: 'job', jobId: resource.jobId };
    case 'pool':
      return { kind: 'pool', poolId: resource.poolId };
    case 'node':
      return { kind: 'node', poolId: resource.poolId, nodeId: resource.nodeId };
    default:
      return undefined;
  }
}

/**
 * Reads the service log about an item if it is available, which it is not for accounts opened with a key. Late results
 * are added afterward. Never throws.
 */
export async function readRecorded(
  { service }: Pick<AccountStore, 'service'>,
  resource: Resource,
  late: LateAnswers,
): Promise<MonitorAnswer<ServiceEvents> | undefined> {
  const subject = toEventSubject(resource);
  const { monitor } = service;
  if (subject === undefined || !monitor.isAvailable) return undefined;
  return late.inTime('serviceLog', monitor.listEvents(subject)).catch(() => undefined);
}

/** Adds the service log to an explanation and, for a stuck node, the endpoints that it must reach. */
export async function withRecorded(
  read: ExplainedResource,
  log: MonitorAnswer<ServiceEvents> | undefined,
  { service }: Pick<AccountStore, 'service'>,
  late: LateAnswers,
  now: Date,
  bundles: ExplainingBundles,
): Promise<ExplainedResource> {
  const { toEndpointsSection, toRecordedSection } = bundles.diagnosis();
  const { node, job, task } = read.facts;
  const isStuck = read.targets.resource.kind === 'node' && node !== undefined && getsNowhere(node, now);
  const endpoints = isStuck ? await late.inTime('serviceLog', service.monitor.listEndpoints()) : undefined;
  const asksWho =
    job?.executionInfo?.terminateReason === 'UserTerminate' || task?.executionInfo?.failureInfo?.code === 'TaskEnded';
  const sections = [endpoints && toEndpointsSection(endpoints), log && toRecordedSection(log, asksWho)].filter(
    (section) => section !== undefined,
  );
  if (sections.length === 0) return read;
  const { explanation, history } = read;
  return {
    ...read,
    explanation: { ...explanation, related: [...(explanation.related ?? []), ...sections] },
    history: log !== undefined && 'value' in log ? { ...history, events: log.value.events } : history,
  };
}
