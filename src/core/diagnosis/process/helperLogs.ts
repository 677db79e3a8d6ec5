import type { JobPreparationAndReleaseStatus } from '../../model/job.ts';
import { isObject } from '../../model/shape.ts';

/** Ends of the logs of a preparation or release task, as text, on the node where it failed. */
export interface HelperLogs {
  readonly nodeId?: string | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}

/** The logs, whatever the shape of `value`. Never throws. */
export function toHelperLogs(value: unknown): HelperLogs | undefined {
  if (!isObject(value)) return undefined;
  const toText = (text: unknown) => (typeof text === 'string' ? text : undefined);
  return { nodeId: toText(value['nodeId']), stdout: toText(value['stdout']), stderr: toText(value['stderr']) };
}

/** Of nodes where a preparation or release task failed the one whose logs are known, else the first. */
export function pickLogged(
  failed: readonly JobPreparationAndReleaseStatus[],
  logs: HelperLogs | undefined,
): JobPreparationAndReleaseStatus | undefined {
  return failed.find(({ nodeId }) => nodeId !== undefined && nodeId === logs?.nodeId) ?? failed[0];
}

/** Whether somebody has read what the task wrote: then nobody needs to be sent to do so. */
export function hasLogs(logs: HelperLogs | undefined): boolean {
  return logs?.stdout !== undefined || logs?.stderr !== undefined;
}
