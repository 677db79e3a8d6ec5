import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assertLinear } from '../../../../../test/builders/assertLinear.ts';
import { explainLog } from '../../explainLog.ts';
import { withoutNames } from './names.ts';

/** Words that mean a kind of failure, or a level, in a program's message. */
const words = [
  'gpu',
  'cuda',
  'timeout',
  'dns',
  'memory',
  'oom',
  'disk',
  'license',
  'permission',
  'denied',
  'killed',
  'quota',
  'mpi',
  'network',
  'certificate',
  'token',
  'info',
  'debug',
  'warning',
  'trace',
  'missing',
  'segfault',
  'proxy',
  'database',
];

/** Lines that contain a name without a statement about it. */
const lines: readonly ((name: string) => string)[] = [
  (name) => `tar: ${name}.tar: Cannot open: No such file or directory`,
  (name) => `cat: data/${name}/x.nc: No such file or directory`,
  (name) => `${name}.csv: bad header`,
  (name) => `ERROR: ${name}.json: unexpected end of file`,
  (name) => `Error: could not parse /mnt/in/${name}/case.xml`,
  (name) => `python3: can't open file '/mnt/wd/${name}.py': [Errno 2] No such file or directory`,
  (name) => `ValueError: bad record in ${name}_01.csv`,
  (name) => `curl: (22) The requested URL returned error: 404 https://data.example.com/${name}/a.bin`,
  (name) => `Error: file ${name}.h5 is not a valid archive`,
];

/** A name that has no meaning in a message. */
const neutral = 'alpha';

suite('proper names are not taken for words', () => {
  for (const toLine of lines)
    test(toLine('…'), () => {
      const explain = (name: string) => explainLog(`start\n${toLine(name)}\n`, { exitCode: 1 });
      const expected = explain(neutral);
      const wrong = words.filter((word) => {
        const said = explain(word);
        return said?.category !== expected?.category || said?.rootCause.line !== expected?.rootCause.line;
      });
      assert.deepEqual(wrong, []);
    });

  test('names of systems and programs are kept', () => {
    for (const text of [
      'socket.timeout: timed out',
      'torch.cuda.OutOfMemoryError: no memory',
      'write to /dev/shm/x failed',
      'Could not get lock /var/lib/dpkg/lock-frontend',
      'read/write failed',
      'java.net.UnknownHostException: a.example.com',
      'NoClassDefFoundError: org/apache/gpu/Timeout',
    ])
      assert.equal(withoutNames(text), text);
  });

  test('reading names takes time proportional to the length of the text', () => {
    assertLinear((count) => withoutNames(`${'a/b.c-'.repeat(count)} ${'/x'.repeat(count)}`), 'names');
  });
});
