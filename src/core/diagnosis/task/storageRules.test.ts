import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceFile } from '../../model/common.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const base = 'https://contosodata.blob.core.windows.net/inputs/a.exr';

function denied(file: ResourceFile, code = 'BlobAccessDenied'): Task {
  return {
    id: 't',
    state: 'completed',
    resourceFiles: [{ filePath: 'a.exr', ...file }],
    executionInfo: {
      startTime: '2026-11-20T09:14:05Z',
      endTime: '2026-11-20T09:14:07Z',
      result: 'failure',
      failureInfo: { category: 'UserError', code },
    },
  };
}

function withQuery(query: string): Task {
  return denied({ httpUrl: `${base}?${query}&sig=PLANTED` });
}

test('a refused signature is part of the task, so that a retry is refused again', () => {
  const { remedies, fixes, category } = explainTask({ task: withQuery('se=2026-11-19T18:00:00Z&sp=r&sr=b') });
  assert.equal(category, 'sas-expired');
  assert.deepEqual(remedies, ['task.resubmit']);
  assert.match(fixes[0]?.text ?? '', /a\.exr in container inputs in storage account contosodata/);
});

test('files whose signatures have the same problem have one reason, and keep their own places', () => {
  const explain = (name: string, query: string) =>
    explainTask({ task: denied({ httpUrl: `${base.replace('a.exr', name)}?${query}&sig=x`, filePath: name }) });
  const ofContainer = 'se=2026-11-19T18:00:00Z&sp=r&sr=c';
  const one = explain('alpha.csv', ofContainer);
  const other = explain('weights', ofContainer);
  assert.equal(one.fingerprint, other.fingerprint);
  assert.match(one.title, /: the SAS for container inputs has expired$/);
  assert.match(one.fixes[0]?.text ?? '', /new signature \(SAS\) for container inputs in storage account contosodata/);
  assert.match(other.cause, /"weights" couldn't be downloaded/);
  const ofBlob = ofContainer.replace('sr=c', 'sr=b');
  const single = explain('alpha.csv', ofBlob);
  assert.equal(single.fingerprint, explain('weights', ofBlob).fingerprint);
  assert.match(single.fixes[0]?.text ?? '', /for alpha\.csv in container inputs /);
  assert.match(single.fixes[0]?.ofSeveral ?? '', /for files such as alpha\.csv in container inputs /);
  const early = explain(
    'alpha.csv',
    ofBlob.replace('se=', 'st=2027-01-01T00:00:00Z&se=').replace('2026-11-19', '2027-02-01'),
  );
  const writing = explain('alpha.csv', ofBlob.replace('2026-11-19', '2027-02-01').replace('sp=r', 'sp=w'));
  const all = [one, single, early, writing].map(({ fingerprint }) => fingerprint);
  assert.equal(new Set(all).size, 4, 'a container, expired, not yet valid, and without permission');
});

test('http is blamed for a refused address, unless the signature shows another reason', () => {
  const explain = (query: string, details: readonly { readonly name: string; readonly value: string }[] = []) => {
    const task = denied({ httpUrl: `${base.replace('https', 'http')}?${query}&sig=x` });
    const failureInfo = { category: 'UserError', code: 'BlobAccessDenied', details } as const;
    return explainTask({ task: { ...task, executionInfo: { ...task.executionInfo, failureInfo } } });
  };
  const valid = 'se=2026-12-01T00:00:00Z&sp=r&sr=b';
  const { cause, confidence, fixes } = explain(valid);
  assert.match(cause, /The address starts with http\. A storage account refuses that, unless/);
  assert.deepEqual([confidence, fixes[0]?.text], ['likely', 'Use https in the address.']);
  const said = explain(valid, [{ name: 'Message', value: 'The account being accessed does not support http.' }]);
  assert.match(said.cause, /its signature \(SAS\) or the storage account requires HTTPS\./);
  assert.equal(said.confidence, 'certain');
  assert.match(explain('se=2026-11-01T00:00:00Z&sp=r&sr=b').cause, /Nov 1, 2026/);
});

test('of several addresses, only the refused one is named', () => {
  const good = { httpUrl: `${base}?se=2026-12-01T00:00:00Z&sp=r&sr=b&sig=x`, filePath: 'a.exr' };
  const bad = { httpUrl: `${base}?se=2026-11-01T00:00:00Z&sp=r&sr=b&sig=x`, filePath: 'b.exr' };
  const read = explainTask({ task: { ...denied({}), resourceFiles: [good, bad] } });
  assert.deepEqual([read.category, read.confidence], ['sas-expired', 'likely']);
  assert.match(read.cause, /Nov 1, 2026.*b\.exr/);
  assert.deepEqual(read.fixes[0]?.property, ['resourceFiles', 1, 'httpUrl']);
  const both = explainTask({ task: { ...denied({}), resourceFiles: [bad, bad] } });
  assert.equal(both.category, 'auth-storage');
  const container = (query: string) => ({ container: { containerUrl: `${base}?${query}&sp=w&sr=c&sig=x` } });
  const uploadOptions = { uploadCondition: 'taskcompletion' };
  const written = explainTask({
    task: {
      ...denied({}, 'FileUploadAccessDenied'),
      outputFiles: [
        { filePattern: '*.log', destination: container('se=2026-12-01T00:00:00Z'), uploadOptions },
        { filePattern: '*.exr', destination: container('se=2026-11-19T00:00:00Z'), uploadOptions },
      ],
    },
  });
  assert.deepEqual([written.category, written.confidence], ['sas-expired', 'likely']);
  assert.match(written.cause, /\*\.exr couldn't be uploaded/);
  assert.ok(written.fixes.some(({ property }) => property?.[0] === 'outputFiles' && property[1] === 1));
});

test('a signature for an input container must allow listing and reading', () => {
  const explain = (permissions: string, code = 'ResourceContainerAccessDenied', message?: string) => {
    const storageContainerUrl = `https://contosodata.blob.core.windows.net/inputs?sr=c&se=2026-12-01&sp=${permissions}&sig=x`;
    const task = denied({ storageContainerUrl }, code);
    const failureInfo = {
      category: 'UserError',
      code,
      details: message === undefined ? [] : [{ name: 'Message', value: message }],
    };
    return explainTask({ task: { ...task, executionInfo: { ...task.executionInfo, failureInfo } } });
  };
  for (const code of ['ResourceContainerAccessDenied', 'BlobAccessDenied'])
    for (const message of [undefined, '403 AuthorizationPermissionMismatch']) {
      const listed = explain('l', code, message);
      assert.match(listed.title, /the SAS for container inputs does not allow reading$/);
      assert.match(listed.cause, /does not allow reading; it allows: list\./);
      assert.equal(listed.confidence, 'certain');
      assert.match(listed.fixes[0]?.text ?? '', /allows listing and reading and stays valid for longer/);
    }
  const read = explain('r');
  assert.match(read.title, /does not allow listing$/);
  assert.match(read.fixes[0]?.text ?? '', /allows listing and reading and stays valid for longer/);
  const both = explain('rl', undefined, '403 AuthorizationPermissionMismatch');
  assert.match(both.cause, /allows read, list, which is enough for listing and reading\./);
  assert.equal(both.confidence, 'likely');
});

test('for a signature that becomes valid later, the step is to wait or to sign again', () => {
  const { remedies, fixes } = explainTask({ task: withQuery('st=2026-11-21T00:00:00Z&se=2026-12-01T00:00:00Z&sp=r') });
  assert.equal(
    fixes[0]?.text,
    'Wait until Nov 21, 2026, 00:00 UTC, or submit a copy with a signature (SAS) without `st`, which is valid at once.',
  );
  assert.ok(remedies.includes('task.retry'));
});

test('a valid signature leaves several causes, each with its code and remedy', () => {
  const { cause, confidence, remedies, fixes } = explainTask({
    task: withQuery('se=2026-12-01T00:00:00Z&sp=r&sr=b'),
  });
  assert.match(cause, /allows reading\. The storage error code is unknown\. Three causes are possible: the key/);
  assert.equal(confidence, 'likely');
  assert.deepEqual(
    fixes.slice(0, -1).map(({ text }) => /x-ms-error-code|(?<=code is `)\w+/.exec(text)?.[0]),
    ['x-ms-error-code', 'AuthenticationFailed', 'KeyBasedAuthenticationNotPermitted', 'AuthorizationFailure'],
  );
  assert.deepEqual(fixes.at(-1)?.remedies, ['task.resubmit', 'task.retry'], 'a retry alone may be refused again');
  assert.deepEqual(remedies, ['task.resubmit', 'task.retry']);
});

test('the message from storage determines the cause, and a refused signature is never retried unchanged', () => {
  const said = (message: string, query = 'se=2026-12-01T00:00:00Z&sp=r&sr=b', code = 'BlobAccessDenied') => {
    const task = withQuery(query);
    const failureInfo = { category: 'UserError', code, details: [{ name: 'Message', value: message }] };
    return explainTask({ task: { ...task, executionInfo: { ...task.executionInfo, failureInfo } } });
  };
  const replaced = said('403 AuthenticationFailed Signature did not match');
  assert.deepEqual([replaced.confidence, replaced.remedies], ['certain', ['task.resubmit']]);
  assert.doesNotMatch(replaced.fixes.map(({ text }) => text).join(), /firewall/);
  const network = said('403 AuthorizationFailure');
  assert.deepEqual([network.confidence, network.remedies], ['certain', ['task.retry']]);
  assert.match(network.fixes[0]?.text ?? '', /the pool's subnet through the firewall of storage account contosodata/);
  // If both report the same, the signature is more precise than the code.
  const expired = said('403 AuthenticationFailed', 'se=2026-11-19T18:00:00Z&sp=r');
  assert.match(expired.cause, /expired on Nov 19, 2026/);
  assert.deepEqual([expired.category, expired.confidence], ['sas-expired', 'certain']);
  // A clock may be wrong, but storage's clock counts.
  assert.equal(said('Signature not valid in the specified time frame').category, 'sas-expired');
  const both = said('403 AuthorizationFailure', 'se=2026-11-19T18:00:00Z&sp=r');
  assert.match(both.cause, /network rules.*the next run will be refused again: The signature \(SAS\) expired/);
  assert.deepEqual(both.remedies, ['task.resubmit']);
});

test('a permission that the signature shows is not called missing', () => {
  const refusedOf = (query: string, code = 'BlobAccessDenied') => {
    const task = withQuery(`se=2026-12-01T00:00:00Z&${query}`);
    const details = [{ name: 'Message', value: '403 AuthorizationPermissionMismatch' }];
    const failureInfo = { category: 'UserError', code, details };
    return explainTask({ task: { ...task, executionInfo: { ...task.executionInfo, failureInfo } } });
  };
  const shown = refusedOf('sp=rl&sr=c');
  assert.match(shown.title, /no access to a\.exr$/);
  assert.match(shown.cause, /a permission is missing.*allows read, list, which is enough for reading\./);
  assert.doesNotMatch(shown.title + shown.cause, /does(?: not|n't) allow/);
  assert.equal(shown.confidence, 'likely');
  assert.match(shown.fixes[0]?.text ?? '', /resource logs of the storage account contosodata/);

  const delegated = refusedOf('sp=rl&sr=c&skoid=1&ske=2026-12-01T00:00:00Z');
  assert.match(delegated.cause, /allows read, list, so the user or identity .* has no role that allows reading\./);
  assert.equal(delegated.confidence, 'certain');
  assert.match(delegated.fixes[0]?.text ?? '', /role "Storage Blob Data Reader".* storage account contosodata/);

  const lacking = refusedOf('sp=wc&sr=c');
  assert.match(lacking.cause, /does not allow reading; it allows: write, create\./);
  assert.equal(lacking.confidence, 'certain');
  // A stored access policy may hold the permissions.
  assert.match(refusedOf('si=readers&sr=c').cause, /doesn't allow reading/);
});

test('an anonymous request is not blamed on a definition with a signature or an identity', () => {
  const explain = (file: ResourceFile) => {
    // Storage may refuse with a status that Batch does not call a denial.
    const task = denied(file, 'BlobDownloadMiscError');
    const details = [{ name: 'Message', value: '409 PublicAccessNotPermitted' }];
    const failureInfo = { category: 'UserError', code: 'BlobDownloadMiscError', details };
    return explainTask({ task: { ...task, executionInfo: { ...task.executionInfo, failureInfo } } });
  };
  const signed = explain({ httpUrl: `${base}?se=2026-12-01T00:00:00Z&sp=r&sr=b&sig=x` });
  assert.match(signed.cause, /the request was anonymous, but the address in the definition has a signature/);
  assert.match(signed.fixes.map(({ text }) => text).join('\n'), /resource logs of .* contosodata.*\n.*new signature/);
  const identified = explain({ httpUrl: base, identityReference: { resourceId: '/x/reader' } });
  assert.match(identified.cause, /the request was anonymous, but the definition names an identity/);
  for (const { cause, confidence } of [signed, identified]) {
    assert.doesNotMatch(cause, /neither a signature/);
    assert.equal(confidence, 'likely');
  }
  const bare = explain({ httpUrl: base });
  assert.match(bare.cause, /neither a signature \(SAS\) nor an identity/);
  assert.equal(bare.confidence, 'certain');
});

test("a file name that looks like a code of storage is not taken for storage's message", () => {
  const task = denied({ httpUrl: `${base}?se=2026-12-01T00:00:00Z&sp=r&sr=b&sig=x`, filePath: 'AuthenticationFailed' });
  const details = [{ name: 'FilePath', value: 'AuthenticationFailed' }];
  const failureInfo = { category: 'UserError', code: 'BlobAccessDenied', details };
  const { confidence } = explainTask({ task: { ...task, executionInfo: { ...task.executionInfo, failureInfo } } });
  assert.equal(confidence, 'likely');
});

test('the upload log determines the cause if the service gives no reason and the log is about a single cause', () => {
  const containerUrl = 'https://contoso.blob.core.windows.net/out?se=2026-12-01T00:00:00Z&sp=w&sr=c&sig=x';
  const explain = (uploadLog: string) =>
    explainTask({
      task: {
        id: 't',
        state: 'completed',
        outputFiles: [
          {
            filePattern: '*.png',
            destination: { container: { containerUrl } },
            uploadOptions: { uploadCondition: 'taskCompletion' },
          },
        ],
        executionInfo: {
          exitCode: 0,
          endTime: '2026-11-20T09:00:00Z',
          result: 'failure',
          failureInfo: {
            category: 'UserError',
            code: 'FileUploadAccessDenied',
            details: [{ name: 'FilePath', value: 'wd/a.png' }],
          },
        },
      },
      uploadLog,
    });
  const one = explain('Code: AuthenticationFailed\nSignature did not match. String to sign used was rw\n');
  assert.match(one.title, /Storage does not accept the SAS for container out$/);
  assert.ok(one.evidence.some(({ source }) => source === 'fileuploaderr.txt:2'));
  const lines = 'wd/b.png: AuthorizationPermissionMismatch\nwd/a.png: AuthorizationFailure\n';
  assert.match(explain(lines).title, /The network rules of the storage account contoso block the node$/);
  const unsure = explain('AuthorizationPermissionMismatch\nAuthorizationFailure\n');
  assert.deepEqual([unsure.confidence, unsure.remedies.includes('task.resubmit')], ['likely', true]);
  assert.equal(explain('').confidence, 'likely');
});

test('a line of the upload log is quoted that names an error other than a refusal', () => {
  const explain = (uploadLog: string) =>
    explainTask({
      task: {
        id: 't',
        state: 'completed',
        executionInfo: {
          exitCode: 0,
          result: 'failure',
          failureInfo: { category: 'UserError', code: 'FileUploadMiscError' },
        },
      },
      uploadLog,
    });
  const reset = 'urllib3: [Errno 104] Connection reset by peer: the request failed';
  for (const line of ["OSError: 416, message='Range Not Satisfiable'", reset, 'The upload was cancelled: timed out']) {
    const { cause, evidence, fixes } = explain(`uploading 3 files\n${line}\n\n`);
    assert.ok(cause.includes(line), cause);
    assert.ok(evidence.some(({ source }) => source === 'fileuploaderr.txt:2'));
    assert.ok(fixes.every(({ text }) => !text.includes('fileuploaderr.txt')));
  }
  assert.ok(explain('uploading 3 files\n').fixes.some(({ text }) => text.includes('fileuploaderr.txt')));
});

test('an identity is named with the missing role, and an address without identity or signature is described as such', () => {
  const identityReference = { resourceId: '/subscriptions/s/userAssignedIdentities/render-id' };
  const byIdentity = explainTask({ task: denied({ httpUrl: base, identityReference }) });
  assert.match(byIdentity.cause, /managed identity render-id/);
  assert.match(byIdentity.fixes[0]?.text ?? '', /render-id the role "Storage Blob Data Reader"/);
  assert.match(explainTask({ task: denied({ httpUrl: base }) }).cause, /neither a signature \(SAS\) nor an identity/);
  const auto = explainTask({ task: denied({ autoStorageContainerName: 'in' }, 'ResourceContainerAccessDenied') });
  assert.match(auto.fixes[0]?.text ?? '', /Synchronize the keys/);
});

test('if the times of an attempt are unknown, the last state change is used as the time of the request to storage', () => {
  const { executionInfo: _, ...rest } = withQuery('se=2026-11-19T18:00:00Z&sp=r');
  const task = {
    ...rest,
    stateTransitionTime: '2026-11-20T09:14:07Z',
    executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'BlobAccessDenied' } },
  };
  assert.equal(explainTask({ task }).category, 'sas-expired');
});

test('if several files may be at fault, none is blamed', () => {
  const task = { ...denied({}, 'BlobNotFound'), resourceFiles: [{ filePath: 'a' }, { filePath: 'b' }] };
  const { evidence, fixes } = explainTask({ task });
  assert.ok(evidence.some(({ text }) => text.endsWith('which of the 2 resource files it was: a, b.')));
  assert.equal(fixes[0]?.property, undefined);
});

test('a file that could not be written was not refused by storage', () => {
  const { title } = explainTask({ task: denied({ httpUrl: base }, 'ResourceFileWriteFailed') });
  assert.equal(title, "t could not start: a.exr could not be written to the node's disk");
});

test("if the files of a task are gone, no step reads the node's upload log", () => {
  const codes = ['FileUploadMiscError', 'FileUploadAccessDenied', 'FileUploadContainerNotFound', 'FileUploadTimedOut'];
  const gone = { kind: 'gone', why: 'deleted' } as const;
  for (const code of codes)
    for (const value of ['x', 'The storage service answered 403', 'No files found matching the pattern'])
      for (const isGone of [false, true]) {
        const failureInfo = { category: 'UserError', code, details: [{ name: 'Message', value }] } as const;
        const container = { containerUrl: 'https://results.blob.core.windows.net/out?sig=x', path: 'a' };
        const { fixes } = explainTask({
          task: {
            id: 't',
            state: 'completed',
            outputFiles: [
              {
                filePattern: '*.csv',
                destination: { container },
                uploadOptions: { uploadCondition: 'taskcompletion' },
              },
            ],
            executionInfo: { exitCode: 0, result: 'failure', failureInfo },
          },
          ...(isGone ? { unread: { 'stdout.txt': gone, 'stderr.txt': gone } } : {}),
        });
        const steps = fixes.map(({ text }) => text).join('\n');
        assert.equal(steps.includes('can no longer be read'), isGone, steps);
        if (isGone) assert.doesNotMatch(steps, /fileuploaderr\.txt/);
        else if (code === 'FileUploadMiscError' && value === 'x') assert.match(steps, /fileuploaderr\.txt/);
      }
});

test('a failed upload is also mentioned for a program that failed before', () => {
  const upload = (exitCode: number, value: string): Task => ({
    id: 't',
    state: 'completed',
    executionInfo: {
      exitCode,
      result: 'failure',
      failureInfo: { category: 'UserError', code: 'FileUploadMiscError', details: [{ name: 'Message', value }] },
    },
  });
  const { cause, evidence, fixes } = explainTask({
    task: upload(3, 'x'),
    stderr: 'ValueError: bad frame\n',
    stdout: '',
  });
  assert.match(cause, /The program itself failed before/);
  // Once the output can be stored, another run still fails.
  const steps = fixes.map(({ text }) => text);
  const ofProgram = steps.findIndex((text) => /^The program failed before that, too: .*bad frame/.test(text));
  const again = steps.findIndex((text) => /retry/i.test(text));
  assert.ok(ofProgram > 0 && (again === -1 || ofProgram < again), steps.join('\n'));
  assert.ok(evidence.some(({ text }) => text === 'ValueError: bad frame'));
  assert.match(explainTask({ task: upload(0, 'x') }).cause, /The program itself succeeded/);
  const nothing = explainTask({ task: upload(0, 'No files found matching the pattern') });
  assert.equal(nothing.category, 'missing-file');
  assert.ok(nothing.fixes.some(({ text }) => text.startsWith('Check where the program writes')));
  assert.equal(explainTask({ task: upload(0, 'The remote name could not be resolved') }).category, 'network-dns');
});

test('a signature is not called valid without visible properties', () => {
  const causeOf = (query: string) => explainTask({ task: withQuery(query) }).cause;
  assert.match(causeOf('si=readers&sr=c'), /stored access policy readers, which may have been changed/);
  assert.doesNotMatch(causeOf('si=readers&sr=c'), /another reason/);
  assert.doesNotMatch(causeOf('sp=r&se=yesterday'), /another reason/);
  const { executionInfo: _, ...rest } = withQuery('se=2026-11-19T18:00:00Z&sp=r');
  const info = { result: 'failure', failureInfo: { category: 'UserError', code: 'BlobAccessDenied' } };
  assert.match(explainTask({ task: { ...rest, executionInfo: info } }).cause, /The time it was used is unknown/);
});

test('a fix points to the faulty address, or to the identity that is used instead of a signature', () => {
  const identityReference = { resourceId: '/subscriptions/s/userAssignedIdentities/render-id' };
  const propertyOf = (file: ResourceFile) => explainTask({ task: denied(file) }).fixes[0]?.property;
  assert.deepEqual(propertyOf({ httpUrl: base, identityReference }), ['resourceFiles', 0, 'identityReference']);
  assert.deepEqual(propertyOf({ httpUrl: base }), ['resourceFiles', 0, 'httpUrl']);
});

test('a file whose name looks like a word is put in quotes, and no message of the service is repeated', () => {
  const message = 'The specified Azure container was not found.';
  const { title, cause, evidence } = explainTask({
    task: {
      id: 't',
      state: 'completed',
      resourceFiles: [{ storageContainerUrl: 'https://contoso.blob.core.windows.net/inputs', filePath: 'in' }],
      executionInfo: {
        result: 'failure',
        failureInfo: {
          category: 'UserError',
          code: 'ResourceContainerNotFound',
          message,
          details: [
            { name: 'Message', value: message },
            { name: 'ContainerName', value: 'inputs' },
          ],
        },
      },
    },
  });
  assert.equal(title, 't could not start: input container inputs is missing');
  assert.match(cause, /, and "in" couldn't be downloaded\./);
  assert.equal(evidence[0]?.text, `UserError / ResourceContainerNotFound: "${message}" — ContainerName = inputs`);
});

test('a title shows the problem of the signature', () => {
  const refused = (query: string, code = 'BlobAccessDenied', protocol = 'https') =>
    explainTask({
      task: {
        id: 't',
        state: 'completed',
        resourceFiles: [
          { httpUrl: `${protocol}://contoso.blob.core.windows.net/in/a.bin?sr=b&sig=x&${query}`, filePath: 'a.bin' },
        ],
        executionInfo: {
          endTime: '2026-11-20T09:00:00Z',
          result: 'failure',
          failureInfo: { category: 'UserError', code },
        },
      },
    }).title;
  assert.match(refused('sp=r&se=2026-11-19T00:00:00Z'), /: the SAS for a\.bin has expired$/);
  assert.match(refused('sp=r&st=2026-11-21T00:00:00Z&se=2027-01-01T00:00:00Z'), /the SAS for a\.bin is not valid yet$/);
  assert.match(refused('sp=w&se=2027-01-01T00:00:00Z'), /the SAS for a\.bin does not allow reading$/);
  assert.match(
    refused('sp=r&spr=https&se=2027-01-01T00:00:00Z', 'BlobAccessDenied', 'http'),
    /does not start with https$/,
  );
  assert.match(refused('sp=r&se=2027-01-01T00:00:00Z'), /no access to a\.bin$/);
});

test('missing items in storage have the names that storage uses', () => {
  const missing = (resourceFile: ResourceFile, code: string) =>
    explainTask({
      task: {
        id: 't',
        state: 'completed',
        resourceFiles: [resourceFile],
        executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code } },
      },
    });
  const blob = missing(
    { httpUrl: 'https://contoso.blob.core.windows.net/in/scene.blend', filePath: 'b' },
    'BlobNotFound',
  );
  assert.match(blob.title, /: scene\.blend is missing$/);
  const container = missing({ autoStorageContainerName: 'inputs', filePath: 'in' }, 'ResourceContainerNotFound');
  assert.match(container.title, /input container inputs is missing$/);
  const denied = missing({ autoStorageContainerName: 'inputs', filePath: 'in' }, 'ResourceContainerAccessDenied');
  assert.ok(denied.evidence.some(({ text }) => text === 'Container in the auto-storage account: inputs'));
});

