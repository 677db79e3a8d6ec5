import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const titled: readonly (readonly [line: string, title: string])[] = [
  // A reason outlasts the report before it.
  [
    'RuntimeError: Failed to initialise the pipeline for model resnet50-v2 on device cuda:0 because the engine was built for capability 7.5',
    'the engine was built for capability 7.5',
  ],
  [
    'Error while processing files a_0001.stl, a_0002.stl, a_0003.stl, a_0004.stl, a_0005.stl: surface a_0003 is not closed (12 open edges)',
    'surface a_0003 is not closed (12 open edges)',
  ],
  [
    'Simulation stopped at t = 3.2e-3 s after 120 steps on 8 ranks because the Courant number 12.4 exceeds the maximum of 1.0',
    'the Courant number 12.4 exceeds the maximum of 1.0',
  ],
  [
    'Cannot assemble the training batch for step 1200 with this sampler — every class must have at least 2 samples',
    'every class must have at least 2 samples',
  ],
  [
    "Could not process row 4711 of file 'orders_2024_11_30_full_export_of_all_sites.csv': date '31.11.2024' is not a valid day",
    "date '31.11.2024' is not a valid day (row 4711)",
  ],
  // A system's own words say little without what was tried.
  [
    'OpenThreads thread_init: pthread_create failed for thread 62 of 64 in the pool of the solver: Resource temporarily unavailable',
    'OpenThreads thread_init: pthread_create failed for thread…',
  ],
  // A guess, or what refers back, is not a reason.
  [
    'Cannot read the checkpoint of the model that is named in the settings: perhaps it was written by another program',
    'Cannot read the checkpoint of the model that is named…',
  ],
  // The sentence that only reports a failure, before its reason.
  [
    'Error: exception encountered when calling layer "dense_3".\n\nMatrix sizes are incompatible: [32,100], [128,10]',
    'Matrix sizes are incompatible: [32,100], [128,10]',
  ],
  [
    'loader: Syntax error at line 5.\nExpecting keyword INTO, found "APPEND".',
    'Syntax error at line 5: Expecting keyword INTO, found "APPEND".',
  ],
  [
    'Got invalid dimensions for the following indices\n index: 2 Got: 480 Expected: 640',
    'Got invalid dimensions: index: 2 Got: 480 Expected: 640',
  ],
  // A line below gives the place.
  ['input error: unrecognised directive\n----\n  line   14: charg 1', 'input error: unrecognised directive (line 14)'],
  [
    'ERROR:  value too long for type text(20)\nCONTEXT:  COPY users, line 3, column name',
    'value too long for type text(20) (line 3, name)',
  ],
  [
    '[E::parse] CIGAR and sequence are of different length\n[W::read] Parse error at line 42',
    'CIGAR and sequence are of different length (line 42)',
  ],
  // The parts of an ODBC driver, and the command of another program, come before what failed.
  [
    'Error = [Contoso][ODBC Driver 17 for SQL Server]Unexpected EOF encountered in data-file',
    'Unexpected EOF encountered in data-file',
  ],
  [
    "cmd.Error: Non-zero return code 2 from 'blast -out r.out -query q.fasta -evalue 50', message 'Database error: No index file found for database [/mnt/x/nr] in search path [/mnt/wd]'",
    '/mnt/x/nr is missing',
  ],
  [
    "could not execute query: ERROR: stat failed on file '/usr/lib/sql/plang.so': No such file or directory",
    'plang.so is missing',
  ],
  [
    'run.sh: line 7: /opt/bin/copy: cannot execute: required file not found',
    "copy can't be started: its interpreter or loader is missing",
  ],
  [
    "Error: no data in [/data/Run] in search path [/data/Run 1/in]: No such file or directory: '/data/Run'",
    'A path was cut at its space: /data/Run 1/in',
  ],
  // Messages on what is not released at the end follow from that end.
  [
    'ERROR: invalid preset name: HTML5\nWARNING: instances leaked at exit\nERROR: Resources still in use at exit',
    'invalid preset name: HTML5',
  ],
  // Names of loggers, places in code, and folders that were searched are not missing.
  [
    "ERROR [alembic.util.messaging] Can't locate revision identified by 'a1b2c3d4'",
    "Can't locate revision identified by 'a1b2c3d4'",
  ],
  [
    "convert: unable to open image `x.png': No such file or directory @ error/blob.c/OpenBlob/2924.",
    'x.png is missing',
  ],
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
    'The library libmesh, or one that it needs, was not found',
  ],
  // A command that the message advises is not what went wrong.
  [
    'To prevent errors in the cells, install the version that fits with: "pip install --upgrade --no-deps --force-reinstall cells==20231117".',
    'To prevent errors in the cells, install the version…',
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
  [
    'ClientAuthenticationError: Server failed to authenticate the request.\nErrorCode:AuthenticationFailed\nauthenticationerrordetail:Signature not valid in the specified time frame: Start [Sat, 28 Nov 2026 00:00:00 GMT] - Expiry [Mon, 30 Nov 2026 08:00:00 GMT] - Current [Mon, 30 Nov 2026 17:10:00 GMT]',
    'A shared access signature had expired when it was used',
  ],
  [
    'Signature not valid in the specified time frame: Start [Mon, 30 Nov 2026 18:00:00 GMT] - Expiry [Tue, 01 Dec 2026 08:00:00 GMT] - Current [Mon, 30 Nov 2026 17:10:00 GMT]',
    'A shared access signature was used before its start time',
  ],
  ['cat: my input data.csv: No such file or directory', 'my input data.csv is missing'],
  ['grep: in/a b.txt: Permission denied', 'Access was denied by the operating system: in/a b.txt'],
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
