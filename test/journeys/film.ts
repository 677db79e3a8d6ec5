import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import type { Workbench } from './workbench.ts';

interface Shot {
  readonly png: Buffer;
  readonly ms: number;
}

/** Number of colors in a picture of an editor: more are not visible, and cost bytes. */
const colours = 128;

/** An animated picture of a workbench, with a duration for each frame. */
export class Film {
  readonly #workbench: Workbench;
  readonly #shots: Shot[] = [];

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Captures the screen for this many milliseconds, with a ring around the next click target. */
  async take(ms: number, next?: Locator): Promise<void> {
    const { page } = this.#workbench;
    const box = await next?.boundingBox();
    const ring = box && (await page.evaluateHandle(drawRing, box));
    this.#shots.push({ png: await page.screenshot(), ms });
    await ring?.evaluate((element) => element.remove());
  }

  /** Writes the film as a GIF, which galleries show, and returns its size in bytes. */
  async write(file: string): Promise<number> {
    const gif = await sharp(
      this.#shots.map(({ png }) => png),
      { join: { animated: true } },
    )
      .gif({ delay: this.#shots.map(({ ms }) => ms), loop: 0, colours, effort: 10, dither: 0 })
      .toBuffer();
    writeFileSync(file, gif);
    return gif.length;
  }
}

/** Draws a ring on the page, and returns it. Runs in the page. */
function drawRing({ x, y, width, height }: { x: number; y: number; width: number; height: number }): HTMLElement {
  const ring = document.createElement('div');
  const margin = 4;
  Object.assign(ring.style, {
    position: 'fixed',
    left: `${x - margin}px`,
    top: `${y - margin}px`,
    width: `${width + 2 * margin}px`,
    height: `${height + 2 * margin}px`,
    border: '3px solid #ffb000',
    borderRadius: '8px',
    boxSizing: 'border-box',
    zIndex: '100000',
    pointerEvents: 'none',
  });
  document.body.append(ring);
  return ring;
}
