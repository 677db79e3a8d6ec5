import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { out, root } from '../workbench/places.ts';
import { sampleTask, walkSample } from './sampleWalk.ts';
import { Workbench } from './workbench.ts';

/**
 * `npm start -- --smoke`: walks the main journey, and believes it only when the simulator's own request log holds the
 * task's `reactivate`, and after it an answer that the task has succeeded.
 */
const pictures = path.join(out, 'smoke');
const requestLog = path.join(pictures, 'requests.jsonl');
const startedAt = performance.now();

interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

function readRequests(): readonly LoggedRequest[] {
  const lines = readFileSync(requestLog, 'utf8').trim().split('\n');
  return lines.map((line): LoggedRequest => JSON.parse(line));
}

function tell(text: string): void {
  console.log(`  [${((performance.now() - startedAt) / 1000).toFixed(1)} s] ${text}`);
}

/** Throws unless the service was really asked to run the task again, and took it. */
function checkRequests(): void {
  const reactivate = `/jobs/${sampleTask.jobId}/tasks/${sampleTask.taskId}/reactivate`;
  const requests = readRequests();
  const at = requests.findIndex(({ method, path: asked }) => method === 'POST' && asked.split('?')[0] === reactivate);
  if (at < 0) throw new Error(`the request log holds no POST ${reactivate}`);
  const { status = 0 } = requests[at] ?? {};
  if (status < 200 || status >= 300) throw new Error(`POST ${reactivate} was answered with ${status}`);
  tell(`the request log holds POST ${reactivate} → ${status}`);
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
  checkRequests();
} catch (error) {
  await workbench.takePicture('failed');
  await workbench.close().catch(() => undefined); // What failed first is what is told.
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
await workbench.close();
console.log(`✓ from the failed task to its success; pictures in ${path.relative(root, pictures)}/`);
