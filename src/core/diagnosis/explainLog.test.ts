import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import { endCoverage } from '../../../test/builders/endCoverage.ts';
import { isNight } from '../../../test/builders/nightly.ts';
import { listGoldenLogs, listMisreads } from '../../../test/golden/goldenLogs.ts';
import { explainLog } from './explainLog.ts';

const misreads = listMisreads();

/** Outputs of the development set that are read correctly; disguising long ones would take too long. */
const logs = listGoldenLogs().filter(
  ({ name, heldBack, isLong, expect }) => !heldBack && !isLong && expect !== null && !misreads.has(name),
);

/** Each disguise is applied to one in this many outputs, in rotation, so that each output has many disguises. */
const shares = isNight ? 4 : 32;

/** Returns the outputs for the disguise with this number. */
function takeTurn<T>(outputs: readonly T[], disguise: number): readonly T[] {
  return outputs.filter((_, index) => index % shares === disguise % shares);
}

/**
 * Returns how many of `count` outputs may be misread if a `share` of all may: two standard deviations more, because the
 * outputs are a sample.
 */
function allow(share: number, count: number): number {
  return share * count + 2 * Math.sqrt(share * count);
}

/**
 * Changes that launchers, terminals, and node logs make to a program's output, and the number of lines that they
 * prepend.
 */
const disguises: readonly (readonly [name: string, disguise: (text: string) => string])[] = [
  ['Windows line ends', (text) => text.replace(/\r?\n/g, '\r\n')],
  ['times before each line', (text) => eachLine(text, (line) => `2026-11-20T08:14:02.123456Z ${line}`)],
  ['a container runtime', (text) => eachLine(text, (line) => `2026-11-20T08:14:02.123456789Z stderr F ${line}`)],
  ['a logger without levels', (text) => eachLine(text, (line) => `[runner] ${line}`)],
  ['the root logger of Python', (text) => eachLine(text, (line) => `INFO:root:${line}`)],
  ['a logger of a JVM', (text) => eachLine(text, (line) => `08:14:02.123 [main] INFO  runner.Task - ${line}`)],
  ['a logger of errors', (text) => eachLine(text, (line) => `2026-11-20 08:14:02,123 - runner - ERROR - ${line}`)],
  ['colours', (text) => eachLine(text, (line) => `\u001b[31m${line}\u001b[0m`)],
  ['a worker of Ray', (text) => eachLine(text, (line) => `(pid=4411, ip=10.0.0.4) ${line}`)],
  ['a build service', (text) => eachLine(text, (line) => `[   28s] ${line}`)],
  ['a rank of an MPI job', (text) => eachLine(text, (line) => `[1,3]<stderr>:${line}`)],
  [
    'tidying up afterwards',
    (text) => `${text}\nrm: cannot remove 'tmp/*': No such file or directory\nUploading logs: done\n`,
  ],
  ['a failing make', (text) => `${text}\nmake: *** [Makefile:4: all] Error 1\n`],
];

interface Wrapping {
  readonly name: string;
  readonly wrap: (text: string) => string;
  /** Maps a line of the output to its line in the record; the same line when absent. Both count from 1. */
  readonly toLine?: (line: number) => number;
}

const stamp = '2026-11-20T08:14:02Z';
const inFirst = () => 1;

/**
 * Formats in which loggers, container runtimes, and queries record output: one record per line, or one for all lines.
 */
