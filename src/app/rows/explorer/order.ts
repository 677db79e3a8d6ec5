import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { StateSeverity } from '../../../core/model/states.ts';
import { type NodeList, toNodeName } from '../../../core/words/nodeNames.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { newestFirst } from '../../lists/newestFirst.ts';
import { toJobSeverity, toPoolSeverity, toScheduleSeverity } from '../../lists/severity.ts';
import { countFailedOfJob } from '../../lists/taskCount.ts';

type Order<T> = (one: T, other: T) => number;

const urgency: Readonly<Record<StateSeverity, number>> = {
  error: 0,
  warning: 1,
  transition: 2,
  unknown: 3,
  waiting: 4,
  paused: 5,
  ok: 6,
};

/**
 * Orders jobs by severity: problems, then changing jobs, then the rest. Jobs with ten times as many failed tasks come
 * first, so that rows don't change places with every failure. Among equals, newest first.
 */
export function byJobUrgency(snapshot: AccountSnapshot): Order<Job> {
  const toMagnitude = ({ id }: Job): number => String(countFailedOfJob(snapshot, id).count).length;
  return (one, other) =>
    urgency[toJobSeverity(one, snapshot)] - urgency[toJobSeverity(other, snapshot)] ||
    toMagnitude(other) - toMagnitude(one) ||
    newestFirst(one.creationTime, other.creationTime) ||
    one.id.localeCompare(other.id);
}

/** Orders pools by severity: problems, then changing pools, then the rest. Among equals, by name. */
export function byPoolUrgency(snapshot: AccountSnapshot): Order<Pool> {
  return (one, other) =>
    urgency[toPoolSeverity(one, snapshot)] - urgency[toPoolSeverity(other, snapshot)] || one.id.localeCompare(other.id);
}

/** Orders schedules: those whose last job failed first, then running ones. Among equals, by name. */
export function byScheduleUrgency(snapshot: AccountSnapshot): Order<JobSchedule> {
  return (one, other) =>
    urgency[toScheduleSeverity(one, snapshot)] - urgency[toScheduleSeverity(other, snapshot)] ||
    one.id.localeCompare(other.id);
}

/** Orders nodes by their displayed names, in numeric order. */
export function byNodeName(nodes: NodeList): Order<ComputeNode> {
  const collator = new Intl.Collator(undefined, { numeric: true });
  return (one, other) => collator.compare(toNodeName(one.id, nodes), toNodeName(other.id, nodes));
}
