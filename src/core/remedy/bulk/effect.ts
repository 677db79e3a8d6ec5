import { isFailed, type Task, toTaskGroup } from '../../model/task.ts';
import { isNewTime } from '../settlement.ts';

/** What came of a task that a bulk action let run again. */
export type Effect = 'succeeded' | 'failedAgain' | 'failedForSameReason' | 'running' | 'waiting';

type Then = Pick<Task, 'state' | 'executionInfo'>;

/**
 * What came of a task that was to run again, by how it was when that was planned and how it is now; undefined while it
 * cannot be told, such as of one whose run was not begun after that. Times are the service's.
 */
export function judgeEffect(before: Then | undefined, now: Then): Effect | undefined {
  switch (toTaskGroup(now)) {
    case 'active':
      return 'waiting';
    case 'running':
    case 'preparing':
      return 'running';
    case undefined:
      return undefined;
    default: {
      const [was, is] = [before?.executionInfo, now.executionInfo];
      if (!isNewTime(was?.startTime, is?.startTime) && !isNewTime(was?.endTime, is?.endTime)) return undefined;
      return isFailed(now) ? 'failedAgain' : 'succeeded';
    }
  }
}
