import type { Page } from 'playwright-core';
import { extensionId } from './places.ts';

/**
 * Collects the unhandled errors and rejections of the extension, which the extension host reports to the page's
 * console. The returned array grows while the page exists.
 */
export function collectHostErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes(`[${extensionId}]`)) errors.push(message.text());
  });
  return errors;
}
