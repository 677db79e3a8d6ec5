import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { StateSeverity } from '../../../core/model/states.ts';
import { type NodeList, toNodeName } from '../../../core/query/nodeNames.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { newestFirst } from '../../lists/newestFirst.ts';
import { toJobSeverity, toPoolSeverity, toScheduleSeverity } from '../../lists/severity.ts';

type Order<T> = (one: T, other: T) => number;

/** Worst first. */
const urgency: Readonly<Record<StateSeverity, number>> = {
  error: 0,
  warning: 1,
  transition: 2,
  unknown: 3,
  waiting: 4,
  paused: 5,
  ok: 6,
};

/** Orders by severity: problems, then changing, then well; newest first among equals. */
export function byJobUrgency(snapshot: AccountSnapshot): Order<Job> {
  return (one, other) =>
    urgency[toJobSeverity(one, snapshot)] - urgency[toJobSeverity(other, snapshot)] ||
    newestFirst(one.creationTime, other.creationTime) ||
    one.id.localeCompare(other.id);
}

/** Orders by severity: problems, then changing, then well; by name among equals. */
export function byPoolUrgency(snapshot: AccountSnapshot): Order<Pool> {
  return (one, other) =>
    urgency[toPoolSeverity(one, snapshot)] - urgency[toPoolSeverity(other, snapshot)] || one.id.localeCompare(other.id);
}

/** Orders schedules whose last job failed first, then running ones; by name among equals. */
export function byScheduleUrgency(snapshot: AccountSnapshot): Order<JobSchedule> {
  return (one, other) =>
    urgency[toScheduleSeverity(one, snapshot)] - urgency[toScheduleSeverity(other, snapshot)] ||
    one.id.localeCompare(other.id);
}

/** Orders by the displayed names of nodes, in numeric order. */
export function byNodeName(nodes: NodeList): Order<ComputeNode> {
  const collator = new Intl.Collator(undefined, { numeric: true });
  return (one, other) => collator.compare(toNodeName(one.id, nodes), toNodeName(other.id, nodes));
}
