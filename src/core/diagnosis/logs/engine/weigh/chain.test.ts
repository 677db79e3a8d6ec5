import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../../explainLog.ts';
import type { LogExplanation } from '../../../explanation/explanation.ts';

function explain(exitCode: number, ...lines: readonly string[]): LogExplanation {
  const found = explainLog(`${lines.join('\n')}\n`, { exitCode, stream: 'stderr', os: 'linux' });
  return found ?? assert.fail('nothing is to blame');
}

const toNumbers = ({ rootCause, consequences = [] }: LogExplanation): readonly number[] =>
  [rootCause, ...consequences].map(({ line }) => line);

const noFile = 'No such file or directory';

test('another program that failed last, with the exit code, is named even without a link to the first failure', () => {
  const full = "cp: error writing '/mnt/out/a.bin': No space left on device";
  const ended = 'Error: in prepare, no such table: orders (1)';
  const found = explain(1, full, 'ready', ended);
  assert.deepEqual([found.rootCause.line, found.consequences, found.end?.line], [1, undefined, 3]);
  const same = explain(1, full, 'ready', "cp: error writing '/mnt/out/b.bin': No space left on device");
  assert.equal(same.end, undefined);
});

test('a file that was missing long before a program crashed or threw an unrelated exception is not the cause', () => {
  const missed = `cp: cannot stat '/mnt/in/optional.cfg': ${noFile}`;
  const head = ['Traceback (most recent call last):', '  File "/mnt/run.py", line 8, in <module>'];
  const ends: readonly (readonly [number, ...string[]])[] = [
    [1, ...head, "    value = row['depth']", "KeyError: 'depth'"],
    [1, ...head, '    y = model(x)', 'torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.'],
    [139, 'run.sh: line 4:  4242 Segmentation fault      (core dumped) ./solver'],
  ];
  for (const [exitCode, ...lines] of ends)
    assert.equal(explain(exitCode, missed, 'loading', ...lines).rootCause.line, lines.length + 2, lines.join('\n'));
  const lacked = `FileNotFoundError: [Errno 2] ${noFile}: '/mnt/in/optional.cfg'`;
  assert.equal(explain(1, missed, 'loading', ...head, "    open('optional.cfg')", lacked).rootCause.line, 1);
});