const wrappings: readonly Wrapping[] = [
  { name: 'lines of JSON', wrap: asLines((msg) => ({ time: stamp, level: 'info', msg })) },
  { name: 'lines of JSON without a level', wrap: asLines((message) => ({ ts: 1763626442.1, message })) },
  { name: 'lines of JSON of errors', wrap: asLines((msg) => ({ time: stamp, level: 'error', msg })) },
  {
    name: 'lines of JSON of .NET',
    wrap: asLines((Message) => ({ EventId: 0, LogLevel: 'Information', Category: 'Runner', Message })),
  },
  { name: 'lines of JSON of Node.js', wrap: asLines((msg) => ({ level: 30, time: 1763626442123, pid: 12, msg })) },
  { name: "a container's log", wrap: asLines((line) => ({ log: `${line}\n`, stream: 'stderr', time: stamp })) },
  {
    name: 'a journal as JSON',
    wrap: asLines((MESSAGE) => ({ __REALTIME_TIMESTAMP: '1763626442123456', PRIORITY: '6', MESSAGE })),
  },
  {
    name: 'logfmt',
    wrap: (text) => everyLine(text, (line) => `time=${stamp} level=info msg=${JSON.stringify(line)}`),
  },
  { name: 'a journal', wrap: (text) => everyLine(text, (line) => `Nov 20 08:14:02.123456 node-1 run[12]: ${line}`) },
  { name: 'a journal with whole dates', wrap: (text) => everyLine(text, (line) => `${stamp} node-1 run[12]: ${line}`) },
  { name: 'a step of a build', wrap: (text) => everyLine(text, (line) => `#12 149.9 ${line}`) },
  {
    name: 'a failed step of a build',
    wrap: (text) => ` > [2/3] RUN make:\n${everyLine(text, (line) => `149.9 ${line}`)}\n------`,
    toLine: (line) => line + 1,
  },
  {
    name: 'the output of one program among the bars of another',
    wrap: (text) => everyLine(text, (line) => `Training:  42%|████▏     | 42/100 [00:12<00:14,  3.90it/s]\n${line}`),
    toLine: (line) => 2 * line,
  },
  ...[
    'ERROR: Task failed with exit code 1',
    'Error: Process completed with exit code 1.',
    "[ERROR] The command '/bin/sh -c run.sh' returned a non-zero code: 1",
    '2026-11-20 08:14:02 CRITICAL runner: child process terminated abnormally, aborting pipeline',
    'RuntimeError: subprocess exited with status 1',
    'Job failed. Cleaning up.\nFailed to complete step 3: see the log above\nexit 1',
  ].map((words) => ({
    name: `what ended with a wrapper's ${words}`,
    wrap: (text: string) => `${linesOf(text).join('\n')}\n${words}\n`,
  })),
  {
    name: 'capitals for levels',
    wrap: (text) => text.replaceAll(/\b(?:[Ee]rror|[Ww]arning|[Ff]atal)(?=[:\]])/g, (word) => word.toUpperCase()),
  },
  { name: 'the output of one of many ranks', wrap: (text) => everyLine(text, (line) => ` 3: ${line}`) },
  { name: 'a form that takes indentation away', wrap: (text) => everyLine(text, (line) => line.trimStart()) },
  {
    name: 'rows of a table',
    wrap: (text) =>
      `TimeGenerated,LogMessage\n${everyLine(text, (line) => `${stamp},"${line.replaceAll('"', '""')}"`)}`,
    toLine: (line) => line + 1,
  },
  {
    name: 'rows of an array',
    wrap: (text) => JSON.stringify(linesOf(text).map((LogMessage) => ({ LogMessage, Computer: 'n' }))),
    toLine: inFirst,
  },
  {
    name: 'rows of an array over several lines',
    wrap: (text) =>
      JSON.stringify(
        linesOf(text).map((LogMessage) => ({ TimeGenerated: stamp, LogMessage })),
        null,
        2,
      ),
    toLine: (line) => 4 * line,
  },
  { name: 'an object', wrap: (output) => JSON.stringify({ status: 'failed', output }), toLine: inFirst },
  {
    name: 'an object over several lines',
    wrap: (stderr) => JSON.stringify({ status: 'failed', stderr }, null, 2),
    toLine: () => 3,
  },
  ...['exc_info', 'exception', '@x', 'Exception', 'stack_trace', 'error.stack_trace', 'stack', 'error'].map((name) => ({
    name: `the ${name} of a record`,
    wrap: (text: string) =>
      JSON.stringify({ level: 'error', message: 'Task failed', [name]: linesOf(text).join('\n') }),
    toLine: inFirst,
  })),
  ...[{ err: 'stack' }, { error: 'stack_trace' }, { thrown: 'extendedStackTrace' }].flatMap((names) =>
    Object.entries(names).map(([outer, inner]) => ({
      name: `the ${outer}.${inner} of a record`,
      wrap: (text: string) =>
        JSON.stringify({ level: 'error', message: 'Task failed', [outer]: { [inner]: linesOf(text).join('\n') } }),
      toLine: inFirst,
    })),
  ),
];

