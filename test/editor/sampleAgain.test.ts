import assert from 'node:assert/strict';
import { Log } from '../../src/extension/log.ts';
import { SampleAccount } from '../../src/extension/sample/sampleAccount.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { listen } from './support/messages.ts';

suite('the sample account in a window after another', () => {
  const log = new Log('the sample again');

  suiteTeardown(() => log.dispose());

  test('every window except the first reports once that the account started from the beginning', async () => {
    const state = new MemoryMemento();
    const counts: number[] = [];
    for (let opened = 0; opened < 3; opened++) {
      const sample = new SampleAccount(log, state);
      try {
        const { informations } = await listen(async () => {
          await sample.start();
          await sample.start();
        });
        counts.push(informations.filter((text) => /started from the beginning/.test(text)).length);
      } finally {
        sample.dispose();
      }
    }
    assert.deepEqual(counts, [0, 1, 1]);
  });
});
