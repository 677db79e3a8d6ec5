import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCategory } from '../../explanation/category.ts';
import { toFix } from '../../explanation/instruction.ts';
import { cures } from './cures.ts';
import { advices, fixesFor } from './fixes.ts';

/** A line of real output, and words of the expected instruction. */
const calls: readonly (readonly [category: FailureCategory, line: string, words: RegExp])[] = [
  ['missing-program', 'run.sh: line 3: conda: command not found', /conda\.sh/],
  ['missing-file', 'sim.c:1:10: fatal error: petscksp.h: No such file or directory', /-devel/],
  ['missing-program', 'run.sh: line 2: module: command not found', /environment modules/],
  ['missing-program', 'run.sh: line 1: apt-get: command not found', /package manager in the node's image/],
  ['missing-program', 'bash: line 1: python: command not found', /python3/],
  ['missing-program', 'run.sh: line 1: sudo: command not found', /elevationLevel/],
  ['missing-program', '/bin/sh: 1: docker: not found', /container settings/],
  ['missing-program', 'OCI runtime create failed: exec: "solve": executable file not found in $PATH', /entry point/],
  ['missing-program', 'bash: line 1: nvidia-smi: command not found', /NVIDIA driver/],
  ['missing-program', './start.sh: line 9: azcopy: command not found', /resource files/],
  ['missing-program', "'blender' is not recognized as an internal or external command,", /PATH/],
  ['missing-module', "ModuleNotFoundError: No module named 'rasterio'", /python3 -m pip/],
  ['missing-module', "ModuleNotFoundError: No module named 'apt_pkg'", /python3-apt/],
  ['missing-module', "Could not load file or assembly 'Fleet.Plugins.Tides, Version=2.0.0.0'.", /dotnet publish wrote/],
  ['missing-module', "Could not load file or assembly 'Grid.Core'. The file was not found.", /dotnet publish wrote/],
  ['missing-module', "Could not load file or assembly 'Kit-Rules, Culture=neutral'", /dotnet publish wrote/],
  ['missing-module', "Could not load file or assembly 'System.Runtime, Version=8.0.0.0'", /matching \.NET runtime/],
  ['missing-module', 'configure: error: netcdf headers were not found', /-devel/],
  ['missing-file', "rm: cannot remove '/opt/marker': No such file or directory", /rm -f/],
  ['network', "gpg: cannot open '/dev/tty': No such device or address", /no terminal/],
  ['missing-module', "ModuleNotFoundError: No module named 'utils'", /PYTHONPATH/],
  ['missing-module', "ModuleNotFoundError: No module named 'src.solver.grid'", /PYTHONPATH/],
  ['missing-module', "ModuleNotFoundError: No module named 'my_model'", /PYTHONPATH/],
  ['missing-module', "No module named 'email.mime'; 'email' is not a package", /PYTHONPATH/],
  ['missing-module', "ModuleNotFoundError: No module named 'mysqlclient'", /python3 -m pip/],
  ['missing-module', './prog: error while loading shared libraries: libmesh.so: cannot open', /LD_LIBRARY_PATH/],
  ['missing-module', 'Error loading shared library ld-linux-x86-64.so.2: No such file', /^The loader that starts/],
  ['missing-file', "qemu: Could not open '/lib64/ld-linux-x86-64.so.2': No such file", /^The loader that starts/],
  ['missing-module', 'Error in library(DESeq2) : there is no package called ‘DESeq2’', /libPaths/],
  ['missing-module', "Error: Cannot find module 'sharp'", /npm ci/],
  ['missing-module', "Can't locate Bio/SeqIO.pm in @INC (you may need to install Bio::SeqIO)", /cpanm/],
  [
    'missing-module',
    'Exception in thread "main" java.lang.ClassNotFoundException: org.postgresql.Driver',
    /class path/,
  ],
  ...[
    "System.DllNotFoundException: Unable to load shared library 'libmesh' or one of its dependencies.",
    'ImportError: DLL load failed while importing fit_ext: The specified module could not be found.',
    'unable to load dll: LoadLibrary failure:  The specified module could not be found.',
  ].map((line) => ['missing-module', line, /^Install the native library/] as const),
  ['missing-module', 'System.IO.FileNotFoundException: Could not load file or assembly', /self-contained/],
  ['missing-module', 'The code execution cannot proceed because VCRUNTIME140_1.dll was not found.', /Visual C\+\+/],
  ['missing-module', 'ERROR: LoadError: ArgumentError: Package CSV not found in current path.', /instantiate/],
  ...[
    'ERROR: No matching distribution found for azure-batch==99.1',
    'ERROR: Could not find a version that satisfies the requirement pandas==77.0 (from versions: none)',
    'PackagesNotFoundError: The following packages are not available from current channels:',
    'npm error code E404',
    'error NU1101: Unable to find package Contoso.Mesh. No packages exist with this id in source(s): nuget.org',
  ].map((line) => ['missing-module', line, /^Correct the name or version that the command installs/] as const),
  ...[
    'java.net.UnknownHostException: headnode0: headnode0: Name or service not known',
    'ssh: Could not resolve hostname worker1: Name or service not known',
    'curl: (6) Could not resolve host: licenses',
    'dial tcp: lookup scheduler on 127.0.0.53:53: no such host',
  ].map((line) => ['network-dns', line, /^DNS servers usually don't know names without a domain/] as const),
  ...[
    'curl: (6) Could not resolve host: files.contoso.net',
    'wget: unable to resolve host address ‘files.contoso.net’',
    'ssh: Could not resolve hostname files.contoso.net: Name or service not known',
    'Exception: java.net.UnknownHostException: files.contoso.net: Name or service not known',
  ].map((line) => ['network-dns', line, /^Check the spelling/] as const),
  ['bad-input', "config.json: unexpected character '\\ufeff' at line 1", /byte order mark/],
  ['missing-module', "Error: Cannot find module './lib/tiles.mjs'", /a file of your own has to come with the task/],
  ['missing-program', 'run.sh: line 4: /mnt/batch/tasks/startup/wd/env/bin/python: not found', /each time/],
  ['dependency-version', 'ERROR: ResolutionImpossible: for help visit', /pip freeze/],
  ['dependency-version', "AttributeError: module 'numpy' has no attribute 'float'.", /numpy<2/],
  ['dependency-version', 'a.sav was written by a newer version (7) than this program reads (5)', /too old to read/],
  ['dependency-version', 'ValueError: input schema version 7 is not supported (expected 6)', /^Convert or create/],
  ['bad-input', 'reader: unsupported file format version: 12', /^Convert or create/],
  ['dependency-version', 'onnx: opset version 21 is unsupported, maximum supported is 19', /^Convert or create/],
  ['bad-input', "Failed to read blend file 'a.blend', created by a newer version of Blender", /too old to read/],
  ['missing-program', "error: command 'cl.exe' failed: No such file or directory", /Build Tools/],
  ['missing-program', 'configure: error: no acceptable C compiler found in $PATH', /build-essential/],
  ['gpu', 'AssertionError: Torch not compiled with CUDA enabled', /built without it/],
  ['dependency-version', 'the filter was not enabled when ffmpeg was configured', /built without/],
  ['exception-in-user-code', "g.c:(.text+0x2f): undefined reference to `sqrt'", /^Link the library/],
  ['gpu', 'RuntimeError: Expected all tensors to be on the same device, but found cuda:0 and cpu!', /one device/],
  ['network', 'wkhtmltopdf: cannot connect to X server', /xvfb-run/],
  ['missing-file', 'ERROR: The specified blob does not exist.', /case-sensitive/],
  ['missing-file', "cp: cannot stat 'in/latest': Too many levels of symbolic links", /points back to itself/],
  ['missing-file', 'curl: (22) The requested URL returned error: 404', /at this address/],
  ['missing-file', "Cannot find path 'D:\\wd\\config.json' because it does not exist.", /forward slashes/],
  ['missing-file', 'cp: cannot stat "$AZ_BATCH_TASK_WORKING_DIR/in": No such file or directory', /bin\/bash/],
  ['missing-file', "ls: cannot access 'frames/*.exr': No such file or directory", /pattern/],
  ['missing-file', 'ERROR: grid file /mnt/in/g.nc does not exist', /mount configuration/],
  ['missing-file', 'Error: cannot open /mnt/batch/tasks/shared/model.bin', /another task/],
  ['missing-file', 'error: cannot write out/report.csv: No such file or directory', /mkdir -p/],
  ['permission', 'bash: line 1: ./run.sh: Permission denied', /chmod/],
  ['permission', 'ERROR 5 (0x00000005) Copying File \\\\nas01\\c\\payroll.xlsx', /^The file server decides/],
  ['permission', 'run.sh: line 15: cd: /mnt/warehouse: Permission denied', /can't enter this folder/],
  ['permission', 'mount: /data: must be superuser to use mount.', /elevationLevel/],
  ['permission', 'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url', /token/],
  ['permission', "touch: cannot touch 'a': Read-only file system", /mounted read-only/],
  ['permission', 'open /root/.azcopy/plans/x: permission denied', /HOME/],
  ['disk-full', 'tar: out/f.bin: Cannot write: Disk quota exceeded', /raise the quota/],
  ['disk-full', "OSError: [Errno 28] No space left on device: '/tmp/a.exr'", /TMPDIR/],
  ['network', "java.net.BindException: Cannot assign requested address: Service 'driver' failed", /binding address/],
  ['disk-full', 'unable to write to /dev/shm/torch_1: No space left on device', /--shm-size/],
  ['encoding-lineendings', "run.sh: line 2: $'\\r': command not found", /dos2unix/],
  ['encoding-lineendings', "UnicodeEncodeError: 'ascii' codec can't encode character", /C\.UTF-8/],
  ['encoding-lineendings', "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9", /isn't UTF-8/],
  ['encoding-lineendings', 'ValueError: Unexpected UTF-8 BOM (decode using utf-8-sig)', /utf-8-sig/],
  ['out-of-memory', 'java.lang.OutOfMemoryError: Java heap space', /-Xmx/],
  ['throttled', '503 Server Error: Service Unavailable for url: https://api.example.com/v1', /^Retry later/],
  ['throttled', 'API rate limit exceeded for 20.50.1.7', /^Send a token/],
  ['out-of-memory', 'FATAL ERROR: Reached heap limit - JavaScript heap out of memory', /max-old-space-size/],
  ['out-of-memory', 'Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)', /memory_limit/],
  ['out-of-memory', 'MemoryError', /more memory/],
  ['out-of-memory', 'terminate called after throwing an instance of std::bad_alloc', /more memory/],
  ['disk-full', "OSError: [Errno 27] File too large: 'out.bin'", /ulimit -f/],
  ['out-of-memory', 'Error: cannot allocate vector of size 74.5 Gb', /data\.table/],
  ['out-of-memory', '_ArrayMemoryError: Unable to allocate 1.16 TiB for an array', /float32/],
  ['out-of-memory', 'bash: fork: Cannot allocate memory', /fewer processes/],
  ['out-of-memory', 'java.lang.OutOfMemoryError: unable to create new native thread', /fewer processes/],
  ...[
    'gcc: fatal error: Killed signal terminated program cc1',
    'g++: internal compiler error: Killed (program cc1plus)',
    'collect2: fatal error: ld terminated with signal 9 [Killed]',
  ].map((line) => ['out-of-memory', line, /^Compile fewer files at once/] as const),
  ['crash-signal', 'bash: line 1: 10024 Illegal instruction     ./prog', /march/],
  ['crash-signal', 'bash: line 1: 10024 Bus error     ./prog', /shared memory/],
  ['crash-signal', 'Stack overflow.', /recursion/],
  ['crash-signal', '==9891==ERROR: AddressSanitizer: heap-buffer-overflow', /sanitizer/],
  ['crash-signal', "prog: prog.c:3: main: Assertion `n > 0' failed.", /condition/],
  ['network', 'curl: (28) Connection timed out after 30001 milliseconds', /security group/],
  ['network', "ReadTimeout: HTTPSConnectionPool(host='a.b', port=443): Read timed out.", /accepted the connection/],
  ['timeout', '[Rank 3] Watchdog caught collective operation timeout', /rank/],
  ['other', 'OSError: [Errno 24] Too many open files', /ulimit -n/],
  ['network', 'connect ECONNREFUSED 127.0.0.1:5432', /node itself/],
  ...[
    'ssh: connect to host 10.0.0.6 port 22: Connection refused',
    'dial tcp 10.0.0.4:5000: connect: connection refused',
    'Error: connect ECONNREFUSED 10.0.0.9:6379',
    'No connection could be made because the target machine actively refused it. (db01:1433)',
  ].map((line) => ['network', line, /^The host was reached, but nothing accepts connections/] as const),
  ['network', 'Cannot connect to proxy.', /NO_PROXY/],
  ['network', 'OSError: [Errno 98] Address already in use', /port 0/],
  ['network-tls', 'curl: (60) SSL certificate problem: unable to get local issuer certificate', /ca-certificates/],
  ['network-tls', 'x509: certificate has expired or is not yet valid', /clock/],
  ['network-tls', 'curl: (60) SSL certificate problem: certificate has expired', /^Renew the certificate/],
  [
    'network-tls',
    'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
    /^Renew the certificate/,
  ],
  [
    'network-tls',
    'javax.net.ssl.SSLHandshakeException: PKIX path validation failed: validity check failed: NotAfter: Tue Nov 24 12:00:00 UTC 2026',
    /^Renew the certificate/,
  ],
  ['network-tls', 'certificate verify failed: certificate is not yet valid (_ssl.c:997)', /the node's clock is wrong/],
  ['network-tls', 'certificate verify failed: unable to get local issuer certificate', /^Install ca-certificates/],
  ['license', 'Cannot connect to license server system. (-15,570)', /vendor daemon/],
  ['license', 'Licensed number of users already reached. (-4,342)', /max parallel tasks/],
  ['license', 'ERROR: license server lmgr02:27000 denied checkout of feature "solver"', /was reached and refused/],
  ['license', 'License server rejected the request: user not in INCLUDE list', /was reached and refused/],
  ['license', 'ERROR: no license for solver: server lic01:27000, all 4 in use', /^All 4 licenses are taken/],
  ['bad-input', "ValueError: could not convert string to float: '12,7'", /^The number 12,7 has a decimal comma/],
  ['bad-arguments', 'error: unrecognized input: $AZ_BATCH_TASK_ID', /wasn't expanded/],
  ['bad-arguments', 'error: unrecognized arguments: && echo done', /Shell operators/],
  ['bad-arguments', 'Error: environment variable SAS_URL is not set', /^Set SAS_URL in .*don't inherit/],
  ['bad-arguments', 'searched 1) --license-file; 2) $FS_LICENSE environment variable', /^Set FS_LICENSE in/],
  ['bad-arguments', 'Set DISPLAY environment variable, use -display option', /xvfb-run/],
  ['bad-input', 'SyntaxError: Unexpected end of JSON input', /file is incomplete/],
  ['bad-input', "gzip.BadGzipFile: Not a gzipped file (b'<!')", /isn't what the program expects/],
  ['bad-input', 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)', /Validate/],
  ['bad-input', "configparser.NoSectionError: No section: 'output'", /settings/],
  ['bad-input', 'ParserError: Expected 2 fields in line 3, saw 4', /separators/],
  ...[
    'sqlite3.OperationalError: no such column: price',
    'pg_dump: error: query failed: ERROR:  column d.adsrc does not exist',
    'psycopg2.errors.UndefinedColumn: column "age" does not exist',
  ].map((line) => ['bad-input', line, /^The database has no column/] as const),
  ...[
    'Invalid BGZF header at offset 99812',
    'zlib.error: Error -3 while decompressing data: invalid block type',
    'Inflate operation failed: 3',
    'Number of records too large for file size.',
  ].map((line) => ['bad-input', line, /^The file is incomplete or damaged/] as const),
  ['exception-in-user-code', 'run.sh: line 2: SAS_URL: unbound variable', /default/],
  ['network', 'SSL connection has been closed unexpectedly', /was closed/],
  ['lock-contention', 'Failed to lock: a.log. Function not implemented', /has no locks/],
  ['lock-contention', "rm: cannot remove '/mnt/scratch': Device or resource busy", /unmount/],
  ['exception-in-user-code', 'SyntaxError: invalid syntax', /interpreter/],
  ['exception-in-user-code', 'ValueError: case-7.txt: row 18 has 5 cells, expected 6', /input/],
  ['exception-in-user-code', "bash: -c: line 1: syntax error near unexpected token `('", /quotation marks/],
  ['exception-in-user-code', "/bin/bash: -c: line 0: syntax error near unexpected token `&&'", /quotation marks/],
  ['exception-in-user-code', '/bin/sh: 1: Syntax error: "(" unexpected', /quotation marks/],
  ['exception-in-user-code', "zsh:1: parse error near `)'", /quotation marks/],
];

test('the code at fault names the environment variable whose value it uses', () => {
  for (const source of [
    "    count, seed = os.environ['RUN_PARTS'].split(',')",
    'const [a] = JSON.parse(process.env.RUN_PARTS)',
    'n <- as.integer(os.getenv("RUN_PARTS"))',
  ]) {
    const [step] = fixesFor('exception-in-user-code', { text: 'ValueError: x', quote: 'ValueError: x', source });
    assert.match(step?.text ?? '', /variable RUN_PARTS,/, source);
  }
  const [other] = fixesFor('exception-in-user-code', { text: 'E: x', quote: 'E: x', source: 'environment.split()' });
  assert.match(other?.text ?? '', /^Check the code/);
});

for (const [category, line, words] of calls) {
  test(`the step for ${category} fits the line: ${line}`, () => {
    const [first] = fixesFor(category, { text: line, fault: 'own' });
    assert.match(first?.text ?? '', words);
  });
}

for (const [category, line, file] of [
  ['gpu', 'RuntimeError: GPU kernel for op Foo produced NaN'],
  ['gpu', 'GPU offscreen drawing cannot be used when running headless'],
  ['gpu', 'CUDA error at solver.cu:88 code=98'],
  ['missing-file', 'Failed to read calls.bcf: no index of this version', 'calls.bcf'],
  ['missing-file', 'cannot open /data/ref: Is a directory', '/data/ref'],
  ['missing-file', 'failed to open a.las: unsupported point format', 'a.las'],
  ['missing-file', 'Could not create the environment from envs/a.yaml:', 'envs/a.yaml'],
  ['crash-signal', 'Check failed: octave <= previous (20 vs. 17)'],
  ['crash-signal', "terminate called after throwing an instance of 'shop::OrderException'"],
] as const)
  test(`the step claims only what the line says: ${line}`, () => {
    const [first] = fixesFor(category, { text: line, quote: line, file });
    assert.match(first?.text ?? '', /^No rule knows/);
  });

for (const [file, folder] of [
  ['/dev/nvme0n1', '/dev'],
  ['/proc/driver/nvidia/version', '/proc/driver/nvidia'],
  ['/sys/class/net/ib0/address', '/sys/class/net'],
] as const)
  test(`a path of the kernel is compared with what the node has, not provided: ${file}`, () => {
    const [step] = fixesFor('missing-file', { text: `cat: ${file}: No such file or directory`, file });
    assert.match(step?.text ?? '', new RegExp(`kernel.*ls ${folder}\``));
    assert.doesNotMatch(step?.text ?? '', /start task|resource file/);
  });

test('shared memory is a folder in which programs put files', () => {
  const [step] = fixesFor('missing-file', { text: 'open /dev/shm/q: No such file or directory', file: '/dev/shm/q' });
  assert.doesNotMatch(step?.text ?? '', /kernel/);
});

test('a file is called missing only if the line says so', () => {
  const step = (text: string): string => fixesFor('missing-file', { text, quote: text, file: 'a.csv' })[0]?.text ?? '';
  for (const line of ['cannot open a.csv', 'Error opening a.csv', 'Impossible to open a.csv'])
    assert.match(step(line), /the message gives no reason\.$/);
  for (const line of [
    'a.csv: No such file or directory',
    'a.csv not found',
    'a.csv: Datei oder Verzeichnis nicht gefunden',
  ])
    assert.match(step(line), /^Check what should put a\.csv at this path/);
});

test('a list of variables that a program reads is not taken for one that was not expanded', () => {
  for (const line of [
    'no configuration found. Looked at: 1) option --conf; 2) $SOLVER_CONF',
    'no key; set $RENDER_KEY or pass --key',
    'searched $TOOL_HOME, then --ini',
  ])
    assert.doesNotMatch(fixesFor('bad-arguments', { text: line })[0]?.text ?? '', /expanded/);
});

test('every piece of advice is triggered by some line', () => {
  const unheard = advices.filter(
    ({ category, fix }) => !calls.some(([of, line, words]) => of === category && words.test(toFix(fix(line)).text)),
  );
  assert.deepEqual(
    unheard.map(({ fix }) => fix('')),
    [],
  );
});

test('the usual advice comes last, and is the only advice for a line without special words', () => {
  const general = cures.timeout({ text: '' }).map((text) => ({ text }));
  assert.deepEqual(fixesFor('timeout', { text: 'something took long' }), general);
});

test('a command that already ran is not advised', () => {
  const text = 'E: Unable to locate package mesh-tools';
  for (const [first, done] of [
    ['Run apt-get update first.', '/bin/sh -c "apt-get -qq -y update && apt-get install -y mesh-tools"'],
    ['Run npm ci before.', '/bin/sh -c "npm --prefer-offline ci; node main.js"'],
    ['Run pip install wheel before.', 'sh -c "pip -q install wheel mesh-tools"'],
  ] as const) {
    const steps = (commandLine: string, known: readonly string[]) =>
      fixesFor('missing-module', { text, known, run: commandLine }).map((fix) => fix.text);
    assert.deepEqual(steps(done, [first, 'Correct the name.']), ['Correct the name.'], first);
    assert.deepEqual(steps('sh -c "mesh-tools"', [first, 'Correct the name.']), [first, 'Correct the name.']);
    assert.ok(!steps(done, [first]).includes(first));
  }
});

test('if a message names a missing setting, the first step is to provide that setting', () => {
  for (const text of [
    'cannot create an environment without specifying a name',
    'ValueError: the tokenizer can not pad without setting pad_token',
    'Error: refusing to sign requests without providing a region',
  ]) {
    const [first] = fixesFor('exception-in-user-code', { text, quote: text });
    assert.match(first?.text ?? '', /^Install or provide what the message says/);
  }
});

test('the instructions for installing a library are given only once', () => {
  const general = cures['missing-module']({ text: '' }).map((text) => ({ text }));
  assert.deepEqual(fixesFor('missing-module', { text: 'something is not there' }), general);
  assert.deepEqual(fixesFor('missing-module', { text: "No module named 'x'" }).slice(1), general.slice(1));
});

test('a settings file is named if the log names it, and is not called truncated', () => {
  const steps = fixesFor('bad-input', { text: 'key missing from config file run.cfg', file: 'run.cfg' });
  assert.deepEqual(
    steps.map(({ text }) => text),
    ['Correct run.cfg where the message indicates, and check that the task received this version of it.'],
  );
});

test('advice that contradicts the line is not given', () => {
  const advise = (category: FailureCategory, line: string) => JSON.stringify(fixesFor(category, { text: line }));
  assert.doesNotMatch(advise('missing-program', 'align.sh: line 13: bwa: command not found'), /without a shell/);
  assert.match(advise('missing-program', 'exec: "bwa": not found'), /without a shell/);
  assert.doesNotMatch(
    advise('missing-file', 'cat: /opt/ref/genome.fa: No such file or directory'),
    /working directory/,
  );
  assert.doesNotMatch(
    advise('missing-file', "[Errno 2] No such file or directory: '/opt/ref/genome.fa'"),
    /working directory/,
  );
  assert.match(advise('missing-file', '/bin/cat: ref/genome.fa: No such file or directory'), /working directory/);
  const madeAbsolute = "can't open file '/mnt/batch/tasks/workitems/j/job-1/t/wd/a.py'";
  assert.match(advise('missing-file', madeAbsolute), /working directory/);
  assert.doesNotMatch(advise('network-tls', 'SSL: certificate has expired'), /clock/);
  assert.doesNotMatch(advise('license', 'license server lm01: denied feature "cfd"'), /reachable|variable that names/);
  assert.match(advise('license', 'license server lm01: connection refused'), /variable that names/);
  assert.doesNotMatch(advise('disk-full', 'cp: write error: Disk quota exceeded'), /VM size|retention/);
  const taken = advise('license', 'no license for solver: server lic01:27000, all 4 in use');
  assert.doesNotMatch(taken, /variable that names|reachable/);
  // If Batch may retry, a separate step explains that.
  assert.doesNotMatch(taken, /maxTaskRetryCount/);
});

test('a failed check that names the file that is not open leads to that file', () => {
  const line = 'Check failed: file.is_open() /mnt/wd/depth/a.bin';
  const [first] = fixesFor('crash-signal', { text: line, quote: line });
  assert.match(first?.text ?? '', /^Check that \/mnt\/wd\/depth\/a\.bin .* is there/);
});

test('a shell is mentioned only if what is missing may be part of one', () => {
  const steps = (subject: string) =>
    JSON.stringify(fixesFor('missing-program', { text: `exec: "${subject}": not found`, subject }));
  assert.match(steps('cd'), /without a shell/);
  assert.doesNotMatch(steps('exiftool'), /without a shell/);
});

test('only a shell that reads its command line has a character of it quoted', () => {
  for (const text of [
    "run.sh: line 7: syntax error near unexpected token `('",
    "bash: -c: line 1: syntax error near unexpected token `then'",
    'bash: -c: line 2: syntax error: unexpected end of file',
    'setup.sh: 3: Syntax error: "(" unexpected',
  ])
    assert.doesNotMatch(fixesFor('exception-in-user-code', { text })[0]?.text ?? '', /quotation marks/, text);
});

test('what exists is renamed or overwritten, unless it is an entry of the input', () => {
  const step = (text: string) => fixesFor('conflict', { text, quote: text })[0]?.text ?? '';
  assert.match(step('mkdir: out: File exists'), /^Remove or rename the existing item/);
  assert.match(step('Program record lane1 already exists in the header'), /^Rename or remove one of the two/);
});

test('a program that refuses to run as root needs no more rights', () => {
  for (const line of ['prterun has detected an attempt to run as root.', 'Please do not run as root'])
    assert.doesNotMatch(JSON.stringify(fixesFor('permission', { text: line, known: ['Run it as a user.'] })), /elevat/);
  assert.match(JSON.stringify(fixesFor('permission', { text: 'you have to run as root' })), /elevat/);
});

test('advice for a different kind of failure is omitted', () => {
  assert.doesNotMatch(JSON.stringify(fixesFor('bad-input', { text: "No module named 'x'" })), /pip/);
});

test('for a folder that refuses access, no step makes the folder writable or executable', () => {
  const steps = fixesFor('permission', { text: 'run.sh: line 15: cd: /mnt/warehouse: Permission denied' });
  assert.equal(steps.length, 1);
});

/** Lines about which general advice would be a guess, and the advice to avoid. */
const guesses: readonly (readonly [category: FailureCategory, line: string, advice: RegExp])[] = [
  ['bad-input', 'The requested basis is linearly dependent', /truncated|empty/],
  ['bad-input', '12 chains were asked for, and 8 are possible', /truncated|empty/],
  ['bad-input', 'Unknown turbulence model kOmega2', /truncated|empty/],
  ['exception-in-user-code', 'Error in fit(x) : the model has no residuals', /indicated line/],
  ['exception-in-user-code', 'Uncaught failure in stage 3', /indicated line/],
  ['missing-file', 'no reference was found for the sample', /resource file/],
  ['missing-file', 'ls: cannot access /opt/tools/ref: No such file or directory', /resource file/],
  ['permission', 'stat: /data/raw: Permission denied', /Write only/],
  ['permission', 'cat: /data/frame.bin: Permission denied', /chmod \+x/],
  ['permission', 'tar: parts.run: Cannot open: Permission denied', /chmod \+x/],
  ['timeout', 'exceeded the tile budget', /time limit/],
  ['gpu', 'Unsatisfiable requirements detected for package CUDA', /VM size/],
  ['permission', 'ulimit: cannot modify limit: Operation not permitted', /ls -l/],
  ['missing-file', "Unable to read file 'a.mat': Unknown file format.", /resource file/],
  ['dependency-version', 'go.mod requires go >= 1.22 (running go 1.18)', /compatible with each other/],
  ['permission', 'badger: input rejected', /owner|elevated/],
  ['network-tls', 'handshake with the controller failed', /certificate|clock/],
  ['missing-file', "Property 'depth' not found", /path/],
  ['missing-file', 'No such file or directory in file /opt/pio/src/pioc.c at line 2832', /absolute/],
  ['missing-file', 'The folder "/tmp/sol" does not appear to contain CMakeLists.txt', /another task/],
  ['missing-file', "Couldn't create writer stage of type writers.pcd", /which file|path/],
  ['missing-file', 'GLEW initalization error: Missing GL version (core.py:93)', /which file|path/],
  ['missing-file', 'no genomes were found in release 214', /which file|path/],
  ['bad-input', 'negative depth at cell 4012', /Correct the input/],
  ['bad-arguments', 'All pair coeffs are not set', /variable/],
];

for (const [category, line, advice] of guesses)
  test(`advice does not mention anything that the line does not: ${line}`, () => {
    const steps = fixesFor(category, { text: line, quote: line, isGuess: true }).map(({ text }) => text);
    assert.doesNotMatch(steps.join('\n'), advice);
    assert.ok(steps.length > 0);
  });

test('a file that a folder does not contain is absent, so that it has to be put there', () => {
  const text = 'The source directory "/opt/sol" does not appear to contain CMakeLists.txt.';
  const [step] = fixesFor('missing-file', { text, quote: text, file: 'CMakeLists.txt' });
  assert.match(step?.text ?? '', /^Check what should put CMakeLists\.txt/);
});

test('if nothing is known, the message is quoted, but not for several tasks', () => {
  const line = 'The requested basis is linearly dependent';
  const [step] = fixesFor('bad-input', { text: line, quote: line });
  assert.match(step?.text ?? '', /No rule knows.*linearly dependent.*a run that succeeded/);
  assert.doesNotMatch(step?.ofSeveral ?? '', /linearly/);
});

test('a Windows path is wrong only on Linux', () => {
  const advise = (os: 'linux' | 'windows') =>
    fixesFor('missing-file', { text: "Cannot find path 'D:\\wd\\a.json'", os }).map(({ text }) => text);
  assert.match(advise('linux').join('\n'), /A Windows path/);
  assert.doesNotMatch(advise('windows').join('\n'), /A Windows path/);
});

test("a program's own advice comes before the usual advice, and after specific advice", () => {
  const printed = 'Use --fast instead.';
  const texts = (known?: readonly string[]) =>
    fixesFor('other', { text: 'stopped', quote: 'stopped', printed, known }).map(({ text }) => text);
  assert.match(texts()[0] ?? '', /The program itself says what to do: “Use --fast instead\.”/);
  assert.equal(texts(['Install it.'])[0], 'Install it.');
  const guessed = (category: FailureCategory) =>
    fixesFor(category, { text: 'stopped', quote: 'stopped', printed, isGuess: true }).map(({ text }) => text);
  assert.equal(guessed('bad-input').length, 1, 'that no rule knows what helps would contradict it');
  assert.equal(guessed('out-of-memory').length, 1);
});
