import assert from 'node:assert/strict';
import { addJob, addPool, testBothVersions } from './simulated.ts';

/** Calls every method with the same arguments, those of an existing item, and counts the refusals. */
async function callAll(service: object, args: readonly unknown[]): Promise<number> {
  let refused = 0;
  for (const port of Object.values(service).filter((member) => typeof member === 'object' && member !== null)) {
    for (const method of Object.values<unknown>(port)) {
      if (typeof method !== 'function') continue;
      try {
        const answer: unknown = method(...args);
        if (answer instanceof Promise) await answer;
      } catch (error) {
        if (typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ReadOnly') refused += 1;
      }
    }
  }
  return refused;
}

testBothVersions(
  'a read-only account receives no request that changes something, whichever method is called',
  async (world) => {
    const { simulator } = world;
    await addPool(world, 'pool');
    await addJob(world, 'job', 'pool', ['task']);
    let why: string | undefined = 'Nothing may be changed.';
    const service = world.connect({ whyReadOnly: () => why });
    try {
      const before = simulator.requests.length;
      const sent = (): readonly string[] =>
        simulator.requests
          .slice(before)
          .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
          .map(({ operation }) => operation ?? '');
      await service.verify();
      const ofPool = await callAll(service, ['pool', ['node'], 'requeue']);
      const ofJob = await callAll(service, ['job', 'task']);
      assert.ok(ofPool + ofJob >= 25, `${ofPool} and ${ofJob} calls were refused`);
      // An evaluation is sent by POST, and changes nothing.
      assert.deepEqual(sent(), ['Pool_EvaluateAutoScale']);
      why = undefined;
      await service.jobs.disableJob('job', 'wait');
      assert.deepEqual(sent(), ['Pool_EvaluateAutoScale', 'Job_Disable']);
    } finally {
      service.dispose();
    }
  },
);