function linesOf(text: string): readonly string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Changes all lines, including empty ones. */
function everyLine(text: string, change: (line: string) => string): string {
  return linesOf(text).map(change).join('\n');
}

function asLines(toFields: (line: string) => object): (text: string) => string {
  return (text) => everyLine(text, (line) => JSON.stringify(toFields(line)));
}

for (const [number, { name, wrap, toLine = (line: number) => line }] of wrappings.entries())
  test(`the output is read in ${name}`, () => {
    endCoverage();
    const read = takeTurn(logs, number).map((log) => ({ ...log, found: explainLog(wrap(log.text), log.context) }));
    const wrong = (isWrong: (log: (typeof read)[number]) => boolean) => read.filter(isWrong).map((log) => log.name);
    const lines = wrong(({ found, expect }) => found?.rootCause.line !== toLine(expect?.line ?? 0));
    const categories = wrong(({ found, expect }) => found?.category !== expect?.category);
    const framed = read.filter(({ expect }) => expect?.frame !== undefined);
    const frames = wrong(
      ({ found, expect }) => expect?.frame !== undefined && !isDeepStrictEqual(found?.userFrame, expect.frame),
    );
    assert.ok(lines.length <= allow(0.02, read.length), `lines: ${lines.join(', ')}`);
    assert.ok(categories.length <= allow(0.02, read.length), `categories: ${categories.join(', ')}`);
    assert.ok(frames.length <= allow(0.02, framed.length), `frames: ${frames.join(', ')}`);
  });

/** Messages of nodes without a terminal, a screen or an init system before the program starts. */
const smallTalk = [
  'mesg: ttyname failed: Inappropriate ioctl for device',
  '/bin/bash: warning: setlocale: LC_ALL: cannot change locale (en_US.UTF-8)',
  'dpkg-preconfigure: unable to re-open stdin: No such file or directory',
  'Failed to connect to bus: No such file or directory',
  "W: Download is performed unsandboxed as root as file '/tmp/x.deb' couldn't be accessed (13: Permission denied)",
  'libGL error: failed to load driver: swrast',
  'Fontconfig error: Cannot load default config file',
  'tput: No value for $TERM and no -T specified',
  '2026-11-20 08:00:03.114021: E xla/cuda_driver.cc:268] failed call to cuInit: CUDA_ERROR_NO_DEVICE',
  'mkdir: cannot create directory ‘/mnt/out’: File exists',
];

test('finds no cause in messages that nodes print at every start', () => {
  const some = logs.filter((_, index) => isNight || index % 4 === 0);
  const misread = some.filter(({ text, context, expect }) => {
    const found = explainLog(`${smallTalk.join('\n')}\n${text}`, context);
    return found?.rootCause.line !== (expect?.line ?? 0) + smallTalk.length || found.category !== expect?.category;
  });
  assert.ok(misread.length <= some.length * 0.02, misread.map((log) => log.name).join(', '));
});

function eachLine(text: string, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : change(line)))
    .join('\n');
}

for (const [number, [name, disguise]] of disguises.entries())
  test(`a cause is found despite ${name}`, () => {
    endCoverage();
    const disguised = takeTurn(logs, number);
    const misread = disguised.filter(({ text, context, expect }) => {
      const found = explainLog(disguise(text), context);
      return found?.rootCause.line !== expect?.line || found?.category !== expect?.category;
    });
    assert.ok(misread.length <= allow(0.01, disguised.length), misread.map((log) => log.name).join(', '));
  });

