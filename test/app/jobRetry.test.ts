import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld, waitingTask } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, minuteMs, secondMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { startCold } from './support/coldApp.ts';

const refused = failed(1, minuteMs, { stderr: "KeyError: 'region'\n" });
const missing = failed(1, minuteMs, {
  stderr: "FileNotFoundError: [Errno 2] No such file or directory: '/data/in/north.csv'\n",
});

test("a job's page offers the retry of the cause whose step comes first, for which tasks wait", async (context) => {
  const clock = new SteppedClock();
  const join = waitingTask('join', succeeded(secondMs));
  const scenario = smallWorld('two-causes', 'Two causes with two tasks each; a task waits for one of them.', {
    job: {
      settings: { usesTaskDependencies: true },
      tasks: [
        completedTask('missing-1', missing, { endedAgoMs: 5 * minuteMs }),
        completedTask('missing-2', missing, { endedAgoMs: 4 * minuteMs }),
        completedTask('refused-1', refused, { endedAgoMs: 30 * minuteMs }),
        completedTask('refused-2', refused, { endedAgoMs: 29 * minuteMs }),
        { ...join, body: { ...join.body, dependsOn: { taskIds: ['refused-1'] } } },
      ],
    },
  });
  const { store, explain } = await startCold(context, scenario, clock);
  const resource = { kind: 'job', accountId: store.account.id, jobId: 'job' } as const;
  const { text, targets } = await explain({ resource, document: 'explanation' });
  assert.match(text, /One of the causes accounts for 2 of 4 tasks: KeyError/);
  assert.match(targets.cause?.title ?? '', /KeyError/);
});
