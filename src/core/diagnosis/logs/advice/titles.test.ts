import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const titled: readonly (readonly [line: string, title: string])[] = [
  // The program that prints the line is not what is missing.
  ['./solver: data/in.bin: No such file or directory', 'data/in.bin is missing'],
  ['/usr/bin/cat: x: No such file or directory', 'A file does not exist: x'],
  ['job.sh: line 1: cd: /mnt/in: No such file or directory', '/mnt/in is missing'],
  ['/usr/bin/mafft: Cannot open in.fa.', 'in.fa could not be opened'],
  ['tar: inputs.tar.gz: Cannot open: No such file or directory', 'inputs.tar.gz is missing'],
  ['wrf.nc: No such file or directory', 'wrf.nc is missing'],
  ['/usr/bin/ld: cannot find main.o: No such file or directory', 'main.o is missing'],
  ["lua5.3: main.lua:3: bad argument #1 to 'lines' (in.txt: No such file or directory)", 'in.txt is missing'],
  [
    'Exception in thread "main" java.io.FileNotFoundException: in/mesh.obj (No such file or directory)',
    'in/mesh.obj is missing',
  ],
  // A logger's mark, or the prefix that a trace puts before the words.
  ['2026-11-20 09:00:00,114+0000 - ERROR - mesh tools not found', 'mesh tools not found'],
  ['[E] config: no usable driver directory here', 'config: no usable driver directory here'],
  ['(ERROR) | scratch folder is not writable here', 'scratch folder is not writable here'],
  // The inner exception of a line names the library.
  [
    "Unhandled Exception: System.TypeInitializationException: The type initializer for 'Mesh' threw an exception. ---> System.DllNotFoundException: Unable to load DLL 'mesh_native': not found",
    'The library mesh_native was not found',
  ],
  // The line names the exhausted resource, unless the line is too long for a title.
  [
    'Exception in thread "main" java.io.IOException: No space left on device',
    'java.io.IOException: No space left on device',
  ],
  [
    'docker: Error response from daemon: failed to create task for container: failed to create shim task: no space left on device',
    'The disk is full',
  ],
  ['run.sh: line 1:    23 Killed                  python3 merge.py', 'Killed python3 merge.py (run.sh:1)'],
  [
    'align.sh: line 14:  1204 Segmentation fault      (core dumped) bwa mem -t "$threads" "$reference" reads.fastq.gz',
    'Segmentation fault (core dumped) bwa mem… (align.sh:14)',
  ],
  ['curl: (22) The requested URL returned error: 503', 'curl: (22) The requested URL returned error: 503'],
  [
    'MemoryError: Unable to allocate 64.0 GiB for an array with shape (2048, 2048, 2048) and data type float64',
    'Unable to allocate 64.0 GiB for an array with shape…',
  ],
  ["OSError: Can't open 'my data.csv': No such file or directory", 'my data.csv is missing'],
  [
    "OSError: [Errno 28] No space left on device: '/usr/bin/python3' -> '/mnt/v/python3'",
    'The disk is full: /mnt/v/python3',
  ],
  // Names that are close, but not at fault.
  [
    'ERROR: Can not open a macro file <mac/a.mac>. Set macro path with "/control/macroPath".',
    'mac/a.mac could not be opened',
  ],
  ['Exception: Missing/incomplete configuration file: /etc/cds.rc', '/etc/cds.rc is missing'],
  [
    'psql: error: connection to server at "db" (10.1.0.7), port 5432 failed: FATAL:  password authentication failed for user "etl"',
    'The database denied access to the user',
  ],
  // The server denied the access that `mount.nfs` requested.
  [
    'mount.nfs: access denied by server while mounting nas:/data',
    'The file server denied access to the share: nas:/data',
  ],
  // A place in a file, a class, a pattern, and a word of a sentence are not names.
  ['grid.c:2:10: fatal error: Python.h: No such file or directory', 'Python.h is missing'],
  [
    'org.apache.spark.SparkFileNotFoundException: File hdfs://nn/in/a.csv does not exist',
    'hdfs://nn/in/a.csv is missing',
  ],
  ['job.zsh:2: no matches found: frames/*.exr', 'job.zsh:2: no matches found: frames/*.exr'],
  ["tail: cannot open 'nofile' for reading: No such file or directory", 'A file does not exist: nofile'],
  [
    'MissingInputException in rule a in file /mnt/wd/Snakefile, line 4',
    'MissingInputException in rule a in file Snakefile, line 4',
  ],
  ['tar: out/f.bin: Cannot write: Disk quota exceeded', 'tar: out/f.bin: Cannot write: Disk quota exceeded'],
  [
    'socket.gaierror: [Errno -3] Temporary failure in name resolution',
    'socket.gaierror: Temporary failure in name resolution',
  ],
  [
    "convert: unable to open image `in.png': No such file or directory @ error/blob.c/OpenBlob/2998.",
    'in.png is missing',
  ],
  ['Error in library(lme4extra) : there is no package called ‘lme4extra’', 'The library lme4extra was not found'],
  [
    "fatal: unable to access 'https://git.contoso.net/a.git/': Could not resolve host: git.contoso.net",
    'The host git.contoso.net was not found',
  ],
  // A program is not named by a path in the working directory.
  ['run.sh: line 1: ./solver: No such file or directory', 'run.sh: line 1: ./solver: No such file or directory'],
  ['bash: line 1: nvcc: command not found', 'The program nvcc was not found'],
  // Long parts inside a sentence are shortened before its end is cut off.
  [
    "kit.KitError: the cells of <module 'kit.cells' from '/opt/conda/lib/python3.11/site-packages/kit/cells.py'> are not sorted",
    'the cells of kit.cells are not sorted',
  ],
  [
    'Unhandled Exception: System.Runtime.Serialization.SerializationException: The stream ended before the cells were read.',
    'The stream ended before the cells were read.',
  ],
  [
    'giving up on https://tiles.contoso.com/v2/regions/north/cells/list: it answered with nothing',
    'giving up on https://tiles.contoso.com/…/list: it answered with nothing',
  ],
  // A clause that only says what could not be done gives way to the reason, and an argument to its text.
  [
    "tiles: error loading cells: error loading table of weights: unknown kind of weights: 'north7' of the seventh region",
    "unknown kind of weights: 'north7' of the seventh region",
  ],
  [
    "kit.KitError: (1, 'The table of weights could not be found beside the cells, so that none of them was read.')",
    'The table of weights could not be found beside the cells…',
  ],
  // A sentence that is a little too long keeps its end.
  [
    'ERROR: the number of cells in the deck is not equal to the number of weights = 4',
    'the number of cells in the deck is not equal to the number of weights = 4',
  ],
  // The line itself, if no name fits.
  [
    "ls: cannot access 'frames/*.exr': No such file or directory",
    "ls: cannot access 'frames/*.exr': No such file or directory",
  ],
  [
    "Unhandled Exception: System.TypeInitializationException: The type initializer for 'Mesh.Info' threw an exception. ---> System.DllNotFoundException: Unable to load shared library 'libmesh' or one of its dependencies.\n   at Mesh.Api.get()\n   at Mesh.Info..cctor()",
    'The library libmesh was not found',
  ],
  // The exception that a call threw, and the reason without the library's codes.
  [
    'Exception calling "DownloadFile" with "2" argument(s): "The remote name of the tiles was given twice."',
    'The remote name of the tiles was given twice',
  ],
  [
    'load: Error: Grid Driver 7 for Tile Servers : [error:1416F086:SSL routines:tls_process:certificate verify failed:self signed certificate].',
    'certificate verify failed:self signed certificate.',
  ],
  // The reason, not the statement that could not be carried out.
  [
    "exporter: Couldn't execute 'SELECT name, size FROM catalogue.tiles WHERE region = 'north'': Unknown table 'tiles' in catalogue",
    "Unknown table 'tiles' in catalogue",
  ],
  // A link that leads back to itself is not missing.
  [
    "OSError: [Errno 40] Too many levels of symbolic links: 'in/mesh.msh'",
    "OSError: Too many levels of symbolic links: 'in/mesh.msh'",
  ],
  ['[mov,mp4,m4a,3gp @ 0x564b19c6c840] moov atom not found', 'moov atom not found'],
  [
    "cannot identify image file '/mnt/batch/tasks/workitems/nightly/job-1/sample-0042/wd/a.pdf'",
    "cannot identify image file 'a.pdf'",
  ],
];

