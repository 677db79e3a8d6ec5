import { taskDiskFull } from '../../executors/outcome.ts';
import type { RunScript } from '../../executors/runScript.ts';
import { inputFile, padded, range } from '../bodies.ts';
import { ended, failed, hourMs, minuteMs, neverStarted, secondMs, succeeded } from '../runs.ts';
import type { JobSeed, TaskSeed } from '../scenario.ts';

/**
 * Creates the job `convert`, a CAD conversion on Windows nodes: missing libraries, crashes, a missing license, and
 * nodes that were rebooted during tasks.
 */
export function convertJob(): JobSeed {
  return {
    body: { id: 'convert', displayName: 'CAD conversion', poolInfo: { poolId: 'win-cad' } },
    tasks: range(40, 1).map(toConvertTask),
  };
}

const nodes = 3;
/** Part whose task a user terminated; it has no other problem. */
const endedPart = 22;

function toConvertTask(part: number): TaskSeed {
  const name = `part-${padded(part, 3)}`;
  const interruption = part === 17 || part === 18;
  return {
    body: {
      id: name,
      commandLine: `cmd /c "convert.exe ${name}.step ${name}.gltf"`,
      resourceFiles: [inputFile(`${name}.step`, `parts/${name}.step`)],
    },
    state: 'completed',
    node: part % nodes,
    outcomes: part === endedPart ? [toConvertRun(part, name), converted(name)] : [toConvertRun(part, name)],
    endedAgoMs: 5 * hourMs + part * minuteMs,
    ...(interruption && { executionInfo: { requeueCount: 1 } }),
  };
}

function toConvertRun(part: number, name: string): RunScript {
  const stdout = toOpening(name);
  switch (part) {
    case 5:
      return failed(-1073741515, secondMs);
    case 6:
      return failed(-1073741819, 14 * secondMs, { stdout: `${stdout}tessellating 3104 faces\r\n` });
    case 9:
      return failed(3, 31 * secondMs, {
        stdout,
        stderr: 'convert: error: no licence available for feature STEP_IMPORT (server lic01:27000, all 4 in use)\r\n',
      });
    case 12:
      return failed(2, 2 * secondMs, { stdout, stderr: `convert: ${name}.step(118): syntax error near "ENDSEC"\r\n` });
    case endedPart:
      return { ...ended(7 * minuteMs, { stdout }), exitCode: -1073741510 };
    case 30:
      return neverStarted({ ...taskDiskFull, details: [{ name: 'FilePath', value: `${name}.step` }] });
    default:
      return converted(name);
  }
}

function converted(name: string): RunScript {
  return succeeded(4 * minuteMs, { stdout: `${toOpening(name)}wrote ${name}.gltf\r\n` });
}

function toOpening(name: string): string {
  return `convert 4.2 (build 1187)\r\nreading ${name}.step\r\n`;
}