/** Output of scripts whose steps fail one after another, with the lines of the cause and its consequences. */
const chains: readonly (readonly [
  name: string,
  exitCode: number,
  lines: readonly string[],
  chain: readonly number[],
])[] = [
  [
    'an archive that was not served, its unpacking, and the program in it',
    127,
    [
      'curl: (22) The requested URL returned error: 404',
      `tar: tools.tgz: Cannot open: ${noFile}`,
      'tar: Error is not recoverable: exiting now',
      'starting',
      'run.sh: line 8: solve: command not found',
    ],
    [1, 2, 3, 5],
  ],
  [
    'a variable that is not set, and the file that it was to name',
    1,
    ['run.sh: line 3: CASE_DIR: is not set', 'run.sh: line 3: CASE_DIR: is not set', `cp: cannot stat '': ${noFile}`],
    [1, 3],
  ],
  [
    'a complaint of a program in its own words, and what it was to make',
    1,
    ['[filter.c:2933] Error: the tag "DP" is not defined in the header', `cp: cannot stat 'f.vcf.gz': ${noFile}`],
    [1, 2],
  ],
  [
    'a folder that could not be made',
    1,
    [
      "mkdir: cannot create directory 'results': Permission denied",
      `run.sh: line 4: cd: results: ${noFile}`,
      `wc: results/grid.asc: ${noFile}`,
    ],
    [1, 2, 3],
  ],
  [
    'a folder that the script did not enter, in German',
    2,
    [
      'run.sh: Zeile 3: cd: /mnt/daten/satz: Datei oder Verzeichnis nicht gefunden',
      'cat: punkte.csv: Datei oder Verzeichnis nicht gefunden',
    ],
    [1, 2],
  ],
  [
    'a copy of what is not there, by its name',
    1,
    [`grep: shared/index.txt: ${noFile}`, `run.sh: line 11: index.txt: ${noFile}`],
    [1, 2],
  ],
  [
    'a package that there is not, and the program in it',
    127,
    ['E: Unable to locate package samtools', 'run.sh: line 4: samtools: command not found'],
    [1, 2],
  ],
  [
    'a package of another name, and the program in it',
    127,
    [
      'PackagesNotFoundError: The following packages are not available from current channels:',
      '',
      '  - bio-tools',
      '',
      'run.sh: line 4: samtools: command not found',
    ],
    [1, 5],
  ],
  [
    'a list of packages that was not copied, and one of them',
    1,
    [
      `cp: cannot stat '/shared/requirements.txt': ${noFile}`,
      'Traceback (most recent call last):',
      '  File "/mnt/run.py", line 2, in <module>',
      '    import pandas',
      "ModuleNotFoundError: No module named 'pandas'",
    ],
    [1],
  ],
  [
    'a server that is not installed, and who asks it on the node',
    1,
    [
      'run.sh: line 2: redis-server: command not found',
      'Could not connect to Redis at 127.0.0.1:6379: Connection refused',
    ],
    [1, 2],
  ],
  [
    'an archive that there is not, and a library in it',
    127,
    [
      `tar: libs.tar.xz: Cannot open: ${noFile}`,
      `./app: error while loading shared libraries: libgrid.so: cannot open shared object file: ${noFile}`,
    ],
    [1, 2],
  ],
  [
    'a repository that there is not, and its folder',
    1,
    ["fatal: repository 'https://git.example/contoso/solver.git/' not found", `run.sh: line 3: cd: solver: ${noFile}`],
    [1, 2],
  ],
];

for (const [name, exitCode, lines, chain] of chains)
  test(`the consequences of the cause are named: ${name}`, () => {
    assert.deepEqual(toNumbers(explain(exitCode, ...lines)), chain);
  });

/** Failures that share a log with the one above but are unrelated to it. */
const unlinked: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['files that have nothing in common', [`grep: start.pdb: ${noFile}`, `grep: water.pdb: ${noFile}`]],
  [
    'a file in a folder that no step of the task makes',
    ['curl: (6) Could not resolve host: data.example', `cat: /etc/license.dat: ${noFile}`],
  ],
  ['a program after a crash', ['Segmentation fault', 'run.sh: line 4: bwa: command not found']],
  [
    'a file of variables, and a host that none of them names',
    [`run.sh: line 1: ./db.env: ${noFile}`, 'psql: error: could not translate host name "port=" to address'],
  ],
  ['what is tidied up', ['curl: (6) Could not resolve host: data.example', `rm: cannot remove 'lock': ${noFile}`]],
];

for (const [name, lines] of unlinked)
  test(`failures without a link form no chain: ${name}`, () => {
    assert.deepEqual(toNumbers(explain(1, ...lines)), [1]);
  });

/** A failure that a script survived, above the one that ended it. */
const survived: readonly (readonly [name: string, lines: readonly string[]])[] = [
  [
    'a look at a file, and a program that is not installed',
    [`cat: cache.txt: ${noFile}`, 'run.sh: line 4: bwa: command not found'],
  ],
  [
    'a probe, and a download that was refused',
    ['run.sh: line 2: nvidia-smi: command not found', 'curl: (22) The requested URL returned error: 403'],
  ],
  [
    'a program that goes on without a module',
    [
      "ModuleNotFoundError: No module named 'wandb'",
      'wandb not available, logging offline',
      "FileNotFoundError: [Errno 2] No such file or directory: 'index.txt'",
    ],
  ],
  [
    'settings that are copied from elsewhere, and code that does not compile',
    [`cp: cannot stat 'site.conf': ${noFile}`, "solver.c:1:17: error: unknown type name 'grid_t'"],
  ],
  [
    'settings that are copied from elsewhere, and a program that is not installed',
    [`cp: cannot stat 'optional.cfg': ${noFile}`, 'run.sh: line 4: bwa: command not found'],
  ],
  [
    'settings that are copied from elsewhere, and a module that is not installed',
    [
      `cp: cannot stat 'optional.cfg': ${noFile}`,
      'Traceback (most recent call last):',
      '  File "/mnt/run.py", line 2, in <module>',
      '    import pandas',
      "ModuleNotFoundError: No module named 'pandas'",
    ],
  ],
];

