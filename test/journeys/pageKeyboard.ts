import assert from 'node:assert/strict';
import type { Workbench } from './workbench.ts';

/** Focusable elements of a page, in reading order. */
const reachable = 'button, a[href], summary, [tabindex="0"]';

/** Runs in a page: expands its lists, records which elements get a visible focus, and returns all focusable ones. */
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
 * Asserts that Tab visits all elements of a page in reading order with a visible focus, and leaves the page after the
 * last. Returns their number.
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
