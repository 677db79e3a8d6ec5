import type { RunScript, TimedText } from '../../executors/runScript.ts';
import { inputFile, outputFile, padded, range, storageUrl } from '../bodies.ts';
import { blobNotFound, failed, minuteMs, neverStarted, secondMs, succeeded } from '../runs.ts';
import type { JobSeed, TaskSeed } from '../scenario.ts';
import { blenderLog, outOfMemoryLog, runningBlenderLog } from './blenderLogs.ts';

/** Number of nodes in the job's pool, except the last, which is offline. */
const workingNodes = 7;
const succeededCount = 320;
/** Frames whose lights file was never uploaded. The first of them is the newest failure of the account. */
const missingInputs = range(14, 1);
const outOfMemory = range(5, 201);
const missingTexture = [171, 172, 173];
const runningFrames = range(4, 401);

/** Creates the render job: most frames are done, some lack an input, and some need more memory than the node has. */
export function framesJob(): JobSeed {
  return {
    body: {
      id: 'frames',
      displayName: 'Harbour film, frames',
      poolInfo: { poolId: 'cpu-render' },
      constraints: { maxTaskRetryCount: 0 },
    },
    tasks: [
      ...missingInputs.map(missingInputTask),
      ...range(succeededCount, 500).map(succeededTask),
      ...missingTexture.map(missingTextureTask),
      ...outOfMemory.map(outOfMemoryTask),
      ...runningFrames.map(runningTask),
    ],
  };
}

function toBody(frame: number): TaskSeed['body'] {
  const name = padded(frame, 4);
  return {
    id: `frame-${name}`,
    commandLine: `bash render.sh ${frame}`,
    resourceFiles: [
      inputFile('render.sh', 'programs/render.sh'),
      inputFile('shots/harbour.blend', 'shots/harbour.blend'),
      inputFile(`lights/input-${name}.exr`, `lights/input-${name}.exr`),
    ],
    outputFiles: [outputFile('out/*.exr', 'frames')],
    constraints: { maxWallClockTime: 'PT2H', retentionTime: 'P7D' },
  };
}

/** Creates a task whose retry finds the file, which has been uploaded in the meantime. */
function missingInputTask(frame: number): TaskSeed {
  const path = `lights/input-${padded(frame, 4)}.exr`;
  const url = storageUrl(`inputs/${path}`);
  return completed(frame, [neverStarted(blobNotFound(url, path)), done(frame, 4 * secondMs)], frame * minuteMs);
}

function succeededTask(frame: number): TaskSeed {
  return completed(frame, [done(frame, (3 + (frame % 5)) * minuteMs)], 30 * minuteMs + frame * 20 * secondMs);
}

function outOfMemoryTask(frame: number): TaskSeed {
  const output = { stdout: blenderLog(frame, 96), stderr: outOfMemoryLog(frame) };
  return completed(frame, [failed(137, 161 * secondMs, output)], 25 * minuteMs + frame * secondMs);
}

function missingTextureTask(frame: number): TaskSeed {
  const output = {
    stdout: `${blenderLog(frame, 0)}Error: Cannot read file '/mnt/batch/tasks/shared/textures/rust_04.png': No such file or directory\n`,
    stderr: 'Error: Cycles: missing image textures/rust_04.png, stopping as --fail-on-missing is set\n',
  };
  return completed(frame, [failed(1, 9 * secondMs, output)], 70 * minuteMs + frame * secondMs);
}

function runningTask(frame: number): TaskSeed {
  const stdout: readonly TimedText[] = runningBlenderLog(frame, 15 * secondMs);
  return { body: toBody(frame), outcomes: [succeeded(45 * minuteMs, { stdout, files: picture(frame) })] };
}

function completed(frame: number, outcomes: readonly RunScript[], endedAgoMs: number): TaskSeed {
  return { body: toBody(frame), state: 'completed', node: frame % workingNodes, outcomes, endedAgoMs };
}

function done(frame: number, durationMs: number): RunScript {
  return succeeded(durationMs, { stdout: blenderLog(frame, 512), files: picture(frame) });
}

function picture(frame: number): Record<string, string> {
  return { [`wd/out/frame-${padded(frame, 4)}.exr`]: 'v/1\x01 the pixels of a frame would be here\n' };
}
