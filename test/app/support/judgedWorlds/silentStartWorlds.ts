import type { RunScript } from '../../../../src/simulator/executors/runScript.ts';
import { range } from '../../../../src/simulator/scenarios/bodies.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import {
  failed,
  neverStarted,
  programNotFound,
  secondMs,
  succeeded,
} from '../../../../src/simulator/scenarios/runs.ts';
import type { JudgedWorld } from './judgedWorld.ts';

const noPackage = succeeded(secondMs, {
  stdout: 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n',
  stderr: 'E: Unable to locate package samtools\n',
});
const noRelease = succeeded(secondMs, {
  stdout: 'Collecting lxml==99.1\nsetup done\n',
  stderr:
    'ERROR: Could not find a version that satisfies the requirement lxml==99.1 (from versions: 5.3.0, 5.3.1)\n' +
    'ERROR: No matching distribution found for lxml==99.1\n',
});
const notMounted = succeeded(secondMs, {
  stderr: 'mount error(2): No such file or directory\nRefer to the mount.cifs(8) manual page (e.g. man mount.cifs)\n',
});
const recovered = succeeded(secondMs, {
  stderr: 'curl: (6) Could not resolve host: mirror.contoso.com\nfalling back to the default mirror\n',
  stdout: 'Setting up curl (8.5.0-2) ...\nall packages installed, 0 errors\n',
});
const clean = succeeded(secondMs, { stdout: 'Setting up curl (8.5.0-2) ...\n' });
const lacksProgram = failed(127, secondMs, { stderr: '/bin/bash: line 1: samtools: command not found\n' });
const lacksFile = failed(1, secondMs, {
  stderr: '[E::fai_build3] Failed to open the file /data/refs/hg38.fa: No such file or directory\n',
});
const lacksModule = failed(1, secondMs, {
  stderr: "Traceback (most recent call last):\nModuleNotFoundError: No module named 'lxml'\n",
});

const start = (commandLine: string, ...runs: readonly RunScript[]) => ({
  settings: { startTask: { commandLine } },
  nodes: runs.map((run) => ({ startTask: [run] })),
});
const install = "/bin/bash -c 'apt-get install -y samtools; echo ready'";
const mend = /^1\. Correct the step of the start task that failed, and make the start task fail .*`set -e`/m;
const reboot = /^\d\. Then reboot the nodes?, .*\n\d\. Then retry the task/m;
const never = [/^\d\. Install/m];
const firstStep = /responsible: definition\n(?:.*\n)*?.*first step: Correct the step of the start task/;

/** Worlds whose start tasks end with exit code 0, most of them although they installed nothing. */
export const silentStartWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('start-installs-nothing', 'A package is missing, and the start task goes on without it.', {
      pool: start(install, noPackage, noPackage),
      job: { tasks: range(8).map((index) => completedTask(`lost-${index}`, lacksProgram, { node: index % 2 })) },
    }),
    rule: 'a start task that succeeded although it installed nothing',
    causes: [/^8 tasks · The start task succeeded without providing samtools/],
    agents: [firstStep],
    jobLists: { job: [/The start task succeeded without providing samtools/, firstStep] },
    pages: {
      'task job/lost-1': {
        title: /^lost-1 failed: The start task succeeded without providing samtools$/,
        says: [mend, reboot, /startup\/stderr\.txt, line 1: “E: Unable to locate package samtools”/],
        never,
      },
      'job job': {
        title: /The start task succeeded without providing samtools/,
        says: [/^1\. pool pool: Correct the step of the start task that failed/m, /^\d\. Then retry the tasks/m],
        never,
      },
    },
  },
  {
    ...smallWorld('start-installs-no-module', 'A version is missing, and the start task goes on without it.', {
      pool: start('bash setup.sh', noRelease),
      job: { tasks: [completedTask('lost', lacksModule)] },
    }),
    rule: 'a start task whose script goes on after an error',
    causes: [/^1 task · The start task succeeded without providing lxml/],
    agents: [firstStep],
    pages: { 'task job/lost': { title: /without providing lxml$/, says: [mend, reboot], never } },
  },
  {
    ...smallWorld('start-installs-no-command', 'Without a shell, a program is not found that was not installed.', {
      pool: start(install, noPackage),
      job: {
        tasks: [completedTask('lost', neverStarted(programNotFound), { body: { commandLine: 'samtools sort' } })],
      },
    }),
    rule: 'a start task that installed nothing, and a program that is not launched',
    causes: [/^1 task · The start task succeeded without providing samtools/],
    agents: [firstStep],
    pages: { 'task job/lost': { title: /without providing samtools$/, says: [mend, reboot], never } },
  },
  {
    ...smallWorld('start-mounts-nothing', 'The start task mounts nothing, and a file of the mount is missing.', {
      pool: start('bash mount.sh /data/refs', notMounted),
      job: { tasks: [completedTask('lost', lacksFile)] },
    }),
    rule: 'a start task that succeeded without its mount',
    causes: [/^1 task · The start task succeeded without providing hg38\.fa/],
    pages: { 'task job/lost': { title: /without providing hg38\.fa$/, says: [mend, reboot] } },
  },
  {
    ...smallWorld('start-installs-others', 'The start task succeeds and never meant to bring what is missing.', {
      pool: start("/bin/bash -c 'apt-get install -y curl'", clean),
      job: { tasks: [completedTask('lost', lacksProgram)] },
    }),
    rule: 'a start task that succeeded and does not bring what is missing',
    causes: [/^1 task · The program samtools was not found/],
    pages: { 'task job/lost': { title: /samtools was not found$/, says: [/^1\. Install samtools/m] } },
  },
  {
    ...smallWorld('start-recovers', 'A step of the start task fails, and a later one makes up for it.', {
      pool: start('bash setup.sh', recovered),
      job: { tasks: [completedTask('lost', lacksProgram)] },
    }),
    rule: 'a start task that made up for a failed step',
    causes: [/^1 task · The program samtools was not found/],
    pages: { 'task job/lost': { title: /samtools was not found$/ } },
  },
];