test('a missing or disabled storage account is reported for downloads and uploads', () => {
  const explain = (code: string, message: string, files: Partial<Task>, exitCode?: number) =>
    explainTask({
      task: {
        id: 't',
        state: 'completed',
        ...files,
        executionInfo: {
          ...(exitCode === undefined ? {} : { exitCode }),
          endTime: '2026-11-20T09:00:00Z',
          result: 'failure',
          failureInfo: { category: 'UserError', code, details: [{ name: 'Message', value: message }] },
        },
      },
    });
  const sas = 'sp=rw&se=2026-11-19T00:00:00Z&sig=x';
  const input = {
    resourceFiles: [{ httpUrl: `https://contoso.blob.core.windows.net/in/a.bin?${sas}`, filePath: 'a.bin' }],
  };
  const container = { containerUrl: `https://contoso.blob.core.windows.net/out?${sas}` };
  const output = {
    outputFiles: [
      { filePattern: '*.png', destination: { container }, uploadOptions: { uploadCondition: 'taskCompletion' } },
    ],
  };
  const isDisabled = 'AccountIsDisabled: The specified account is disabled.';
  const unknownName = 'The remote name could not be resolved: contoso.blob.core.windows.net';

  const disabledInput = explain('BlobAccessDenied', isDisabled, input);
  assert.match(disabledInput.title, /Storage account contoso for input a\.bin is disabled$/);
  assert.deepEqual([disabledInput.category, disabledInput.confidence], ['auth-storage', 'certain']);
  assert.doesNotMatch(disabledInput.cause, /expired/);
  const disabledOutput = explain('FileUploadAccessDenied', isDisabled, output, 0);
  assert.match(disabledOutput.title, /Storage account contoso for output \*\.png is disabled$/);
  assert.match(
    disabledOutput.fixes.map(({ text }) => text).join(),
    /Re-enable the subscription of the storage account/,
  );

  assert.match(explain('BlobDownloadMiscError', unknownName, input).title, /for input a\.bin was not found$/);
  const goneOutput = explain('FileUploadMiscError', unknownName, output, 0);
  assert.match(goneOutput.title, /Storage account contoso for output \*\.png was not found$/);
  assert.deepEqual([goneOutput.category, goneOutput.confidence], ['network-dns', 'certain']);
  assert.match(goneOutput.fixes.map(({ text }) => text).join(), /Check that the storage account contoso exists/);
  assert.match(
    explain('FileUploadMiscError', 'The storage account contoso is no longer available.', output, 0).title,
    /was not found$/,
  );
  assert.match(explain('ResourceContainerListMiscError', unknownName, {}).title, /: Storage account contoso was not/);
  assert.match(explain('FileUploadAccessDenied', 'Forbidden', output, 0).title, /: the SAS for \*\.png has expired$/);
});

