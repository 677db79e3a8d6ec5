import type { Uri } from 'vscode';
import type { Event } from '../../core/event.ts';
import type { Page } from '../../core/page/page.ts';

/** Source of pages and handler of their links. */
export interface PageSource {
  /** Fires with the address of a document whose page was created or updated. */
  readonly onDidChange: Event<Uri>;
  /** Returns the page that was last made for the document. */
  find(uri: Uri): Page | undefined;
  /** Returns the title of the page's tab. */
  findName(uri: Uri): string | undefined;
  /**
   * Runs the action of a link on the page; does nothing for a link that the page doesn't have.
   * @param onAnswer called when a modal question of the action has been answered
   */
  follow(uri: Uri, link: string, onAnswer: () => void): Promise<void>;
}
