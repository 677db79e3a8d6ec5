import type { Page } from 'playwright-core';
import { extensionId } from './places.ts';

/**
 * The unhandled errors and rejections of our extension, as the extension host reports them to the page's console.
 * The returned array fills while the page lives.
 */
export function collectHostErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes(`[${extensionId}]`)) errors.push(message.text());
  });
  return errors;
}