test('an upload to the address of a request about the container fails because of the address', () => {
  const sas = 'sp=w&sr=c&se=2027-11-19T00:00:00Z&sig=x';
  for (const query of [`restype=container&${sas}`, `${sas}&restype=container`, `restype=container&comp=list&${sas}`]) {
    const container = { containerUrl: `https://contoso.blob.core.windows.net/out?${query}` };
    const { title, fixes, confidence } = explainTask({
      task: {
        id: 't',
        state: 'completed',
        outputFiles: [
          { filePattern: '*.png', destination: { container }, uploadOptions: { uploadCondition: 'taskCompletion' } },
        ],
        executionInfo: {
          exitCode: 0,
          result: 'failure',
          failureInfo: {
            category: 'UserError',
            code: 'FileUploadMiscError',
            details: [{ name: 'Message', value: 'InvalidUri' }],
          },
        },
      },
      stdout: 'x',
      stderr: '',
    });
    assert.match(title, /has restype=container$/);
    assert.match(fixes.map(({ text }) => text).join('\n'), /Remove restype=container from `containerUrl`/);
    assert.equal(confidence, 'certain');
  }
});

test('for an overloaded storage account, fewer simultaneous requests are suggested', () => {
  const step = (said: string) => {
    const task: Task = {
      id: 't',
      state: 'completed',
      executionInfo: {
        exitCode: 0,
        result: 'failure',
        failureInfo: {
          category: 'UserError',
          code: 'FileUploadMiscError',
          details: [{ name: 'Message', value: said }],
        },
      },
    };
    return explainTask({ task, stdout: 'x', stderr: '' }).fixes.map(({ text }) => text);
  };
  for (const said of [
    'ServerBusy: Ingress is over the account limit.',
    '503 The server is busy.',
    '429 Too many requests',
  ])
    assert.ok(
      step(said)
        .slice(0, 2)
        .some((text) => /^Upload less at once/.test(text)),
      said,
    );
  for (const said of ['403 Forbidden', 'Connection reset by peer', ''])
    assert.ok(!step(said).some((text) => /^Upload less at once/.test(text)), said);
});
