import type { EventSubject, RecordedThing, ServiceEvent } from '../../core/model/monitor.ts';

/** Lists the items with an ID that events name, each once, the most recently named first. */
export function toThings(id: string, events: readonly ServiceEvent[]): readonly RecordedThing[] {
  const things = new Map<string, RecordedThing>();
  for (const event of events) {
    for (const subject of listSubjects(id.toLowerCase(), event)) {
      const key = JSON.stringify(subject).toLowerCase();
      const known = things.get(key);
      if (known === undefined || Date.parse(known.lastAt) < Date.parse(event.at))
        things.set(key, { subject, lastAt: event.at });
    }
  }
  return [...things.values()].toSorted((one, other) => Date.parse(other.lastAt) - Date.parse(one.lastAt));
}

function listSubjects(id: string, { kind, jobId, taskId, poolId, nodeId }: ServiceEvent): readonly EventSubject[] {
  const is = (one: string | undefined): one is string => one?.toLowerCase() === id;
  const subjects: EventSubject[] = [];
  if (is(taskId) && jobId !== undefined && kind !== 'specialTask') subjects.push({ kind: 'task', jobId, taskId });
  if (is(jobId)) subjects.push({ kind: 'job', jobId });
  if (is(poolId)) subjects.push({ kind: 'pool', poolId });
  if (is(nodeId) && poolId !== undefined) subjects.push({ kind: 'node', poolId, nodeId });
  return subjects;
}
