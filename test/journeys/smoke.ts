import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { CompletionRecord, RequestRecord } from '../../src/simulator/logRecords.ts';
import { out, root } from '../workbench/places.ts';
import { sampleTask, walkSample } from './sampleWalk.ts';
import { Workbench } from './workbench.ts';

/**
 * `npm start -- --smoke`: walks the main journey, and passes only if the simulator's own request log contains the
 * task's `reactivate`, followed by its success.
 */
const pictures = path.join(out, 'smoke');
const requestLog = path.join(pictures, 'requests.jsonl');
const startedAt = performance.now();

type LogLine = Partial<RequestRecord & CompletionRecord>;

function readLog(): readonly LogLine[] {
  const lines = readFileSync(requestLog, 'utf8').trim().split('\n');
  return lines.map((line): LogLine => JSON.parse(line));
}

function tell(text: string): void {
  console.log(`  [${((performance.now() - startedAt) / 1000).toFixed(1)} s] ${text}`);
}

/** Throws unless the service was asked to rerun the task, accepted that, and the task succeeded. */
function checkLog(): void {
  const { jobId, taskId } = sampleTask;
  const reactivate = `/jobs/${jobId}/tasks/${taskId}/reactivate`;
  const log = readLog();
  const at = log.findIndex(({ method, path: asked }) => method === 'POST' && asked?.split('?')[0] === reactivate);
  if (at < 0) throw new Error(`the request log holds no POST ${reactivate}`);
  const { status = 0 } = log[at] ?? {};
  if (status < 200 || status >= 300) throw new Error(`POST ${reactivate} was answered with ${status}`);
  tell(`the request log holds POST ${reactivate} → ${status}`);
  const end = log.slice(at).find((line) => line.jobId === jobId && line.taskId === taskId);
  if (end?.result !== 'success') throw new Error(`after it the task did not succeed: ${JSON.stringify(end)}`);
  tell(`and after it the success of the task, exit code ${end.exitCode}`);
}

rmSync(pictures, { recursive: true, force: true });
console.log('Walking the main journey');
const workbench = await Workbench.start({
  name: '.',
  pictures,
  workspaceFrom: path.join(root, 'media/sample'),
  env: { AZURE_BATCH_SAMPLE_REQUEST_LOG: requestLog },
});
try {
  await walkSample(workbench, tell);
  checkLog();
} catch (error) {
  await workbench.takePicture('failed');
  await workbench.close().catch(() => undefined); // The first failure is the one to report.
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
await workbench.close();
console.log(`✓ from the failed task to its success; pictures in ${path.relative(root, pictures)}/`);
