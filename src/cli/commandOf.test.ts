import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { toAccountOptions } from './account.ts';
import type { Given } from './commandLine.ts';
import { findCommand, toCommandLine } from './commandOf.ts';

const task = { kind: 'task', accountId: 'account', jobId: 'nightly', taskId: 'frame-0007' } as const;

const resource = { kind: 'job', accountId: 'account', jobId: 'nightly' } as const;
const cause = { resource, document: 'cause', fingerprint: 'v1:exit:1' } as const;

suite('the command line that is equivalent to an action of the extension', () => {
  test('every action that has an equivalent command line is named', () => {
    assert.equal(findCommand('task.retry', task), 'retry nightly frame-0007');
    assert.equal(findCommand('task.openStderr', task), 'logs --stderr --job nightly --task frame-0007');
    assert.equal(findCommand('task.delete', task), undefined);
    assert.equal(findCommand('failures.retry', cause), 'retry nightly --cause v1:exit:1');
    assert.equal(findCommand('job.retryFailed', resource), 'retry nightly');
    const some = { ...resource, taskIds: ['frame-0007', 'frame-0009'] };
    assert.equal(findCommand('job.retryFailed', some), 'retry nightly frame-0007 frame-0009');
  });

  test('the command line names the account if another account may be the default', () => {
    const given: Given = {
      names: [],
      text: (option) => (option === 'sign-in' ? 'environment' : option === 'account' ? 'contoso' : undefined),
      is: () => false,
    };
    const account = { id: 'x', name: 'contoso', authentication: 'environment' } as const;
    const toOptions = (endpoint: string) => toAccountOptions(given, { ...account, endpoint });
    const line = findCommand('failures.retry', cause, toOptions('https://contoso.westeurope.batch.azure.com'));
    const rest = '--account-url contoso.westeurope.batch.azure.com --sign-in environment';
    assert.equal(line, `retry nightly --cause v1:exit:1 ${rest}`);
    assert.deepEqual(toOptions('https://batch.example'), {
      'account-url': 'batch.example',
      account: 'contoso',
      'sign-in': 'environment',
    });
    assert.deepEqual(toOptions('http://127.0.0.1:8080'), { 'sign-in': 'environment' });
  });

  test('a command line passes IDs unchanged through a shell, or is undefined', () => {
    const ids = fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.stringMatching(/^[a-z -]{1,8}$/),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      fc.constantFrom('-x', "it's", 'a b', '$(touch x)', '`x`', 'Übung 7', 'a\nb', '%PATH%', '--job'),
    );
    fc.assert(
      fc.property(ids, ids, (jobId, taskId) => {
        const line = findCommand('task.openStderr', { ...task, jobId, taskId });
        const retry = toCommandLine(['retry'], {}, [jobId, taskId]);
        if (line === undefined || retry === undefined) return assert.match(jobId + taskId, /[^\w-]/);
        const read = (typed: string): string[] =>
          execFileSync('sh', ['-c', `printf '%s\\0' ${typed}`], { encoding: 'utf8' })
            .split('\0')
            .slice(1, -1);
        const options = { job: { type: 'string' }, task: { type: 'string' }, stderr: { type: 'boolean' } } as const;
        const { values } = parseArgs({ args: read(line), options });
        assert.deepEqual([values.job, values.task], [jobId, taskId]);
        assert.deepEqual(parseArgs({ args: read(retry), allowPositionals: true }).positionals, [jobId, taskId]);
      }),
      { numRuns: 60 },
    );
  });

  test('no command line has quoted text that a shell of another system reads differently', () => {
    for (const id of [
      "it's",
      'a"b',
      'a%b',
      'a&b',
      'a|b',
      'a^b',
      'a<b',
      'a`b',
      'a$b',
      'a\\b',
      'a;b',
      'a(b',
      'a\u202eb',
      'a\tb',
    ])
      assert.equal(findCommand('task.retry', { ...task, taskId: id }), undefined, id);
  });
});
