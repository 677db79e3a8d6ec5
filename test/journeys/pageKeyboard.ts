import assert from 'node:assert/strict';
import type { Workbench } from './workbench.ts';

/** Focusable elements of a page, in reading order. */
const reachable = 'button, a[href], summary, [tabindex="0"]';

/** Runs in a page: opens its lists, notes what gets the focus and whether that is seen, and gives all that can get it. */
const noteFocus = `(() => {
  for (const list of document.querySelectorAll('details')) list.open = true;
  const all = [...document.querySelectorAll('${reachable}')].filter((one) => one.checkVisibility());
  const name = (one) => all.indexOf(one) + ' ' + one.textContent.trim().slice(0, 40);
  globalThis.reached = [];
  document.addEventListener('focusin', ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    const isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    globalThis.reached.push(isSeen ? name(target) : name(target) + ' (not seen)');
  });
  return all.map(name);
})()`;

/**
 * Asserts that Tab goes through all that a page offers, in the order in which it is read, that one sees where it is, and
 * that it leaves the page after the last. Gives the number of what it passed.
 */
export async function walkByKeyboard({ explanation, page }: Workbench): Promise<number> {
  const frame = await explanation.findFrame();
  await frame.locator('h1').click();
  const all = await frame.evaluate<readonly string[]>(noteFocus);
  assert.ok(all.length > 3, 'the page offers next to nothing');
  for (const _ of all) await page.keyboard.press('Tab');
  assert.deepEqual(await frame.evaluate('globalThis.reached'), all);
  await page.keyboard.press('Tab');
  await frame.locator('body :focus').waitFor({ state: 'detached' });
  return all.length;
}
