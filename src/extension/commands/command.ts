import type { ExtensionContext } from 'vscode';
import type { Command as AppCommand, CommandFile as AppCommandFile } from '../../app/actions/command.ts';
import type { App } from '../../app/app.ts';
import type { CommandName } from '../../app/commandName.ts';
import type { Held } from '../../app/rows/explorer/branch.ts';
import type { MutedCauses } from '../../app/rows/failures/mutedCauses.ts';
import type { Account } from '../../core/model/account.ts';
import type { NodeFileResource, Resource, TaskFileResource } from '../../core/model/resource.ts';
import type { Drafts } from '../definitions/drafts.ts';
import type { Log } from '../log.ts';
import type { FailuresView } from '../views/failures/failuresView.ts';

/** What a command may use. */
export interface CommandServices extends App {
  readonly log: Log;
  readonly context: ExtensionContext;
  /** The definitions that are corrected in editors. */
  readonly drafts: Pick<Drafts, 'find' | 'findOf' | 'open' | 'tell' | 'toOriginalUri'>;
  /** Shows more of an open file of which the beginning is left out. */
  showEarlier(resource: TaskFileResource | NodeFileResource): void;
  /** Starts the embedded Batch service of this window, once, and shows its account. */
  openSample(): Promise<Account>;
  /**
   * Shows more of the failures view: of the cause that a row of it belongs to, or of what was not read in its account;
   * reads more logs of a job, for the row of a cause in the explorer; in all accounts when it is no such row.
   */
  loadMoreFailures(row: unknown): void;
  /** What the failures view leaves out, and of which causes its rows are. */
  failures(): Pick<FailuresView, 'acknowledge' | 'filter' | 'findCause' | 'findMutes' | 'listTerms' | 'revealCause'>;
  readonly muted: Pick<MutedCauses, 'add' | 'remove'>;
  /** The rows that are selected in each of our views that is on the screen. */
  selections(): readonly (readonly unknown[])[];
  /** The rows that a key pressed in a view is for. */
  findKeyRows(view: 'explorer' | 'failures'): Promise<readonly unknown[]>;
  /** Selects the failed row of the explorer that comes after this one, which may be no row of it. */
  selectNextFailure(row: unknown): Promise<void>;
  /** Loads again what is loaded of a branch of the explorer; whether the row is one, and not that of an account. */
  refreshBranch(row: unknown): Promise<boolean>;
  /** The things that a row of the explorer holds, as far as they are loaded; undefined for what is no row of it. */
  listHeld(row: unknown): Held | undefined;
  /**
   * Something is about to be changed from this row, by a key or not: its view stays there when the row leaves its group.
   */
  keepPlace(row: unknown, isByKey: boolean): void;
  /** Whether a row is selected only because the one that was changed before it has left its group. */
  isMovedTo(row: unknown): boolean;
  /**
   * Selects a thing in the explorer, or the row below it that `names` lead to (`RowTarget`), loading what lies above it.
   * Resolves to what a click on its row runs; undefined where that is nothing, or where another row stands for it.
   */
  reveal(resource: Resource, names?: readonly string[]): Promise<CommandName | undefined>;
}

/** What `activate` has made of it before the first command is loaded. */
export type ActivatedServices = Omit<CommandServices, 'ui' | 'bulks' | 'forVerbs' | 'changes' | 'pickFolder'>;

/** A command that needs more of this window than the application does. */
export type Command = AppCommand<CommandServices>;

/** What the file of a command exports. */
export type CommandFile = AppCommandFile<CommandServices>;
