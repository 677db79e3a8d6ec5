import assert from 'node:assert/strict';
import { run as filterFailures } from '../../src/app/actions/failures/filter.ts';
import type { FailureFilter } from '../../src/app/rows/failures/failureFilter.ts';
import { ui } from '../../src/extension/ui/ui.ts';
import { type DrivenPick, withDrivenPick } from './support/drivenPick.ts';
import { eventually } from './support/eventually.ts';

const train = { kind: 'job', value: 'train' } as const;
const gone = { kind: 'pool', value: 'gone' } as const;
const choices: FailureFilter = [{ kind: 'new' }, { kind: 'since', hours: 1 }, train];

suite('filter of failures', () => {
  /** Returns the filter after `act` has answered. */
  async function answer(present: FailureFilter, act: (pick: DrivenPick) => void): Promise<FailureFilter> {
    const failures = { filter: present, listTerms: () => choices };
    await withDrivenPick(async (pick) => {
      const services = { ui, trees: { failures } };
      const filtering = filterFailures(services as unknown as Parameters<typeof filterFailures>[0], []);
      await eventually(
        'all terms',
        [pick.onDidDraw],
        () => pick.items.some(({ label }) => label === 'Job train') || undefined,
      );
      act(pick);
      await filtering;
    });
    return failures.filter;
  }

  test('active filters are checked below the titles of their kinds, even if they match nothing', async () => {
    const kept = await answer([gone, train], (pick) => {
      assert.deepEqual(
        pick.items.map(({ label }) => label),
        ['Pool', 'Pool gone', 'Time', 'New since you last looked', 'In the last hour', 'Job', 'Job train'],
      );
      assert.deepEqual(
        pick.selectedItems.map(({ label }) => label),
        ['Pool gone', 'Job train'],
      );
      pick.accept();
    });
    assert.deepEqual(kept, [gone, train]);
  });

  test('checking no row shows all failures again, and typing text without checking a row filters by that text', async () => {
    const none = await answer([train], (pick) => {
      pick.selectedItems = [];
      pick.accept();
    });
    assert.deepEqual(none, []);
    const typed = await answer([], (pick) => {
      pick.type(' frame ');
      assert.equal(pick.items[0]?.label, 'Text “frame”');
      pick.accept();
    });
    assert.deepEqual(typed, [{ kind: 'text', value: 'frame' }]);
  });
});
