import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ViewWatch } from '../../src/extension/views/viewWatch.ts';
import { snapshot } from '../builders/snapshot.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';

/** Opens a view of an account, and the surrounding window. */
function openView() {
  const state = { isVisible: true, isFocused: true };
  const changed = new vscode.EventEmitter<void>();
  const focus = {
    get isFocused() {
      return state.isFocused;
    },
    onDidChange: (listener: () => void) => changed.event(listener),
  };
  const store = new FakeStore(snapshot().build().account);
  const watched = { isVisible: () => state.isVisible, wants: () => true };
  const watch = new ViewWatch(new FakeAccounts(store), watched, focus);
  const setFocused = (isFocused: boolean): number => {
    state.isFocused = isFocused;
    changed.fire();
    return store.watchers;
  };
  const setVisible = (isVisible: boolean): number => {
    state.isVisible = isVisible;
    watch.update();
    return store.watchers;
  };
  return { watch, store, setFocused, setVisible };
}

suite('watching a view', () => {
  test('a view is not refreshed while it is closed or another window is active', () => {
    const { watch, store, setFocused, setVisible } = openView();
    assert.equal(setVisible(true), 1);
    assert.equal(setFocused(false), 0);
    assert.equal(setVisible(true), 0);
    assert.equal(setFocused(true), 1);
    assert.equal(setFocused(true), 1);
    assert.equal(setVisible(false), 0);
    assert.equal(setFocused(true), 0);
    watch.dispose();
    store.dispose();
  });

  test('nothing is refreshed after the view is disposed', () => {
    const { watch, store, setFocused, setVisible } = openView();
    assert.equal(setVisible(true), 1);
    watch.dispose();
    assert.equal(setFocused(true), 0);
    store.dispose();
  });
});
