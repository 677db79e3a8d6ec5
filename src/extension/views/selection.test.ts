import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findKeyRows } from './selection.ts';

interface Row {
  readonly id: string;
}

/** A view with selected rows, as VS Code reports it: `read` recreates the rows from their IDs. */
class View {
  selected: readonly string[];
  rows = new Map<string, Row>();

  constructor(...selected: readonly string[]) {
    this.selected = selected;
  }

  get selection(): readonly Row[] {
    return this.selected.flatMap((id) => {
      const row = this.rows.get(id);
      return row === undefined ? [] : [row];
    });
  }

  read(...ids: readonly string[]): void {
    this.rows = new Map(ids.map((id) => [id, { id }]));
  }

  toggle(id: string): void {
    this.selected = this.selected.includes(id) ? this.selected.filter((each) => each !== id) : [...this.selected, id];
  }
}

suite('rows to which a key applies', () => {
  const find = async (view: View, toggle: () => void) =>
    (await findKeyRows(view, async () => toggle())).map(({ id }) => id);

  test('a key applies to the selected rows if one of them has the focus, or else to the row with the focus', async () => {
    const view = new View('a', 'b');
    view.read('a', 'b', 'c');
    assert.deepEqual(await find(view, () => view.toggle('b')), ['a', 'b']);
    assert.deepEqual(await find(view, () => view.toggle('c')), ['c']);
    assert.deepEqual(view.selected, ['a', 'b']);
  });

  test('a key applies only to the row with the focus, even if all rows are read again in the meantime', async () => {
    const view = new View('a');
    view.read('a', 'b');
    const toggle = () => {
      view.toggle('b');
      view.read('a', 'b');
    };
    assert.deepEqual(await find(view, toggle), ['b']);
  });

  test('rows are checked again if they are missing for a moment, and a key applies to no row if they stay away', async () => {
    const view = new View('a', 'c');
    view.read('a', 'b', 'c');
    let toggles = 0;
    const toggle = () => {
      view.toggle('b');
      toggles += 1;
      if (toggles === 1) view.read();
      else view.read('a', 'b', 'c');
    };
    assert.deepEqual(await find(view, toggle), ['b']);
    assert.deepEqual(await find(view, () => {}), []);
  });
});
