import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkSshPublicKey } from '../../core/connect/nodeUser.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { createSshKey, makeSshKey } from './newSshKey.ts';
import { findSshKeys } from './sshKeys.ts';

const hasKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'azure-batch-troubleshooter-keys-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('each key is different, in a format that Batch accepts', () => {
  const [one, other] = [makeSshKey('a'), makeSshKey('a')];
  assert.notEqual(one.publicKey, other.publicKey);
  assert.equal(checkSshPublicKey(one.publicKey), undefined);
  assert.match(one.publicKey, /^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43} a$/);
});

test('a new key is readable only by its user, overwrites no file, and is found again', async () => {
  await writeFile(join(folder, 'azure_batch_ed25519'), 'somebody`s own');
  const key = await createSshKey(folder);
  assert.equal(key.name, 'azure_batch_ed25519_2');
  assert.equal(await readFile(join(folder, 'azure_batch_ed25519'), 'utf8'), 'somebody`s own');
  if (process.platform !== 'win32') assert.equal((await stat(key.identityPath)).mode & 0o777, 0o600);
  assert.deepEqual(await findSshKeys(folder), [key]);
});

test('OpenSSH reads the private and the public part as one key, whatever the length of the comment', {
  skip: !hasKeygen,
}, async () => {
  for (const comment of ['', 'a', 'azure-batch-troubleshooter']) {
    const { publicKey, privateKey } = makeSshKey(comment);
    const path = join(folder, `of-${comment.length}`);
    await writeFile(path, privateKey, { mode: 0o600 });
    const read = execFileSync('ssh-keygen', ['-y', '-f', path], { encoding: 'utf8' });
    assert.equal(read.trim(), publicKey.trim());
  }
});

test('a folder without write access is named in a sentence', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  await assert.rejects(
    createSshKey(join(file, '.ssh')),
    (error: unknown) => BatchError.is(error) && /^The file .*no-folder.* could not be changed: /.test(error.message),
  );
});
