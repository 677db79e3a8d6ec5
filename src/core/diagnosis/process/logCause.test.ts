import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categorizeMessage, findLogCause } from './logCause.ts';

test('a number is taken for an HTTP status only if the text mentions one', () => {
  assert.equal(categorizeMessage('The storage account answered with status code 403.'), 'auth-storage');
  assert.equal(categorizeMessage('HTTP 429'), 'throttled');
  assert.equal(categorizeMessage('429 Too Many Requests'), 'throttled');
  assert.equal(categorizeMessage('Task 429 of 500 ended with 403 records'), undefined);
});

const thrown = `Traceback (most recent call last):
  File "run.py", line 3, in <module>
KeyError: 'units'
`;

/** Two logs of one process, and the place of the line with the reason. */
const pairs: readonly (readonly [name: string, stdout: string, stderr: string, place: string])[] = [
  [
    'what a trap could not save is no reason beside what the program says',
    "cp: cannot stat '*.log': No such file or directory\n",
    'Error in check(model) : weights are negative\nExecution halted\n',
    'stderr.txt:1',
  ],
  [
    'a program that ended itself has said why on standard output',
    'Reading scene\nUnable to open a display\n',
    'Aborted (core dumped)\n',
    'stdout.txt:2',
  ],
  [
    'a shell that reports the abort of a program gives no reason',
    'step 4\nERROR: the table of weights is empty\n',
    'run.sh: line 3: 4711 Aborted                 (core dumped) ./solve\n',
    'stdout.txt:2',
  ],
  [
    "a solver's message on standard output is why it called MPI_Abort",
    ' Error in routine mesh (12):\n  the grid of cell 4 is not closed\n stopping ...\n',
    'application called MPI_Abort(MPI_COMM_WORLD, 1) - process 0\n',
    'stdout.txt:2',
  ],
  [
    'a refused download on standard output is why a file is missing on standard error',
    'RESPONSE 403: 403 This request is not authorized to perform this operation using this permission.\n',
    "FileNotFoundError: [Errno 2] No such file or directory: 'claims.csv'\n",
    'stdout.txt:1',
  ],
  [
    'of two failures that lack nothing the one where programs complain',
    'curl: (6) Could not resolve host: data.example\n',
    'curl: (7) Failed to connect to data.example port 80\n',
    'stderr.txt:1',
  ],
  [
    'a probe, of which the script says what it does without it',
    'no GPU found, training on CPU\nepoch 1\n',
    `run.sh: line 2: nvidia-smi: command not found\n${thrown}`,
    'stderr.txt:4',
  ],
  [
    'a probe, of which the script names only what it does without',
    'no GPU, running on the CPU\nepoch 1\n',
    `run.sh: line 2: nvidia-smi: command not found\n${thrown}`,
    'stderr.txt:4',
  ],
  [
    'a download that worked when it was tried again',
    'attempt 1 failed, retrying\nattempt 2 failed, retrying\ndownloaded 200 lines\n',
    `curl: (22) The requested URL returned error: 503\n${thrown}`,
    'stderr.txt:4',
  ],
  [
    'a download that was tried again in vain',
    'attempt 1 failed, retrying\nattempt 2 failed, retrying\n',
    `curl: (22) The requested URL returned error: 503\n${thrown}`,
    'stderr.txt:1',
  ],
  [
    'what the script wrongly does without',
    'index not found, continuing\n',
    'curl: (22) The requested URL returned error: 503\ncat: index.tsv: No such file or directory\n',
    'stderr.txt:1',
  ],
  [
    'a file that a command only shows, after the program that writes it refused to start',
    'License is invalid\n',
    'cat: main.log: No such file or directory\ngrep: main.log: No such file or directory\n',
    'stdout.txt:1',
  ],
  [
    'a file that a command should show, after words that only say what it does',
    'reading input\n',
    'cat: input.exr: No such file or directory\n',
    'stderr.txt:1',
  ],
  [
    'a file that a program reads, beside words that may mean something else',
    'reading license terms\n',
    'run.sh: line 2: main.cfg: No such file or directory\n',
    'stderr.txt:1',
  ],
];

for (const [name, stdout, stderr, place] of pairs)
  test(`both logs are evaluated together: ${name}`, () => {
    const found = findLogCause({ stdout, stderr, exitCode: 1, os: 'linux' });
    assert.equal(`${found?.file}:${found?.explanation.rootCause.line}`, place);
  });

test('a missing item in the other log follows from the cause', () => {
  const found = findLogCause({
    stdout: 'ERROR CODE: AuthorizationPermissionMismatch\n',
    stderr: "FileNotFoundError: [Errno 2] No such file or directory: 'claims.csv'\n",
    exitCode: 1,
  });
  assert.deepEqual(
    found?.consequences.map(({ file, line }) => `${file}:${line}`),
    ['stderr.txt:1'],
  );
});
