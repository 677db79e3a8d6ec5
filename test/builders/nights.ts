import { range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld, someSucceeded } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import type { JobSeed, Scenario } from '../../src/simulator/scenarios/scenario.ts';

const dayMs = 24 * hourMs;
const goodNights = 3;
const wrong = failed(1, 5000, { stderr: "ValueError: could not convert string to float: '12,7'\n" });

/** Makes the job of one night, in which the task `load` is one of six; all of them fail in a bad night. */
function night(id: string, nightsAgo: number, isGood: boolean): JobSeed {
  const endedAgoMs = nightsAgo * dayMs + 2 * hourMs;
  const commandLine = `python load.py --locale ${isGood ? 'en' : 'de'}`;
  const others = isGood ? someSucceeded(5) : ['a', 'b', 'c', 'd', 'e'].map((one) => completedTask(one, wrong));
  return {
    body: { id, poolInfo: { poolId: 'pool' } },
    createdAgoMs: endedAgoMs + hourMs,
    tasks: [
      completedTask('load', isGood ? succeeded(minuteMs) : wrong, { endedAgoMs, body: { commandLine } }),
      ...others.map((seed) => ({ ...seed, endedAgoMs })),
    ],
  };
}

/** Makes nights from `nightly-6` on: three that succeeded, followed by failed ones up to last night. */
export function makeNights(badNights: number): Scenario {
  const all = goodNights + badNights;
  return smallWorld('nights', 'The last nights went wrong, and those before did not.', {
    pool: { settings: { startTask: { commandLine: './setup.sh' } } },
    jobs: range(all).map((index) => night(`nightly-${6 + index}`, all - 1 - index, index < goodNights)),
  });
}