for (const [line, title] of titled)
  test(`the title is correct for: ${line}`, () => {
    assert.equal(explainLog(`${line}\n`, { exitCode: line.includes('solver: No') ? 127 : 1 })?.title, title);
  });

for (const [lines, title] of [
  [['kit.KitError: Cell evaluation error:', '', 'kernel table lacks row 7'], 'kernel table lacks row 7'],
  [
    ['kit.KitError: This step did not work :-(', 'The set of tools for meshes is empty'],
    'The set of tools for meshes is',
  ],
  [
    ['kit.KitError: The tiles were refused :(', 'their order differs from the grid'],
    'their order differs from the grid',
  ],
  // Details and the heading of a stack are not the message.
  [
    ['kit.KitError: no table of weights for cell 4 of the role SMOOTH among:', '  Cell Names: ["N"]'],
    'no table of weights for cell 4 of the role SMOOTH',
  ],
  [['kit.KitError: LoadError: the grid was refused:', 'Stacktrace:'], 'the grid was refused'],
] as const)
  test(`the title has what follows the heading: ${lines[0]}`, () => {
    const log = ['Traceback (most recent call last):', '  File "a.py", line 3, in <module>', '    go()', ...lines];
    assert.ok(explainLog(log.join('\n'), { exitCode: 1 })?.title.includes(title));
  });
