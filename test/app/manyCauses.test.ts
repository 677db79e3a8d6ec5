import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookIntoAll } from '../../src/cli/lookIntoAll.ts';
import { findFirstStep } from '../../src/core/failures/representative.ts';
import { range } from '../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { startCold } from './support/coldApp.ts';

/** Creates tasks that fail in different ways, each with more impact than a single failure. */
function failInManyWays(count: number) {
  return range(count, 1).flatMap((way) => {
    const word = String.fromCharCode('a'.charCodeAt(0) + way).repeat(3);
    const outcome = failed(way + 2, minuteMs, { stderr: `ValueError: wrong ${word}\n` });
    return ['first', 'second'].map((name) =>
      completedTask(`${name}-${word}`, outcome, { body: { commandLine: `./make-${word}` } }),
    );
  });
}

test('a list advises a retry where a cause with little impact is over, like its page', async (context) => {
  const refused = failed(7, secondMs, {
    stderr: 'curl: (7) Failed to connect to data.contoso.com port 443: Connection refused\n',
  });
  const fetch = (id: string) => ({ body: { commandLine: `bash fetch.sh ${id}` } });
  const poolInfo = { poolId: 'pool' };
  const world = smallWorld('many-causes', 'Many causes, the smallest of which is over.', {
    jobs: [
      { body: { id: 'many', poolInfo }, tasks: failInManyWays(24) },
      {
        body: { id: 'net', poolInfo },
        tasks: [
          completedTask('bad', refused, { endedAgoMs: 2 * hourMs, ...fetch('0') }),
          ...range(3).map((index) =>
            completedTask(`fine-${index}`, succeeded(secondMs), { endedAgoMs: 20 * minuteMs, ...fetch(`${index}`) }),
          ),
        ],
      },
    ],
  });
  const cold = await startCold(context, world);
  const { causes } = await lookIntoAll(cold, { note: () => undefined, progress: () => undefined, progressMs: hourMs });
  const last = causes.at(-1) ?? assert.fail();
  assert.equal(causes.length, 25);
  assert.match(last.cluster.title, /Failed to connect/);
  assert.match(findFirstStep(last) ?? '', /^Retry the task: 3 tasks of this job/);
});