test('finds no failure in the output of a program that succeeded', () => {
  assert.equal(explainLog('ERROR: nothing to do\n', { exitCode: 0 }), undefined);
});

test('finds no failure in an empty output', () => {
  assert.equal(explainLog('', { exitCode: 1 }), undefined);
  assert.equal(explainLog('\n\n', { exitCode: 1 }), undefined);
});

test('counts lines as in the text, whatever precedes them', () => {
  const text = '\u001b[32mok\u001b[0m\r\n\r\nbash: line 1: blender: command not found\r\n';
  assert.deepEqual(explainLog(text)?.rootCause, { line: 3, text: 'bash: line 1: blender: command not found' });
});

test('A9-29 of a line of a megabyte, only the relevant part is read', () => {
  const text = `${'x'.repeat(1_000_000)} CUDA out of memory. Tried to allocate 2.00 GiB${' y'.repeat(1000)}\n`;
  assert.equal(explainLog(text)?.category, 'gpu');
});

test('the output of one MPI rank is separated from that of the others', () => {
  const text = [
    '[1,0]<stderr>:Traceback (most recent call last):',
    '[1,1]<stderr>:Traceback (most recent call last):',
    '[1,0]<stderr>:  File "/mnt/job/solve.py", line 7, in <module>',
    '[1,1]<stderr>:  File "/mnt/job/solve.py", line 7, in <module>',
    '[1,1]<stderr>:    main()',
    '[1,0]<stderr>:    main()',
    "[1,0]<stderr>:FileNotFoundError: [Errno 2] No such file or directory: 'part.0'",
    "[1,1]<stderr>:FileNotFoundError: [Errno 2] No such file or directory: 'part.1'",
  ].join('\n');
  const found = explainLog(text, { exitCode: 1 });
  assert.equal(found?.rootCause.line, 7);
  assert.deepEqual(found?.userFrame, { file: '/mnt/job/solve.py', line: 7 });
});

const vocabulary = fc.constantFrom(
  'Traceback (most recent call last):\n',
  '  File "a.py", line 3, in f\n',
  'ValueError: x\n',
  'Error: ',
  '\tat a.b.C(C.java:3)\n',
  'Caused by: java.lang.Error: y\n',
  'panic: z\n\ngoroutine 1 [running]:\n',
  '--> FOAM FATAL ERROR:\n',
  'Killed\n',
  '\r',
  '\n',
  '\u001b[31m',
  '\0',
  '[1,0]<stderr>:',
  'At C:\\a.ps1:3 char:1\n',
  'Execution halted\n',
  '{"level":"error","msg":"',
  '"}\n',
  'level=error msg="',
  '[{"message":"a\\nb"},',
  ' > [1/2] RUN x\n1.0 ',
);

test('explaining a log never throws, and points to a line of the text', () => {
  const noise = fc.array(fc.oneof(vocabulary, anyText())).map((parts) => parts.join(''));
  fc.assert(
    fc.property(noise, fc.option(fc.integer(), { nil: undefined }), (text, exitCode) => {
      const found = explainLog(text, exitCode === undefined ? {} : { exitCode });
      const lines = text.split('\n').length;
      assert.ok(found === undefined || (found.rootCause.line >= 1 && found.rootCause.line <= lines));
      assert.ok(found?.userFrame === undefined || Number.isSafeInteger(found.userFrame.line));
    }),
  );
});

test('the title for failed code shows the message and the place, without secrets and truncated', () => {
  const trace = (message: string) =>
    explainLog(`Traceback (most recent call last):\n  File "/mnt/wd/train.py", line 42, in f\n${message}\n`)?.title;
  assert.equal(trace('ValueError: bad sample'), 'ValueError: bad sample (train.py:42)');
  assert.doesNotMatch(trace('ValueError: https://c.blob.core.windows.net/a?sv=1&sig=PLANTED') ?? '', /PLANTED/);
  assert.match(trace(`ValueError: ${'long '.repeat(100)}`) ?? '', /^long (?:long ){5,}long…$/);
});

