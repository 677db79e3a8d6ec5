import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLeftOutNotice } from '../../../../files/logNotice.ts';
import { explainLog } from '../../../explainLog.ts';
import type { Confidence } from '../../../explanation/explanation.ts';
import { findLogCause } from '../../../process/logCause.ts';

const thrown = `Traceback (most recent call last):
  File "/mnt/wd/run.py", line 8, in <module>
    print(rows[7])
IndexError: list index out of range
`;
const missing = "FileNotFoundError: [Errno 2] No such file or directory: 'claims.csv'\n";

const logs: readonly (readonly [confidence: Confidence, name: string, log: string, exitCode?: number])[] = [
  ['certain', 'an exception alone', `reading\n${thrown}`, 1],
  ['certain', 'what a known program says alone of what it names', 'run.sh: line 2: bwa: command not found\n', 1],
  ['likely', 'what a known program says of nothing that the title names', 'curl: (56) Recv failure\n', 1],
  ['likely', 'where no exit code is known', thrown],
  ['likely', 'where something else failed after it', `${thrown}gzip: reads.gz: unexpected end of file\n`, 1],
  ['likely', 'where others followed from it', `curl: (6) Could not resolve host: data.example\n${missing}`, 1],
  ['likely', 'where the log was not read from its beginning', `${toLeftOutNotice(4000, 200)}\n${thrown}`, 1],
  ['likely', 'a crash, which does not say why', 'run.sh: line 3:  4242 Segmentation fault      ./solver\n', 139],
  ['guess', 'where something else failed before it', `error: the mirror list is damaged\nreading\n${thrown}`, 1],
  ['likely', 'where another program complained before it', `fetch: gave up after 5 attempts\n${thrown}`, 1],
  ['guess', 'words that any program may use', 'unusual value in line 7\n', 1],
];

for (const [confidence, name, log, exitCode] of logs)
  test(`the cause is ${confidence}: ${name}`, () => {
    const found = explainLog(log, { os: 'linux', ...(exitCode === undefined ? {} : { exitCode }) });
    assert.equal(found?.confidence, confidence, found?.rootCause.text);
  });

const pairs: readonly (readonly [confidence: Confidence, name: string, stdout: string | undefined, stderr: string])[] =
  [
    ['certain', 'the other log is silent', 'reading\ndone\n', thrown],
    ['likely', 'the other log was not read', undefined, thrown],
    ['likely', 'the other log has a warning', '09:14:02 WARN md.py exceeded its limit of 3 s\n', thrown],
    ['likely', 'the other log complains', 'gzip: reads.gz: unexpected end of file\n', thrown],
  ];

for (const [confidence, name, stdout, stderr] of pairs)
  test(`the cause is ${confidence} if ${name}`, () => {
    const found = findLogCause({ stdout, stderr, exitCode: 1, os: 'linux' });
    assert.equal(found?.explanation.confidence, confidence);
  });
