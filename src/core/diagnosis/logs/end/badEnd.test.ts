import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findBadEnd } from './badEnd.ts';

const inModule = `Traceback (most recent call last):
  File "/mnt/wd/solve.py", line 9, in <module>
    main()
  File "/mnt/wd/solve.py", line 4, in main
    return rows[7]
IndexError: list index out of range
`;
const inFunction = inModule.replace('<module>', 'read_cache');

suite('bad ends of a process that returned 0', () => {
  const ends: readonly (readonly [kind: string, line: number, stderr: string, stdout?: string])[] = [
    ['exception', 6, inModule],
    ['exception', 6, inModule, 'reading mesh\ndone\n'],
    ['exception', 6, `${inModule}+ echo done\n`],
    ['exception', 7, `INFO:root:shard 2\n${inModule}`],
    ['exception', 6, `${inModule}For debugging consider passing CUDA_LAUNCH_BLOCKING=1.\nMissing key(s): a\n`],
    ['exception', 7, `Exception in thread Thread-1 (work):\n${inFunction}`],
    ['exception', 1, 'Exception in thread "main" java.lang.IllegalStateException: no\n\tat A.main(A.java:3)\n'],
    ['exception', 1, 'Unhandled exception. System.IO.IOException: no\n   at A.Main() in /wd/A.cs:line 3\n'],
    [
      'exception',
      5,
      "node:internal/modules/cjs/loader:1210\n  throw err;\n  ^\n\nError: Cannot find module './d.json'\n    at load (a.js:1)\n\nNode.js v20.20.2\n",
    ],
    ['exception', 2, 'Error in f(x) : no such column\nExecution halted\n'],
    [
      'exception',
      8,
      `Task exception was never retrieved\nfuture: <Task finished name='T-2' coro=<f() done>>\n${inFunction}`,
    ],
    ['crash', 1, 'run.sh: line 4:  7468 Segmentation fault      ./a\n'],
    ['crash', 1, 'run.sh: line 5: 20421 Floating point exception./a\n'],
    [
      'crash',
      1,
      'run.sh: line 5:  7471 Killed                  ( python3 -c "\nimport os\nos.kill(os.getpid(), 9)" )\n',
    ],
    ['diskFull', 1, 'tar: m/x.tar: Wrote only 2048 of 10240 bytes\ntar: Error is not recoverable: exiting now\n'],
    ['crash', 1, 'run.sh: line 1:  7470 Killed                  python3 train.py\n', 'loading\nfinished\n'],
    [
      'crash',
      2,
      "thread 'main' panicked at a.rs:1:75:\nindex out of bounds: the len is 0 but the index is 0\nnote: run with `RUST_BACKTRACE=1`\n",
    ],
    [
      'crash',
      1,
      'panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n\t/a.go:4\nexit status 2\n',
    ],
    ['diskFull', 1, "dd: error writing 'f': No space left on device\n65+0 records in\n64+0 records out\n"],
    ['failure', 2, "stat error: No such file or directory\nError: Can't determine file type of in.vcf\n"],
    ['failure', 2, 'cc1: fatal error: nofile.c: No such file\nmake: *** [Makefile:2: all] Error 1\n'],
    ['failure', 1, 'run.sh: line 4: samtools: command not found\n'],
    [
      'failure',
      1,
      "'samtools' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n",
    ],
    ['failure', 1, 'psql: error: connection to server failed: refused\n\tIs the server running on that host?\n'],
    ['failure', 2, '+ samtools view\n/bin/sh: 1: samtools: not found\n'],
    ['failure', 1, 'sh: ffmpeg: not found\n', 'frame 1\nframe 2\n'],
    ['failure', 1, "sh: 1: ffmpeg: not found\nmv: cannot stat 'out.mp4': No such file or directory\n"],
    [
      'exception',
      1,
      'ERROR: LoadError: SystemError: opening file "in.csv": No such file or directory\nStacktrace:\n  [1] systemerror(p::String)\n    @ Base ./error.jl:176\nin expression starting at /mnt/wd/run.jl:3\n',
    ],
    [
      'exception',
      1,
      'ERROR: MethodError: no method matching f(::Int64)\nClosest candidates are:\n  f(::String)\nStacktrace:\n [1] top-level scope\n   @ none:1\n',
    ],
    [
      'exception',
      1,
      "Can't locate Bio/Seq.pm in @INC (you may need to install the Bio::Seq module) at run.pl line 3.\nBEGIN failed--compilation aborted at run.pl line 3.\n",
      'reading\n',
    ],
    ['exception', 2, 'reading\nCan\'t call method "id" on an undefined value at run.pl line 9, <STDIN> line 4.\n'],
    ['failure', 1, 'Cannot open reads.fq: No such file or directory at run.pl line 3.\n'],
    [
      'exception',
      2,
      "VERBOSE: start\nGet-Content : Cannot find path 'C:\\in.csv' because it does not exist.\nAt C:\\run.ps1:1 char:1\n+ Get-Content C:\\in.csv\n+ ~~~~~~~~~~~~~~~~~~~~~\n    + CategoryInfo          : ObjectNotFound: (C:\\in.csv:String) [Get-Content], ItemNotFoundException\n    + FullyQualifiedErrorId : PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand\n",
    ],
    [
      'exception',
      5,
      "Get-Content: /mnt/wd/run.ps1:1\nLine |\n   1 |  Get-Content in.csv\n     |  ~~~~~~~~~~~~~~~~~~\n     | Cannot find path 'in.csv' because it does not exist.\n",
    ],
    [
      'exception',
      1,
      'couldn\'t open "in.csv": no such file or directory\n    while executing\n"open in.csv"\n    (file "run.tcl" line 1)\n',
    ],
  ];
  for (const [kind, line, stderr, stdout = ''] of ends)
    test(`${kind} is found in stderr: ${stderr.split('\n')[line - 1]}`, () => {
      const end = findBadEnd({ stderr, stdout });
      assert.deepEqual([end?.kind, end?.file, end?.line], [kind, 'stderr.txt', line]);
    });

  const outputs: readonly (readonly [kind: string, line: number, stdout: string])[] = [
    ['exception', 7, `epoch 2\n${inModule}`],
    ['nothing', 2, 'scanning\n0 frames written\n'],
    ['nothing', 1, 'Exported 0 rows to out.csv\n'],
    ['nothing', 2, 'no frames in shot 3\n0 frames written\n'],
    ['nothing', 1, 'Output file is empty, nothing was encoded (check -ss)\n'],
    ['failure', 2, '{"msg":"reading"}\n{"msg":"run summary","status":"failed","steps":118}\n'],
    ['failure', 2, 'reading\nlevel=info msg="job done" result=failed tiles=0\n'],
    ['failure', 1, '=================== 1 failed, 3 passed in 1.14s ====================\n'.replace(', 3 passed', '')],
  ];
  for (const [kind, line, stdout] of outputs)
    test(`${kind} is found in stdout: ${stdout.split('\n')[line - 1]}`, () => {
      const end = findBadEnd({ stdout, stderr: '' });
      assert.deepEqual([end?.kind, end?.file, end?.line], [kind, 'stdout.txt', line]);
    });
});