test('if no exit code is known, last words count as the cause only if they are informative', () => {
  const before = 'reading 120 tiles\nwriting mosaic\n';
  assert.equal(explainLog(`${before}upload stopped, as the access token has expired\n`)?.confidence, 'guess');
  assert.equal(explainLog(`${before}mosaic: leaving early\n`), undefined);
});

test('a crash is the cause if nothing failed before, but not if a more certain report follows', () => {
  const crash = 'run.sh: line 4:  4417 Bus error               (core dumped) ./index genome.fa';
  const cause = 'Error: cannot open file genome.idx: No such file or directory';
  const found = explainLog(`${crash}\nSearching ...\n${cause}\n`, { exitCode: 1 });
  assert.deepEqual([found?.rootCause.line, found?.category], [1, 'crash-signal']);
  assert.equal(explainLog(`${cause}\nSearching ...\n${crash}\n`, { exitCode: 135 })?.category, 'missing-file');
});

test('a crash at the end of a log is the cause if the program clearly survived earlier failures', () => {
  const steps = (count: number) => Array.from({ length: count }, (_, index) => `tile ${index} written\n`).join('');
  const explain = (count: number) =>
    explainLog(`cache.bin: No such file or directory\n${steps(count)}Bus error (core dumped)\n`, { exitCode: 135 });
  assert.equal(explain(12)?.category, 'crash-signal');
  assert.equal(explain(2)?.category, 'missing-file');
});

test("a wrapper's message about the end is preferred to later uninformative output", () => {
  const text = 'srun: error: node-3: task 0: Exited with exit code 1\nfinish.sh: done at 08:14\n';
  assert.equal(explainLog(text, { exitCode: 1 })?.rootCause.line, 1);
});

test('the description of an error is preferred to the headline that announces the error', () => {
  const text = 'ERROR: Could not create the environment from grid.yaml:\nRunning:\nerror: prefix already exists\n';
  assert.equal(explainLog(text, { exitCode: 1 })?.rootCause.line, 3);
});

test('the reason is found next to a line that says only that something failed', () => {
  const read = (text: string) => explainLog(text, { exitCode: 1 });
  const below = read(
    'reading deck\n--ERROR: #  [FATAL:WEAVER]\n#\n# The Program warp Needed by WEAVER Could not be found\n',
  );
  assert.deepEqual([below?.rootCause.line, below?.category], [4, 'missing-program']);
  const above = read('file ./warp.nii does not exist .\nERROR: fixed tile of step 3\n');
  assert.deepEqual([above?.rootCause.line, above?.category], [1, 'missing-file']);
});

test('last words are found above a stack in an unknown language', () => {
  const stack = Array.from({ length: 20 }, (_, line) => `   from <unknown>:${line}  (/opt/loom/lib/loom.bin:term)\n`);
  const text = `Use of undeclared thread 'weft' at line 3\n${stack.join('')}`;
  assert.equal(explainLog(text, { exitCode: 1 })?.rootCause.line, 1);
});

test('of several equal lines, the first one is reported', () => {
  const text = '  • tag is not known: v2\nunpacking\n  ⨯ tag is not known: v2\n';
  assert.equal(explainLog(text, { exitCode: 1 })?.rootCause.line, 1);
});

test('an unknown error message about an input is classified as an input error and quoted', () => {
  const text = 'ERROR: second chromosome name chr7 in the sheet\n';
  const { category, confidence, title } = explainLog(text, { exitCode: 1 }) ?? {};
  assert.deepEqual([category, confidence, title], ['bad-input', 'guess', 'second chromosome name chr7 in the sheet']);
  assert.equal(explainLog('ERROR: task 3 failed\n', { exitCode: 1 })?.category, 'other');
});

test('a heading of a truncated chain of exceptions is not taken for a failure', () => {
  const chain = "subprocess.CalledProcessError: Command '['bake', '-v']' returned non-zero exit status 1.\n";
  const text = `Traceback (most recent call last):\n  File "/opt/a/lib/python3.9/site-packages/bake.py", line 3, in run\n    go()\n${chain}\nThe above exception was the direct cause of the following exception:\n`;
  assert.equal(explainLog(text, { exitCode: 1 })?.rootCause.line, 4);
});

