import { RealClock } from '../../src/simulator/clock.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { poolBody, RawClient } from './rawClient.ts';

/** Adds a pool and a job with five tasks, where a program in the manual says that code of its reader does. */
export async function addFrames(account: Pick<Simulator, 'url' | 'accountName' | 'accountKey'>): Promise<void> {
  const client = new RawClient(account, new RealClock());
  await client.send('POST /pools', { body: poolBody('pool', 1) });
  await client.send('POST /jobs', { body: { id: 'job', poolInfo: { poolId: 'pool' } } });
  for (let frame = 1; frame <= 5; frame += 1) {
    const body = { id: `frame-${frame}`, commandLine: 'render' };
    await client.send('POST /jobs/job/tasks', { body });
  }
}