for (const [name, lines] of survived)
  test(`the last failure is the cause after ${name}`, () => {
    assert.deepEqual(toNumbers(explain(1, ...lines)), [lines.length]);
  });

test('a missing program is certain if it is the only failure, but not after another failure', () => {
  const missing = 'run.sh: line 8: solve: command not found';
  assert.equal(explain(127, missing).confidence, 'certain');
  const behind = explain(127, "mkdir: cannot create directory 'bin': Permission denied", missing);
  assert.equal(behind.rootCause.line, 1);
  assert.notEqual(behind.confidence, 'certain');
  assert.notEqual(explain(127, 'E: Unable to locate package solve', missing).confidence, 'certain');
});

test('a value that is missing after an error that the program logged is a consequence of that error', () => {
  const head = ['Traceback (most recent call last):', '  File "/mnt/poses.py", line 19, in <module>'];
  const lacked = "AttributeError: 'NoneType' object has no attribute 'create_context'";
  const failed =
    '[engine] ERROR: the plan is not compatible with this version of the engine, expecting 5.1.5 got 5.1.6';
  assert.equal(explain(1, failed, ...head, '    context = engine.create_context()', lacked).rootCause.line, 1);
  for (const lines of [
    ['ERROR: 3 tiles of 900 were skipped', ...head, "    row['depth']", "KeyError: 'depth'"],
    [failed.replace('ERROR', 'WARNING'), ...head, '    engine.create_context()', lacked],
    [failed, 'using the plan in the cache', ...head, '    engine.create_context()', lacked],
  ])
    assert.equal(explain(1, ...lines).rootCause.line, lines.length, lines[0]);
});

test('a program that a shell did not find is the cause if its options reach another program', () => {
  const found = explain(
    255,
    '/usr/bin/which: no refine_mpi in (/usr/local/bin:/usr/bin)',
    '[mpiexec@n1] match_arg (./utils/args/args.c:160): unrecognized argument o',
    '[mpiexec@n1] main (./ui/mpich/mpiexec.c:154): error parsing parameters',
  );
  assert.deepEqual([found.rootCause.line, found.category, found.subject], [1, 'missing-program', 'refine_mpi']);
  const other = explain(1, 'which: no pigz in (/usr/bin)', "KeyError: 'depth'");
  assert.equal(other.rootCause.line, 2);
});

test('the report of the next program is not taken for a part of the message above it', () => {
  const found = explain(
    1,
    'Traceback (most recent call last):',
    '  File "/mnt/features.py", line 4, in <module>',
    "    rows = [row['depth'] for row in table]",
    "KeyError: 'depth'",
    'Error in file(file, "rt") : cannot open the connection',
    'Calls: read.csv -> read.table -> file',
    'In addition: Warning message:',
    'In file(file, "rt") :',
    `  cannot open file 'features.csv': ${noFile}`,
    'Execution halted',
  );
  assert.equal(found.rootCause.line, 4);
  assert.equal(found.category, 'exception-in-user-code');
});

test("the rest of a program's message about the cause is not taken for a consequence", () => {
  const found = explain(
    1,
    'npm error code EUSAGE',
    'npm error',
    'npm error The `npm ci` command can only install with an existing package-lock.json or',
    'npm error npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
    'npm error later to generate a package-lock.json file, then try again.',
    'npm error Usage:',
    'npm error npm ci',
    'npm error Options:',
    'run.sh: line 4: tsc: command not found',
  );
  assert.deepEqual(toNumbers(found), [3, 9]);
});

