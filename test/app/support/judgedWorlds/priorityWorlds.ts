import { range } from '../../../../src/simulator/scenarios/bodies.ts';
import { smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { after, dependencies, type JudgedWorld, ofPool, runs } from './judgedWorld.ts';

const nightly = { body: { id: 'nightly', poolInfo: ofPool }, tasks: [runs('n1'), runs('n2')] };
const urgent = (count: number, priority = 500, id = 'urgent') => ({
  body: { id, poolInfo: ofPool, priority },
  tasks: range(count).map((index) => runs(`${id}-${index}`)),
});

/** Worlds in which jobs with different priorities share a pool. */
export const priorityWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('behind-urgent', 'A job with a higher priority has the only node, and more tasks for it.', {
      pool: { nodes: [{}] },
      jobs: [urgent(6), nightly],
    }),
    rule: 'a job that waits behind one with a higher priority',
    causes: [],
    agents: [/2 in job nightly .* Job urgent goes first, with priority 500 and 5 waiting tasks/],
    pages: {
      account: {
        says: [/nightly .*Job urgent goes first, with priority 500/],
        never: [/urgent .* goes first.*urgent/],
      },
      'task nightly/n1': {
        title: /^n1 has not started: tasks of job urgent go first \(priority 500\)$/,
        says: [/once the 5 tasks ahead of it have started/, /give job nightly a priority above 500/],
        never: [/Not checked/],
      },
      'job nightly': { title: /tasks of job urgent go first \(priority 500\)$/, never: [/Not checked/] },
      'task urgent/urgent-3': { title: /all of the pool's slots are in use$/, says: [/No job .* higher priority/] },
    },
  },
  {
    ...smallWorld('behind-two', 'Two jobs with higher priorities share the nodes with two others.', {
      pool: { nodes: [{}, {}] },
      jobs: [urgent(4), urgent(4, 300, 'middle'), urgent(2, 0, 'same'), nightly],
    }),
    rule: 'a job behind two with higher priorities',
    causes: [],
    agents: [/2 in job nightly .* Job urgent goes first/],
    pages: {
      'task nightly/n1': {
        title: /tasks of job urgent go first/,
        says: [/urgent \(priority 500, 2 waiting\), middle \(priority 300, 4 waiting\)/, /once the 6 tasks ahead/],
        never: [/\bsame \(priority/],
      },
      'job middle': { title: /tasks of job urgent go first/, never: [/middle \(priority/] },
    },
  },
  {
    ...smallWorld('urgent-ends', 'The last task of a job with a higher priority has the only node.', {
      pool: { nodes: [{}] },
      jobs: [urgent(1), nightly],
    }),
    rule: 'a job that is next after one with a higher priority',
    causes: [],
    pages: {
      'task nightly/n1': {
        title: /all of the pool's slots are in use$/,
        says: [/No job on the pool with a higher priority has waiting tasks/],
      },
    },
  },
  {
    ...smallWorld('urgent-depends', 'What waits in a job with a higher priority depends on its running task.', {
      pool: { nodes: [{}] },
      jobs: [
        {
          body: { id: 'urgent', poolInfo: ofPool, priority: 500, ...dependencies },
          tasks: [runs('u0'), after('u1', 'u0')],
        },
        nightly,
      ],
    }),
    rule: 'a job with a higher priority whose tasks depend on others',
    causes: [],
    pages: { 'task nightly/n1': { title: /all of the pool's slots are in use$/, says: [/urgent \(1\)/] } },
  },
];
