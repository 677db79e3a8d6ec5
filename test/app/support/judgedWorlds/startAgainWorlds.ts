import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, secondMs } from '../../../../src/simulator/scenarios/runs.ts';
import type { JudgedWorld } from './judgedWorld.ts';

const lacksModule = failed(1, secondMs, {
  stderr: "Traceback (most recent call last):\nModuleNotFoundError: No module named 'lxml'\n",
});
const lacksProgram = failed(127, secondMs, { stderr: '/bin/bash: line 1: samtools: command not found\n' });
const reboot = /\d\. If you changed the start task, reboot the node[^\n]*\n\d\. (?:Then r|R)etry/;

/** Worlds in which a program lacks what a start task can bring, on nodes that run their start task no more. */
export const startAgainWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('module-missing-on-old-node', 'A module is missing on a node that still exists.', {
      job: { tasks: [completedTask('t', lacksModule)] },
    }),
    rule: 'a missing module on a node that exists',
    causes: [/lxml/],
    pages: { 'task job/t': { says: [reboot] } },
  },
  {
    ...smallWorld('program-missing-on-old-node', 'A program is missing on a node that still exists.', {
      job: { tasks: [completedTask('t', lacksProgram)] },
    }),
    rule: 'a missing program on a node that exists',
    causes: [/samtools/],
    pages: { 'task job/t': { says: [reboot] } },
  },
];
