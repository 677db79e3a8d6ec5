import { findEngineFiles } from '../../core/files/engineFiles.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { isSucceeded } from '../../core/model/task.ts';
import { findLostNode } from '../lists/seenNodes.ts';
import type { DiagnosisWith, ReadableStore } from '../ports.ts';
import { readEngineTexts } from './engineTexts.ts';
import { judgeDependencies } from './judgeDependencies.ts';
import { findLogOfCause, isShown, readFurther } from './readFurther.ts';
import { toRemoteFile } from './readLog.ts';
import { lacksProgram, readQuietStart } from './readQuietStart.ts';
import { readStepLogs } from './readStepLogs.ts';
import { readSubtaskLogs } from './readSubtaskLogs.ts';
import { type LogOfCause, type ReadFailure, readTaskLogs, type TaskLogs, type WantedLogs } from './readTaskLogs.ts';

/**
 * Reads the ends of both logs of a completed task, further up if these show no cause, and the files of its workflow
 * engine. Throws when requests to the service fail.
 */
export async function readFailure(
  bundles: DiagnosisWith<'judgeLogs' | 'judgeSuccess'>,
  store: ReadableStore,
  { resource, task, maxBytes, farthestBytes, once, ...given }: WantedLogs,
): Promise<ReadFailure> {
  const { service, snapshot } = store;
  const { commandLine, executionInfo } = task;
  if (lacksProgram(task)) {
    const said = { category: 'missing-program', text: '' } as const;
    const startLogs = await readQuietStart(store, resource, task, said, once);
    return { stderr: { path: 'stderr.txt' }, stdout: { path: 'stdout.txt' }, ...definedOnly({ startLogs }) };
  }
  const findCause = (logs: TaskLogs, exitCode = executionInfo?.exitCode): LogOfCause | undefined =>
    findLogOfCause(bundles, logs, { commandLine, exitCode });
  // For a failed task, Batch already has the result that the task's engine would report.
  const files = isSucceeded(task) ? findEngineFiles(task) : undefined;
  const [ends, engineTexts] = await Promise.all([
    readTaskLogs(service, resource, task, { maxBytes, lost: snapshot && findLostNode(snapshot, task), ...given }),
    files && readEngineTexts(service, resource, files),
  ]);
  const own = await readFurther(ends, {
    toFile: (path) => toRemoteFile(service.taskFiles, resource, path),
    findCause,
    maxBytes,
    farthestBytes,
  });
  const ofStep = await readStepLogs(service, resource, task, { own, engineTexts, maxBytes, findCause });
  const isKnown = isShown(own.cause) || ofStep.step !== undefined;
  const step = isKnown ? ofStep : { ...ofStep, ...(await readSubtaskLogs(service, resource, task, maxBytes)) };
  const { cause } = { ...own, ...step };
  const [judged, startLogs] = await Promise.all([
    judgeDependencies(bundles, service, resource, task, cause?.log.category, (of, one) =>
      readFailure(bundles, { service }, { resource: of, task: one, maxBytes, farthestBytes: maxBytes }),
    ),
    readQuietStart(
      store,
      resource,
      task,
      cause && { category: cause.log.category, text: cause.log.rootCause.text },
      once,
    ),
  ]);
  return { ...own, ...step, ...definedOnly({ judged, engineTexts, startLogs }) };
}
