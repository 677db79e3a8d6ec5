import { isTrial, report, sized } from './harness.ts';
import { residentMb, startSimulatorProcess } from './harnessSimulator.ts';

/**
 * Memory of the simulator after a client has paged through the job of two hundred thousand tasks and counted the rest.
 */
const simulator = await startSimulatorProcess('million');
try {
  let peakMb = residentMb(simulator);
  let query: Readonly<Record<string, string>> = {};
  for (let isMore = true; isMore; ) {
    const { body } = await simulator.client.send('GET /jobs/batch-0000/tasks', { query });
    const next = body['odata.nextLink'];
    isMore = next !== undefined && !isTrial();
    query = next === undefined ? {} : Object.fromEntries(new URL(next).searchParams);
    peakMb = Math.max(peakMb, residentMb(simulator));
  }
  const jobs = (await simulator.client.send('GET /jobs')).body.value ?? [];
  for (const job of jobs.slice(0, sized(jobs.length, 1))) {
    await simulator.client.send(`GET /jobs/${String(job['id'])}/taskcounts`);
  }
  report({ name: 'million-memory-mb', value: Math.max(peakMb, residentMb(simulator)), unit: 'MB', runs: 1 });
} finally {
  await simulator.close();
}
