import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';

/** Output and exit code of a script whose steps failed one after another. */
interface Chained {
  readonly exitCode: number;
  readonly stderr: string;
  readonly stdout?: string;
  /** The line with the reason, and the lines that follow from it. */
  readonly cause: string;
  readonly followed: readonly string[];
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
const wd = '/mnt/batch/tasks/workitems/job/job-1';

const noFile = 'No such file or directory';

/** Scripts that continue after a step has failed, by the task that ran each. */
export const chained: Readonly<Record<string, Chained>> = {
  'apt-locked': {
    exitCode: 127,
    stderr: lines(
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1180 (unattended-upgr)',
      'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?',
      'encoding 240 frames',
      'run.sh: line 6: ffmpeg: command not found',
    ),
    cause: 'stderr.txt:1',
    followed: ['stderr.txt:4'],
  },
  'azcopy-refused': {
    exitCode: 1,
    stdout: lines(
      'INFO: Scanning...',
      'failed to perform copy command due to error: cannot start job due to error: cannot list files due to reason',
      'RESPONSE 403: 403 This request is not authorized to perform this operation using this permission.',
      'ERROR CODE: AuthorizationPermissionMismatch',
      'scoring',
    ),
    stderr: lines(
      'Traceback (most recent call last):',
      `  File "${wd}/azcopy-refused/wd/score.py", line 3, in <module>`,
      '    rows = list(csv.DictReader(open("claims.csv")))',
      "FileNotFoundError: [Errno 2] No such file or directory: 'claims.csv'",
    ),
    cause: 'stdout.txt:3',
    followed: ['stderr.txt:4'],
  },
  'sign-in-page': {
    exitCode: 127,
    stderr: lines(
      'gzip: stdin: not in gzip format',
      'tar: Child returned status 1',
      'tar: Error is not recoverable: exiting now',
      'rendering',
      'run.sh: line 5: ./renderer/bin/render: No such file or directory',
    ),
    cause: 'stderr.txt:1',
    followed: ['stderr.txt:2', 'stderr.txt:3', 'stderr.txt:5'],
  },
  'wrong-folder': {
    exitCode: 2,
    stderr: lines(
      `run.sh: line 3: cd: /mnt/batch/tasks/fsmounts/projects/tile-88: ${noFile}`,
      'reprojecting',
      `sort: cannot read: points.csv: ${noFile}`,
      `python3: can't open file '${wd}/wrong-folder/wd/reproject.py': [Errno 2] ${noFile}`,
    ),
    cause: 'stderr.txt:1',
    followed: ['stderr.txt:3', 'stderr.txt:4'],
  },
  'did-not-compile': {
    exitCode: 127,
    stderr: lines(
      "solver.c:4:12: error: 'mesh' undeclared (first use in this function)",
      'make: *** [Makefile:3: solver] Error 1',
      'solving',
      `run.sh: line 4: ./solver: ${noFile}`,
    ),
    cause: 'stderr.txt:1',
    followed: ['stderr.txt:2', 'stderr.txt:4'],
  },
  'not-installed': {
    exitCode: 127,
    stdout: lines('Reading package lists...', 'E: Unable to locate package samtools'),
    stderr: lines('run.sh: line 4: samtools: command not found'),
    cause: 'stdout.txt:2',
    followed: ['stderr.txt:1'],
  },
  'not-satisfied': {
    exitCode: 1,
    stdout: lines(
      'ERROR: Could not find a version that satisfies the requirement pandas==99 (from versions: 2.0)',
      'ERROR: No matching distribution found for pandas==99',
    ),
    stderr: lines(
      'Traceback (most recent call last):',
      `  File "${wd}/not-satisfied/wd/mean.py", line 1, in <module>`,
      '    import pandas',
      "ModuleNotFoundError: No module named 'pandas'",
    ),
    cause: 'stdout.txt:1',
    followed: ['stderr.txt:4'],
  },
  'not-cloned': {
    exitCode: 1,
    stderr: lines(
      "Cloning into 'solver'...",
      "fatal: unable to access 'https://git.example/contoso/solver.git/': Failed to connect to git.example port 443: Connection refused",
      `run.sh: line 3: cd: solver: ${noFile}`,
    ),
    cause: 'stderr.txt:2',
    followed: ['stderr.txt:3'],
  },
  'disk-full': {
    exitCode: 1,
    stderr: lines(
      'cp: error writing scratch/grid.bin: No space left on device',
      `mv: cannot stat 'vel.bin': ${noFile}`,
      `md5sum: result.bin: ${noFile}`,
    ),
    cause: 'stderr.txt:1',
    followed: ['stderr.txt:2', 'stderr.txt:3'],
  },
};

/** A script that survived its first failure, after which its own code failed. */
export const survived: Chained = {
  exitCode: 1,
  stderr: lines(
    'rm: cannot remove scratch: No such file or directory',
    'Traceback (most recent call last):',
    `  File "${wd}/survived/wd/mean.py", line 2, in <module>`,
    '    print(total / count)',
    'ZeroDivisionError: division by zero',
  ),
  cause: 'stderr.txt:5',
  followed: [],
};

/** Output of a start task that could not download its dependencies. */
const chainedStart = lines(
  'curl: (6) Could not resolve host: packages.contoso.example',
  'tar (child): tools.tgz: Cannot open: No such file or directory',
  'tar: Child returned status 2',
  'setup.sh: line 5: ./tools/install: No such file or directory',
);

/** Makes tasks and a start task that failed in more than one step. */
export function makeChainedWorld(): Scenario {
  const tasks = Object.entries({ ...chained, survived }).map(([id, { exitCode, stderr, stdout }]) =>
    completedTask(id, failed(exitCode, 4000, { stderr, ...(stdout === undefined ? {} : { stdout }) })),
  );
  return smallWorld('chained', 'Scripts went on after a step had failed.', {
    pool: {
      settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
      nodes: [{ state: 'starttaskfailed', startTask: [failed(127, 2000, { stderr: chainedStart })] }, {}],
    },
    job: { tasks: tasks.map((task) => ({ ...task, node: 1 })) },
  });
}
