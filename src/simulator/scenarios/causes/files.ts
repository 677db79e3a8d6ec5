import type { TimedText } from '../../executors/runScript.ts';
import { range } from '../bodies.ts';
import { hourMs, secondMs, succeeded } from '../runs.ts';
import type { Scenario } from '../scenario.ts';
import { smallWorld, waitingTask } from './smallWorld.ts';

const linesBeforeRotation = 60;

/** Creates a scenario with logs that grow, are truncated, and disappear while they are read. */
export function makeMovingFiles(): Scenario {
  return smallWorld(
    'moving-files',
    'Files change while they are read. The log of one task grows by a line every second, that of another starts over after every sixtieth line, and half a minute after the start, the Spot node is preempted, and all its files are gone.',
    {
      pool: { settings: { targetDedicatedNodes: 1, targetLowPriorityNodes: 1 }, nodes: [{ isDedicated: false }, {}] },
      job: {
        tasks: [
          waitingTask('grows', succeeded(hourMs, { stdout: everySecond(Number.POSITIVE_INFINITY) })),
          waitingTask('rotates', succeeded(hourMs, { stdout: everySecond(linesBeforeRotation) })),
        ],
      },
      events: [{ atMs: 30 * secondMs, kind: 'preempt', poolId: 'pool', node: 0 }],
    },
  );
}

/** Returns an hour of lines, one per second; the file starts over after every `linesInFile` lines. */
function everySecond(linesInFile: number): readonly TimedText[] {
  return range(hourMs / secondMs).map((second) => ({
    atMs: second * secondMs,
    text: `${String(second).padStart(4)} s: item ${second * 3} done\n`,
    ...(second > 0 && second % linesInFile === 0 && { restarts: true }),
  }));
}