test('a long log is read from its end, and lines have their numbers in the whole log', () => {
  const lines = 20_000;
  const end = findBadEnd({ stdout: '', stderr: `${'tile done\n'.repeat(lines)}${inModule}` });
  assert.deepEqual([end?.kind, end?.line], ['exception', lines + 6]);
});

suite('complaints of processes that worked', () => {
  const harmless: readonly (readonly [why: string, stderr: string, stdout?: string, commandLine?: string])[] = [
    ['nothing is said', ''],
    ['a stack that the function shows which caught it', inFunction, '412 rows read\n'],
    ['a stack that a destructor left', `Exception ignored in: <function R.__del__ at 0x7f>\n${inModule}`],
    ['what a logger shows', `ERROR:root:shard 2 is left out\n${inModule}`, '3 shards merged\n'],
    ['an attempt that failed before another', inModule, 'attempt 1 failed, trying again\nfetched 1204 rows\n'],
    ['what is done without', inModule, 'using the cached copy\n'],
    ['all of the work', inModule, 'frame 1 of 2 rendered\nframe 2 of 2 rendered\n'],
    ['a command line that tolerates it', inModule, '', "bash -c 'python a.py || true; echo ok'"],
    ['a script that says so', `${inModule}+ true\n`],
    ['an older log that is shown', '', `${inModule}previous log archived\nnew run: ok\n`],
    ['a helper that was stopped', 'run.sh: line 2:  88 Terminated              sleep 60\n', 'helper stopped\n'],
    ['a warning of the disk', 'WARNING: No space left on device in /cache, oldest entries removed\n', 'saved\n'],
    ['nothing to do', '', '12 files up to date\n0 files written\n'],
    ['counts', '', '100 frames written\n0 errors\n10.0 rows saved per second\n'],
    ['an ignored error of make', 'make: [Makefile:4: clean] Error 1 (ignored)\n', 'built\n'],
    ['tests that fail on purpose', `${inFunction}ok\n\nRan 2 tests in 0.004s\n\nOK\n`],
    ['tidying up', "rm: cannot remove 'old.lock': No such file or directory\n", 'report written\n'],
    ['an error of a program that went on', 'sqlite3: error: UNIQUE constraint failed\n', 'upsert finished\n'],
    ['an error among news', 'INFO: 10 of 12 files converted\nERROR: the statistics could not be sent\n'],
    [
      'a probe of a module',
      'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nModuleNotFoundError: No module named \'torch\'\n',
    ],
    ['nothing that is new', '', '0 rows written (nothing new since last run)\n'],
    ['nothing that was expected', '', '0 rows exported, 0 rows expected\n'],
    ['new files', '', '5 files scanned, 0 new files written\n'],
    ['one of two tables', '', '0 rows written to audit\n1200 rows written to main\n'],
    ['a cache that is done without', 'Error: cache not available; continuing without it\n'],
    ['a cache that is not needed', 'cannot read the cache: Permission denied, continuing without cache\n'],
    ['modules that are not needed', 'run.sh: line 2: module: command not found\n'],
    ['a node without a GPU', 'run.sh: line 2: nvidia-smi: command not found\n'],
    ['a folder with nothing to make', 'make: *** No targets specified and no makefile found.  Stop.\n'],
    ['a probe for a program', 'run.sh: line 2: nvidia-smi: command not found\n', 'epoch 1: loss 0.3\n'],
    ['a program that stands in for another', 'run.sh: line 2: pigz: command not found\n', 'using gzip instead\n'],
    ['a warning of Perl', 'Use of uninitialized value $x in addition (+) at run.pl line 3.\n', '3 rows\n'],
    ['a warning of a script in Perl', '3 reads were too short at run.pl line 3.\n'],
    [
      'tidying up in PowerShell',
      "Remove-Item : Cannot find path 'C:\\old' because it does not exist.\nAt C:\\run.ps1:1 char:1\n+ Remove-Item C:\\old\n+ ~~~~~~~~~~~~~~~~~~\n    + CategoryInfo          : ObjectNotFound: (C:\\old:String) [Remove-Item], ItemNotFoundException\n    + FullyQualifiedErrorId : PathNotFound,Microsoft.PowerShell.Commands.RemoveItemCommand\n",
    ],
    ['no error', 'error: none\n'],
    ['one of several items', '', '{"item":"a","status":"ok"}\n{"item":"b","status":"failed"}\n'],
    ['a count of failures', '', '{"status":"ok","failed":1}\n'],
    ['a table', '', 'name,status\na,failed\n'],
    ['a manual', '', 'If you see "No space left on device", remove old results.\n'],
    ['a time limit of a script', 'run.sh: line 1:  88 Killed                  timeout -s KILL 1 ./probe\n', 'ok\n'],
    ['a refused connection', 'ERROR:root:could not send the statistics: connection refused\n'],
  ];
  for (const next of [
    'no cache, computing anew\nsaved 1 model',
    'Done.',
    'Building the index',
    '[2/3] processed shard 4',
  ])
    test(`the program goes on: ${next}`, () => assert.equal(findBadEnd({ stderr: `${inModule}${next}\n` }), undefined));
  for (const [why, stderr, stdout = '', commandLine] of harmless)
    test(why, () => assert.equal(findBadEnd({ stderr, stdout, commandLine }), undefined));
});
