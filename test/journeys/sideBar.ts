import type { Page } from 'playwright-core';

/** Drags the border of the side bar to the right. */
export async function widenSideBar(page: Page, to: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('there is no side bar');
  await page.mouse.move(box.x + box.width, 400);
  await page.mouse.down();
  await page.mouse.move(box.x + to, 400, { steps: 5 });
  await page.mouse.up();
}
