import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryMemento } from '../../test/fakes/memoryMemento.ts';
import { saveLasting } from './lastingState.ts';

/** Loses the first writes, as VS Code does when its copy of an earlier state arrives after them. */
class ForgetfulMemento extends MemoryMemento {
  writes = 0;
  readonly #lost: number;

  constructor(lost: number) {
    super();
    this.#lost = lost;
  }

  override async update(key: string, value: unknown): Promise<void> {
    this.writes += 1;
    if (this.writes > this.#lost) await super.update(key, value);
  }
}

test('a value that VS Code has lost is saved again, and a value that is still there is not', async () => {
  const lost = new ForgetfulMemento(2);
  await saveLasting(lost, 'accounts', [{ id: 'contoso' }]);
  assert.deepEqual([lost.get('accounts'), lost.writes], [[{ id: 'contoso' }], 3]);
  const kept = new ForgetfulMemento(0);
  await saveLasting(kept, 'accounts', ['contoso']);
  await saveLasting(kept, 'accounts', undefined);
  assert.deepEqual([kept.get('accounts'), kept.writes], [undefined, 2]);
});

test('saving ends even if it never succeeds', async () => {
  const memento = new ForgetfulMemento(Number.POSITIVE_INFINITY);
  await saveLasting(memento, 'accounts', ['contoso']);
  assert.equal(memento.get('accounts'), undefined);
});
