import { type Call, toMetadata } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { parseSelect, select } from '../http/select.ts';
import { present } from '../state/wire.ts';
import { getNamedTask } from './find.ts';

const subtaskProperties: readonly string[] = [
  'id',
  'nodeInfo',
  'startTime',
  'endTime',
  'exitCode',
  'containerInfo',
  'failureInfo',
  'state',
  'stateTransitionTime',
  'previousState',
  'previousStateTransitionTime',
  'result',
];

/** The other instances of a multi-instance task; none for other tasks. Not paged. */
export function listSubtasks(call: Call): Reply {
  const task = getNamedTask(call);
  const chosen = parseSelect(call, subtaskProperties);
  const value = [...task.subtasks]
    .sort((left, right) => left.id - right.id)
    .map((subtask) => select(present({ ...subtask }), chosen));
  return { status: 200, body: { 'odata.metadata': toMetadata(call.world, 'subtaskinfo'), value } };
}
