import type { Uri } from 'vscode';
import type { Event } from '../../core/event.ts';
import type { Page } from '../../core/page/page.ts';

/** Where pages come from, and what their links do. */
export interface PageSource {
  /** Fires with the address of a document whose page was made, also for the first time. */
  readonly onDidChange: Event<Uri>;
  /** The page of a document, as it was made last. */
  find(uri: Uri): Page | undefined;
  /** What the tab of the page is called. */
  findName(uri: Uri): string | undefined;
  /**
   * Does what a link of the page leads to; nothing for one that the page does not have.
   * @param onAnswer called when a modal question that this asks has been answered
   */
  follow(uri: Uri, link: string, onAnswer: () => void): Promise<void>;
}
