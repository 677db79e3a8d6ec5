import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findBadEnd } from './badEnd.ts';

suite('a program that reports that its work failed as a whole', () => {
  const found: readonly (readonly [says: string, stderr: string, stdout?: string])[] = [
    [
      'E: Unable to locate package libmesh',
      'E: Unable to locate package libmesh\n',
      'Reading package lists...\ndone\n',
    ],
    [
      "E: Package 'python3.6' has no installation candidate",
      "E: Package 'python3.6' has no installation candidate\n",
      'next\n',
    ],
    [
      'ERROR: No matching distribution found for meshx==9',
      'ERROR: No matching distribution found for meshx==9\n',
      'Collecting meshx==9\n',
    ],
    [
      'Error: Unable to find a match: libmesh',
      'No match for argument: libmesh\nError: Unable to find a match: libmesh\n',
      'next\n',
    ],
    [
      'PackagesNotFoundError: The following packages are not available from current channels:',
      'PackagesNotFoundError: The following packages are not available from current channels:\n\n  - meshx\n',
      'Solving environment\n',
    ],
    [
      'Final Job Status: CompletedWithErrors',
      '',
      'Number of File Transfers Failed: 3\nFinal Job Status: CompletedWithErrors\n',
    ],
    ['Final Job Status: Failed', '', 'Final Job Status: Failed\n\nfinished\n'],
    [
      'rsync error: some files/attrs were not transferred (code 23)',
      'rsync error: some files/attrs were not transferred (code 23)\n',
      'a.nc\n',
    ],
    ['tar: Error is not recoverable: exiting now', 'tar: Error is not recoverable: exiting now\n', 'a\n'],
    ['gzip: reads.gz: unexpected end of file', 'gzip: reads.gz: unexpected end of file\n', '412\n'],
    ['solver exited with code 137', '', 'solver exited with code 137\ncopying results\n'],
    ['solve returned non-zero exit status 2', '', 'solve returned non-zero exit status 2\ncleaning up\n'],
    ['step mesh failed with exit code 4', '', 'step mesh failed with exit code 4\n'],
    ['Exit code: 4', '', 'running\nExit code: 4\n'],
    ['0 of 12 jobs completed', '', 'worker 1 ready\n0 of 12 jobs completed\n'],
    ['0/340 files converted', '', '0/340 files converted\nDone in 1.2 s\n'],
    ['processed: 0, failed: 24', '', 'processed: 0, failed: 24\n'],
    ['All 8 workers failed', '', 'All 8 workers failed\n'],
    [
      'Tests:       2 failed, 31 passed, 33 total',
      '',
      'Tests:       2 failed, 31 passed, 33 total\nTime:        4.2 s\n',
    ],
    ['98% tests passed, 1 tests failed out of 60', '', '98% tests passed, 1 tests failed out of 60\n'],
    ['File not found - in.csv', '', 'File not found - in.csv\r\n0 File(s) copied\r\n'],
    ['sort: cannot read: in.txt: No such file or directory', 'sort: cannot read: in.txt: No such file or directory\n'],
    ['curl: (22) The requested URL returned error: 404', 'curl: (22) The requested URL returned error: 404\n'],
  ];
  for (const [says, stderr, stdout = ''] of found)
    test(says, () => assert.equal(findBadEnd({ stdout, stderr })?.text, says));
});

suite('similar text that does not report a failure as a whole', () => {
  const harmless: readonly (readonly [why: string, stderr: string, stdout?: string])[] = [
    [
      'packages that a second try set up',
      'E: Could not get lock /var/lib/dpkg/lock. It is held by process 9\n',
      'Setting up jq (1.6) ...\n',
    ],
    [
      'packages that are there',
      'E: Could not get lock /var/lib/dpkg/lock\n',
      'jq is already the newest version (1.6).\n',
    ],
    [
      'what was set up for another version',
      "ERROR: pip's dependency resolver does not take into account all packages\n",
      'Successfully installed a-1\n',
    ],
    ['energies', '', 'E: -76.0267\nE: -76.0268\n'],
    ['a legend', '', 'E: 12\nW: 3\n'],
    ['a later try', '', 'Final Job Status: CompletedWithErrors\nFinal Job Status: Completed\n'],
    ['files that were there', '', 'Final Job Status: CompletedWithSkipped\n'],
    ['files that were gone', 'rsync error: some files vanished (code 24)\n', 'a\n'],
    ['a container that was gone', 'Error response from daemon: No such container: builder\n', 'built\n'],
    ['a request', '', 'POST finished with return code 202\n'],
    ['a search', '', 'grep exited with code 1\nno matches\n'],
    ['a worker that is started again', '', 'worker 2 exited with status 1, restarting\n'],
    ['what may fail', '', 'cleanup exited with code 1 (ignored)\n'],
    ['a failure that a test wants', '', 'expecting failure: solver exited with code 2\nok\n'],
    ['a manual', '', 'error: program exited with code 1 means that the input is wrong\n'],
    ['an optimization', '', 'Optimization ended with status 2\nObjective: 14.2\n'],
    ['progress', '', '0 of 12 done\n5 of 12 done\n12 of 12 done\n'],
    ['the first of several', '', 'chunk 0/8 written\n'],
    ['nothing to do', '', '0/12 copied, everything up to date\n'],
    ['nothing that is wrong', '', '0 of 500 samples failed the check\n'],
    ['some of many', '', 'processed: 9988, failed: 12\n'],
    ['a verdict on samples', '', 'PASS\tBasic Statistics\ta.fq\nFAIL\tPer base sequence content\ta.fq\n'],
    ['tests that passed', '', '100% tests passed, 0 tests failed out of 60\n'],
    ['all tries, and what was done without', '', 'all 3 attempts failed, using the default\n'],
    [
      'a frame that was damaged',
      'Error while decoding stream #0:1: Invalid data found when processing input\nframe= 100 fps=25\n',
    ],
    ['a listing of nothing', "ls: cannot access '*.tmp': No such file or directory\n"],
    ['a probe', 'curl: (7) Failed to connect to 10.0.0.1 port 80\n', 'no metadata\nresult 4\n'],
  ];
  for (const [why, stderr, stdout = ''] of harmless)
    test(why, () => assert.equal(findBadEnd({ stdout, stderr }), undefined));
});
