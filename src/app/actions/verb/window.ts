import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import type { Account } from '../../../core/model/account.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { AccountFailures } from '../../../core/page/failuresCsv.ts';
import type { App } from '../../app.ts';
import type { Definitions } from '../../definitions/definitionDocument.ts';
import type { NodeShell, SshConfig } from '../../ports.ts';
import type { Held } from '../../rows/explorer/branch.ts';
import type { FailureFilter } from '../../rows/failures/failureFilter.ts';
import type { Mute } from '../../rows/failures/mute.ts';
import type { MutedCauses } from '../../rows/failures/mutedCauses.ts';
import type { Watcher } from '../watch/watcher.ts';
import type { Command } from './contribution.ts';

/** The failures view. It finds what a row is about; rows of other views are about nothing. */
interface FailureRows {
  filter: FailureFilter;
  listTerms(): FailureFilter;
  listShown(): readonly AccountFailures[];
  findCause(row: unknown): Cause | undefined;
  findMutes(row: unknown): readonly Mute[];
  loadMore(row: unknown): void;
  acknowledge(): void;
}

/** Both views (`src/extension/views/trees.ts`). */
interface Views {
  readonly failures: FailureRows;
  selectNextFailure(row: unknown): Promise<void>;
  refreshBranch(row: unknown): Promise<boolean>;
  listHeld(row: unknown): Held | undefined;
  isMovedTo(row: unknown): boolean;
  reveal(resource: Resource): Promise<unknown>;
}

/** A text to save in a file that the user chooses. */
export interface SavedText {
  /** Title of the dialog, and label of its button. */
  readonly title: string;
  readonly label: string;
  /** Suggested file name; characters that a system doesn't allow in names are replaced. */
  readonly file: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly render: () => string | Promise<string>;
}

interface ShownWhere {
  readonly isBeside?: boolean;
  readonly takesFocus?: true;
}

/** The result of setting the severity of a check. */
export interface SetCheck {
  /** File of the workspace; undefined for the user's settings. */
  readonly file: string | undefined;
  readonly before: string | undefined;
}

/** The application in a window that has views and editors. */
export interface WindowApp extends App {
  readonly log: App['log'] & { show(): void };
  /** The ID under which the extension is installed, and the scheme of links that open it. */
  readonly extensionId: string;
  readonly uriScheme: string;
  readonly trees: Views;
  readonly definitions: Definitions;
  readonly muted: Pick<MutedCauses, 'add' | 'remove'>;
  readonly watcher: Pick<Watcher, 'list' | 'add' | 'remove' | 'nameOf' | 'isLate'>;
  readonly agents: {
    readonly consents: { set(accountId: string, choice: Account['agents'] | 'session'): Promise<void> };
  };
  readonly nodeShell: NodeShell;
  readonly sshConfig: SshConfig;
  /** Adds the account of the sample, and starts that if necessary. */
  openSample(): Promise<Account>;
  /** Writes a text to a file that the user chooses, and returns the file's name. Throws `Cancelled`. */
  saveText(text: SavedText): Promise<string>;
  /** Shows a read-only text, without secrets, until it is closed. The focus stays unless the text takes it. */
  showText(fileName: string, text: string, options: ShownWhere): Promise<unknown>;
  /**
   * Sets the severity of a check of definitions, such as `off`, or resets it to the default: in the workspace, or in
   * the user's settings if there is no workspace.
   */
  setCheck(code: string, level: string | undefined): Promise<SetCheck>;
  /** Shows a read-only text, without secrets, until `ask` has been answered. */
  whileShown<T>(name: string, text: string, ask: () => Promise<T>): Promise<T>;
}

/** A command that needs a window. */
export type WindowCommand = Command<WindowApp>;
