import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAs } from '../model/shape.ts';
import { readPageRequest } from './pageRequest.ts';

test('only messages from an explanation page are accepted', () => {
  const read = (message: unknown) => readAs(readPageRequest, message).value;
  assert.deepEqual(read({ kind: 'ready' }), { kind: 'ready' });
  assert.deepEqual(read({ kind: 'focus', link: 'a' }), { kind: 'focus' });
  assert.deepEqual(read({ kind: 'follow', link: 'a', more: 1 }), { kind: 'follow', link: 'a' });
  for (const message of [
    undefined,
    null,
    'ready',
    {},
    [],
    { kind: 'follow' },
    { kind: 'follow', link: 1 },
    { kind: 'run', link: 'a' },
  ])
    assert.equal(read(message), undefined, JSON.stringify(message));
});
