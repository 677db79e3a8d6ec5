import type { EventKind, ServiceEvent } from './monitor.ts';
import { needed, number, object, oneOf, or, type Read, text, time } from './shape.ts';

const kinds: Readonly<Record<EventKind, true>> = {
  taskStart: true,
  taskComplete: true,
  taskFail: true,
  taskRequeue: true,
  taskScheduleFail: true,
  specialTask: true,
  poolCreate: true,
  poolResizeStart: true,
  poolResizeComplete: true,
  poolDeleteStart: true,
  poolDeleteComplete: true,
  autoscale: true,
  other: true,
};

/** Reads an event of the service log from a caller. */
export const readServiceEvent: Read<ServiceEvent> = object<ServiceEvent>({
  at: needed(time),
  kind: needed(oneOf(Object.keys(kinds) as readonly EventKind[])),
  name: or(text, ''),
  jobId: text,
  taskId: text,
  poolId: text,
  nodeId: text,
  taskType: text,
  startTime: time,
  endTime: time,
  exitCode: number,
  result: text,
  retryCount: number,
  requeueCount: number,
  maxRetryCount: number,
  problem: object<NonNullable<ServiceEvent['problem']>>({ category: text, code: text, message: text }),
  currentNodes: number,
  targetNodes: number,
  resultCode: text,
  resultMessage: text,
  results: text,
});