test('a stack that was logged as a warning counts as handled if another one ended the program', () => {
  const stack = (name: string, line: number) => `${name}\n\tat Ingest.read(Ingest.java:${line})\n`;
  const warned = `WARNING: no cache, going on\n${stack('java.nio.file.NoSuchFileException: cache/none.bin', 13)}`;
  const ended = `Exception in thread "main" ${stack('java.lang.IllegalStateException: tile 7 is broken', 25)}`;
  assert.equal(explainLog(warned + ended)?.rootCause.line, 4);
  assert.equal(explainLog(warned)?.rootCause.line, 2);
});

test('an error that the next line calls ignored is not the cause', () => {
  const ignored =
    'fatal: [node-1]: FAILED! => {"msg": "ls: cannot access cache: No such file or directory"}\n...ignoring\n';
  assert.equal(explainLog(`${ignored}ERROR: No space left on device\n`, { exitCode: 2 })?.category, 'disk-full');
});

test("rows of a table are distinguished from pytest's marks", () => {
  const rows = 'region      date       sum\nE     2026-01-10  30978.04\n';
  assert.equal(explainLog(`${rows}ValueError: tile 7 is broken\n`, { exitCode: 1 })?.rootCause.line, 3);
});

test('a crash is never certain, since it may follow from an earlier message', () => {
  const crash = 'Program received signal SIGABRT, Aborted.\n';
  assert.notEqual(explainLog(crash, { exitCode: 134 })?.confidence, 'certain');
});

test('if no exit code is known, words that are followed by other output are not blamed', () => {
  const words = 'sorter: the disk is full\n';
  assert.equal(explainLog(words)?.confidence, 'guess');
  assert.equal(explainLog(`${words}reading\nsorting\nwriting\n`), undefined);
});

test('a missing item is certain only if nothing failed before, and otherwise follows from the earlier failure', () => {
  const missing = 'run.sh: line 9: bwa: command not found\n';
  const read = (text: string) => {
    const { rootCause, confidence } = explainLog(text, { exitCode: 127, os: 'linux' }) ?? {};
    return [rootCause?.line, confidence];
  };
  assert.deepEqual(read(`installing bwa\n${missing}`), [2, 'certain']);
  assert.deepEqual(read(`W: apt is slow today\ninstalling bwa\n${missing}`), [3, 'certain']);
  const locked = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 412 (unattended-upgr)\n';
  assert.deepEqual(read(`${locked}installing bwa\n${missing}`), [1, 'likely']);
  const refused = 'curl: (7) Failed to connect to assets.contoso.example port 8081: Connection refused\n';
  assert.deepEqual(read(`${refused}tar: tools.tar.gz: Cannot open: No such file or directory\n${missing}`), [
    1,
    'likely',
  ]);
});

test("Snakemake's reason for running a job is not a failure, and the log of the failed rule is named", () => {
  const found = explainLog(
    [
      'rule align:',
      '    output: out/a.bam',
      '    log: logs/a.log',
      '    reason: Missing output files: out/a.bam',
      '',
      'Error in rule align:',
      '    output: out/a.bam',
      '    log: logs/a.log, logs/b.log (check log file(s) for error details)',
      '',
      'Shutting down, this might take some time.',
    ].join('\n'),
    { exitCode: 1 },
  );
  assert.equal(found?.rootCause.text, 'Error in rule align:');
  assert.equal(found?.title, 'The Snakemake rule align failed');
  assert.deepEqual(found?.namedLogs, ['logs/a.log', 'logs/b.log']);
  assert.match(found?.fixes[0]?.text ?? '', /^Read logs\/a\.log, logs\/b\.log/);
});

