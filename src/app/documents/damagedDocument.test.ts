import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { openLiveStore } from '../../../test/fakes/liveStore.ts';
import type { DamagedItem } from '../../core/model/damagedItem.ts';
import { toPage } from '../../service/pages.ts';
import { renderDamaged } from './damagedDocument.ts';

function openStore(damaged: readonly DamagedItem[]) {
  const listPools = async function* () {
    yield toPage([{ id: 'p' }], true, damaged);
  };
  return openLiveStore({ pools: { listPools, listNodeCounts: () => pagesOf([]) } }).store;
}

const pools = JSON.stringify({ kind: 'pools' });

test('A9-16 damaged items are shown as received, without secrets and with every character visible', async () => {
  const store = openStore([
    { json: { displayName: '\u202eevil', accountKey: 'c2VjcmV0' }, isLeftOut: true },
    { json: { id: 'p', state: null, startTask: { commandLine: 7 } }, isLeftOut: false },
  ]);
  const text = await renderDamaged(store, pools);
  assert.doesNotMatch(text, /c2VjcmV0|\u202e/);
  const { notShown, shownInPart } = JSON.parse(text);
  assert.equal(notShown[0].displayName, '\u202eevil');
  assert.deepEqual(shownInPart, [{ id: 'p', state: null, startTask: { commandLine: 7 } }]);
});

test('only the first hundred of very many damaged items are shown', async () => {
  const store = openStore(Array.from({ length: 300 }, (_, json) => ({ json, isLeftOut: true })));
  const { notShown } = JSON.parse(await renderDamaged(store, pools));
  assert.deepEqual([notShown.length, notShown[99], notShown[100]], [101, 99, '200 more items are damaged.']);
});

test('a document about something other than a list is refused', async () => {
  const store = openStore([]);
  await assert.rejects(renderDamaged(store, '["pools"]'), /isn't a list/);
  await assert.rejects(renderDamaged(store, 'pools'));
});
