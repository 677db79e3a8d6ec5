import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../test/builders/snapshot.ts';
import { Emitter } from '../core/event.ts';
import type { StoreChange } from '../service/store/accountStore.ts';
import { noteSilence } from './noteSilence.ts';

test("an account that isn't responding is reported once, and again when it happens again", () => {
  const changed = new Emitter<StoreChange>();
  const store = { snapshot: snapshot().build(), onDidChange: changed.event };
  const said: string[] = [];
  const noting = noteSilence(store, { note: (text) => said.push(text) });
  const show = (since?: string): void => {
    store.snapshot = (since === undefined ? snapshot() : snapshot().silentSince(since)).build();
    changed.fire({ accountId: 'contoso', scopes: [] });
  };
  show('2026-11-20T09:00:00Z');
  show('2026-11-20T09:00:00Z');
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', /^contoso hasn't responded since /);
  show();
  show('2026-11-20T09:10:00Z');
  assert.equal(said.length, 2);
  noting.dispose();
  show('2026-11-20T09:20:00Z');
  assert.equal(said.length, 2);
});