test('no other log is named if a line gives the reason', () => {
  const found = explainLog(
    [
      '/usr/bin/bash: line 1: bwa: command not found',
      'Error in rule align:',
      '    log: logs/a.log (check log file(s) for error details)',
    ].join('\n'),
    { exitCode: 1 },
  );
  assert.equal(found?.rootCause.line, 1);
  assert.equal(found?.namedLogs, undefined);
});

test('the file that has the errors of a failed command is named', () => {
  for (const line of [
    'Error, cmd: /opt/trinity/salmon_runner.pl a.fa b.fa 2>tmp.1903.stderr died with ret 33792  at /opt/Pipeliner.pm line 186.',
    "ERROR: command 'hmmscan a.hmm a.faa 2> tmp.1903.stderr' failed with exit code 1",
  ])
    assert.deepEqual(explainLog(line, { exitCode: 1 })?.namedLogs, ['tmp.1903.stderr'], line);
  const hidden = "ERROR: command 'hmmscan a.hmm a.faa 2> /dev/null' failed with exit code 1";
  assert.equal(explainLog(hidden, { exitCode: 1 })?.namedLogs, undefined);
});

test('a command that a script reports as failed names the log to which its output went', () => {
  for (const line of [
    'ERROR: tidy -o a.map in.map > out/tidy.log 2>&1',
    '[10:52:35] !!ERROR!! pack -m 1G in.unsorted.map >> out/tidy.log 2>&1',
    "step 4 failed: join a b >>out/tidy.log 2>&1'",
  ])
    assert.deepEqual(explainLog(line, { exitCode: 1 })?.namedLogs, ['out/tidy.log'], line);
});

test('a report that a command failed gives no reason, so that the code that reports it is not certain to be the cause', () => {
  for (const line of [
    'Command died with status 256: align ref.fa a.fq > a.sam at run.pl line 30.',
    'Error, cmd: index-build a.fa died with ret 256 at /opt/lib/Steps.pm line 186.',
    'system align ref.fa a.fq failed: 256 at run.pl line 30.',
    "[09:01:00] ERROR: Command '['grid-tool', '--reads', 'r.fq']' returned non-zero exit status 1.",
  ]) {
    const { confidence, fixes } = explainLog(`${line}\n`, { exitCode: 1 }) ?? {};
    assert.equal(confidence, 'guess', line);
    assert.match(fixes?.[0]?.text ?? '', /^The message only says that another program failed/, line);
  }
});

test('if a program only says that it was aborted, the warning above it is the cause', () => {
  const lines = [
    '[09:00:00] INFO: Starting grid 2.9',
    '[09:00:03] WARNING: The expected density is 0, so the result is not guaranteed. Was the size entered correctly?',
    '[09:00:04] INFO: >>>STAGE: assembly',
    '[09:01:00] ERROR: Pipeline aborted',
  ];
  assert.match(explainLog(lines.join('\n'), { exitCode: 1 })?.title ?? '', /density is 0/);
});

test('an assertion without a message is called by its condition, and one of a library is not the fault of its caller', () => {
  const { title, fixes } =
    explainLog(
      [
        'Traceback (most recent call last):',
        '  File "train.py", line 12, in <module>',
        '    grid = build(cfg)',
        '  File "/usr/lib/python3/dist-packages/kit/registry.py", line 50, in build',
        '    assert isinstance(cfg, dict)',
        'AssertionError',
      ].join('\n'),
      { exitCode: 1 },
    ) ?? {};
  assert.match(title ?? '', /assert isinstance\(cfg, dict\)/);
  assert.doesNotMatch(fixes?.[0]?.text ?? '', /^(?:Correct|Check) the code/);
});

test('a cause that the program itself only guesses is not certain', () => {
  const explain = (line: string) => explainLog(`${line}\n`, { exitCode: 1 })?.confidence;
  assert.equal(explain('cp: error writing out.bin: No space left on device'), 'certain');
  assert.equal(explain('cp: error writing out.bin: possibly no space left on device'), 'likely');
  assert.notEqual(explain('error writing file. Maybe you are out of disk space?'), 'certain');
});