test('at most ten consequences are named', () => {
  const later = Array.from({ length: 30 }, (_, index) => `cat: part${index}.csv: ${noFile}`);
  assert.equal(explain(1, 'curl: (6) Could not resolve host: data.example', ...later).consequences?.length, 10);
});

test('what was missing before a program announced why it gives up is not the cause', () => {
  for (const [missed, ...said] of [
    [
      `Failed to create secure directory (/run/user/1000/pulse): ${noFile}`,
      "Error: Failed to load kernel 'kernel_75.ptx' (unsupported version)",
      '  File "render.py", line 9, in <module>',
      "RuntimeError: Failed to load kernel 'kernel_75.ptx' (unsupported version)",
    ],
    [
      `cannot open /etc/fonts/fonts.conf: ${noFile}`,
      'ERROR: mesh has 14 inverted cells in region 3',
      '  File "solve.py", line 40, in <module>',
      'solver.MeshError: mesh has 14 inverted cells in region 3',
    ],
    [
      `could not read /root/.netrc: ${noFile}`,
      'fatal: batch of 64 rows holds 63 labels',
      '  File "fit.py", line 7, in <module>',
      'ValueError: batch of 64 rows holds 63 labels',
    ],
  ] as const) {
    const [announced, ...stack] = said;
    const found = explain(1, missed, announced, 'Traceback (most recent call last):', ...stack);
    assert.equal(found.rootCause.line, 5, missed);
    const silent = explain(1, missed, 'Traceback (most recent call last):', ...stack.slice(0, 1), 'KeyError: 0');
    assert.equal(silent.rootCause.line, 1, 'an exception that says nothing may follow from what is missing');
  }
});

test('error output that an exception quotes is read like that of the program', () => {
  const thrown = (...message: readonly string[]) =>
    explain(1, 'Traceback (most recent call last):', '  File "run.py", line 112, in query', ...message);
  const searched = thrown(
    'RuntimeError: hmmsearch failed:',
    'stdout:',
    '',
    '',
    'stderr:',
    '',
    'Error: Sequence file /db/pdb_seqres/ is empty or misformatted',
  );
  assert.deepEqual([searched.rootCause.line, searched.userFrame?.line], [9, 112]);
  assert.match(searched.title, /is empty or misformatted/);
  const copied = thrown(
    'invoke.exceptions.UnexpectedExit: Encountered a bad command exit code!',
    'Stdout:',
    'copying',
    'Stderr:',
    "cp: error writing '/mnt/out/a.bin': No space left on device",
  );
  assert.equal(copied.category, 'disk-full');
  const silent = thrown('RuntimeError: hmmsearch failed:', 'stderr:', '', 'searching 14 sequences');
  assert.equal(silent.rootCause.line, 3);
});

test('a failure that several processes report is the cause, not the last message about it', () => {
  const ends = ['Fatal error in one of the compute processes.', 'Error: Main process received a fatal signal.'];
  for (const say of [
    (rank: number) => `Error at Node ${rank}: Global courant number is greater than 250.00`,
    (rank: number) => `[rank ${rank}] error: halo of 12 cells does not fit the block`,
    (rank: number) => `worker ${rank}: ERROR: shard has no label column`,
  ])
    assert.equal(explain(2, 'starting', ...[0, 1, 2].map(say), ...ends).rootCause.line, 2);
});

test('what an earlier step complained about is not why a program without its loader does not start', () => {
  const lost = 'run.sh: line 7: /opt/bin/copy: cannot execute: required file not found';
  assert.equal(explain(1, 'awk: cmd. line:1: Division by zero', lost, lost).rootCause.line, 2);
  assert.equal(
    explain(1, 'awk: cmd. line:1: Division by zero', 'run.sh: line 7: copy: command not found').rootCause.line,
    1,
  );
});
