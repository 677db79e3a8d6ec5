import { range } from '../../../../src/simulator/scenarios/bodies.ts';
import { smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { cannot, type JudgedWorld, runs } from './judgedWorld.ts';

/** A start task that says what it waits for, and then hangs. */
const hangs = succeeded(30 * hourMs, { stdout: [{ atMs: minuteMs, text: 'waiting for license server lic-01\n' }] });
const start = { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } };

/** Worlds in which start tasks don't end. */
export const hungWorlds: readonly JudgedWorld[] = [
  {
    // Both start tasks have waited for a license server for three hours, so that none of the tasks can run.
    ...smallWorld('start-hangs', 'The start task hangs on all nodes, and tasks wait.', {
      pool: {
        settings: start,
        nodes: range(2).map(() => ({ state: 'waitingforstarttask' as const, startTask: [hangs] })),
      },
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    ageMs: 3 * hourMs,
    rule: 'a start task that hangs on all nodes',
    causes: [/^2 nodes · .*start task.*for over an hour.* · 3 tasks waiting/],
    agents: [/for over an hour/, /first: Nov 20, 2026, 06:00/],
    pages: {
      account: {
        icon: 'error',
        row: /1 job is stuck/,
        says: [/for over an hour/],
        never: [cannot, /is starting|are starting/],
      },
      'job job': {
        icon: 'error',
        row: /^stuck: no node in pool pool can run tasks · 3 waiting/,
        title: /start task has been running for 3 hr/,
        says: [/^1\. Read startup\/stdout\.txt/m, /since Nov 20, 2026, 06:00/],
        never: [cannot, /Batch does[, ]/, /never run/],
      },
      'task job/t0': { title: /start task has been running for/, says: [/since Nov 20/], never: [/Batch does[, ]/] },
      'pool pool': {
        icon: 'error',
        row: /no nodes can run tasks: 2 starting for over an hour/,
        title: /no node can run tasks/,
        says: [
          /start task has been running for over an hour/,
          /Nov 20, 2026, 06:00/,
          /3 tasks/,
          /costing money/,
          /^1\. .*startup\/stdout\.txt/m,
        ],
        never: [cannot, /nodes are starting/],
      },
      'node pool/0': { says: [/waiting for license server lic-01/, /since Nov 20, 2026, 06:00/], never: [cannot] },
    },
  },
  {
    // The pool has no start task, images or packages, and its nodes have been starting for three hours.
    ...smallWorld('starting-hangs', 'The nodes of a pool without a start task stay starting, and tasks wait.', {
      pool: { nodes: range(2).map(() => ({ state: 'starting' as const })) },
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    ageMs: 3 * hourMs,
    rule: 'nodes that stay starting although the pool puts nothing on them',
    causes: [/^2 nodes · .*for over an hour.* · 3 tasks waiting/],
    pages: {
      'job job': {
        icon: 'error',
        title: /no node in the pool is ready after/,
        says: [/^1\. If it has been in this state for more than an hour, replace it/m],
        never: [cannot, /start task|container image/, /Batch does[, ]/, /never run/],
      },
      'task job/t0': {
        says: [/^1\. If it has been in this state for more than an hour, replace it/m],
        never: [/start task|container image/],
      },
      'pool pool': {
        icon: 'error',
        title: /no node can run tasks/,
        says: [/^1\. .*remove them, then resize the pool/m],
        never: [cannot, /[Ii]f the start task|startup\/std/],
      },
      'node pool/0': {
        says: [/puts no start task, container image, or package/],
        never: [cannot, /Its start task/],
      },
    },
  },
  {
    // Of three nodes, one works and is busy, and one has hung for three hours; the third has just been rebooted.
    ...smallWorld('one-hangs', 'The start task hangs on one node of three; another has just been rebooted.', {
      pool: {
        settings: start,
        nodes: [
          { startTask: [succeeded(secondMs)] },
          { state: 'waitingforstarttask', startTask: [hangs] },
          { startTask: [succeeded(secondMs)] },
        ],
      },
      job: { tasks: range(3).map((n) => runs(`t${n}`)) },
    }),
    ageMs: 3 * hourMs,
    rule: 'a start task that hangs on one node, beside busy ones',
    causes: [/^1 node · .*start task.*for over an hour/],
    pages: {
      account: { icon: 'error', row: /1 node/, says: [/since Nov 20, 2026, 06:00/], never: [cannot, /stuck/] },
      'job job': {
        icon: 'transition',
        row: /2 running · 1 waiting/,
        says: [/for over an hour/],
        never: [cannot, /stuck/],
      },
      'task job/t2': { says: [/for over an hour/, /since Nov 20, 2026, 06:00/], never: [/never run/] },
      'pool pool': {
        icon: 'warning',
        row: /2 can run tasks/,
        title: /1 of 3 nodes .*starting for over an hour/,
        says: [/2 of the 3 nodes in the pool can run tasks/, /Nov 20, 2026, 06:00/, /start task has been running/],
        never: [cannot, /is starting/],
      },
      'node pool/1': { says: [/license server/] },
      'node pool/0': { never: [/for over an hour/] },
    },
  },
];
