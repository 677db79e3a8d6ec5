import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Uri } from 'vscode';
import { toHostKeyAlias } from '../../core/connect/hostKeys.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { forgetHostKeysOf, prepareKnownHosts } from './hostKeys.ts';

test('keys of many nodes that are forgotten at the same time are all removed, and other keys stay', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'host-keys-'));
  context.after(() => rm(folder, { recursive: true }));
  const storage = { fsPath: join(folder, 'made first') } as Uri;
  const nodes: readonly NodeResource[] = Array.from({ length: 40 }, (_, index) => ({
    kind: 'node',
    accountId: 'a',
    poolId: 'p',
    nodeId: `n${index}`,
  }));
  const path = await prepareKnownHosts(storage);
  await writeFile(path, nodes.map((node) => `${toHostKeyAlias(node)} ssh-ed25519 AAAA\n`).join(''));
  const [kept, ...forgotten] = nodes;
  assert.ok(kept);
  await Promise.all(forgotten.map((node) => forgetHostKeysOf(storage, [node])));
  assert.equal(await readFile(path, 'utf8'), `${toHostKeyAlias(kept)} ssh-ed25519 AAAA\n`);
  assert.deepEqual(await readdir(storage.fsPath), ['known_hosts']);
});

test('if no key was ever pinned, there is nothing to forget', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'host-keys-'));
  context.after(() => rm(folder, { recursive: true }));
  await forgetHostKeysOf({ fsPath: folder } as Uri, [{ kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' }]);
  assert.deepEqual(await readdir(folder), []);
});
