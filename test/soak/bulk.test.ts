import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runUnderFaults } from './bulkUnderFaults.ts';
import { soakOptions } from './soakOptions.ts';

/**
 * Runs bulk actions on a service that throttles a third of the requests, cuts connections before and after its work,
 * and lets tokens expire. The actions are canceled and interrupted at random, and the reported results match the
 * service's actions. At night: 10,000 retries and 2,000 reboots.
 */
const tasksPerHour = 1250;
const mostTasks = 10_000;
const tasks = Math.min(mostTasks, Math.ceil(soakOptions.hours * tasksPerHour));
const nodes = Math.ceil(tasks / 5);
const interruptions = 6;
const minuteMs = 60_000;

for (const seed of soakOptions.seeds) {
  const title = `A9-37 what a faulty service did is what is told, through cancels and reloads (seed ${seed})`;
  test(title, { timeout: 30 * minuteMs }, async () => {
    const { windows, ...counts } = await runUnderFaults({ seed, tasks, nodes, interruptions });
    console.log(JSON.stringify({ name: 'bulk', seed, windows, ...counts }));
    assert.deepEqual(counts, { acted: tasks + nodes, told: tasks + nodes, doubled: 0, notNotified: 0 });
    assert.ok(windows > interruptions, 'it was not interrupted');
  });
}
