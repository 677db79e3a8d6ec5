import type { ExtensionContext } from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { Contribution } from '../../app/actions/contribution.ts';
import type { KnownCauses } from '../../app/causes/knownCauses.ts';
import type { CommandName } from '../../app/commandName.ts';
import type { AutoscaleRuns } from '../../app/definitions/autoscaleRuns.ts';
import type { AttemptJournal } from '../../app/evidence/attemptJournal.ts';
import type { FailureReader } from '../../app/evidence/failureReader.ts';
import type { Resubmissions } from '../../app/evidence/resubmissions.ts';
import type { Bundles } from '../../app/ports.ts';
import type { RecentAttempts } from '../../app/recentAttempts.ts';
import type { Held } from '../../app/rows/explorer/branch.ts';
import type { MutedCauses } from '../../app/rows/failures/mutedCauses.ts';
import type { Clock } from '../../core/clock.ts';
import type { Account } from '../../core/model/account.ts';
import type { NodeFileResource, Resource, TaskFileResource } from '../../core/model/resource.ts';
import type { SavedObject } from '../../core/model/savedObject.ts';
import type { DocumentTarget } from '../../core/query/documentPath.ts';
import type { Drafts } from '../definitions/drafts.ts';
import type { Log } from '../log.ts';
import type { FailuresView } from '../views/failures/failuresView.ts';

/** What a command may use. Made once by `activate`, handed to every command. */
export interface CommandServices {
  readonly accounts: Accounts;
  readonly log: Log;
  readonly bundles: Bundles;
  readonly clock: Clock;
  /** What was asked last, of whatever account. */
  readonly recentAttempts: RecentAttempts;
  readonly context: ExtensionContext;
  /** Where failed attempts are kept before their tasks run again. */
  readonly journal: AttemptJournal;
  /** Where nodes, pools and jobs are kept before an action takes them, or what is known of them, away. */
  readonly kept: AttemptJournal<Resource, SavedObject>;
  /** As what failed tasks were submitted once more. */
  readonly resubmissions: Pick<Resubmissions, 'load' | 'find' | 'save' | 'forget' | 'forgetAll'>;
  /** What menus call a command. */
  toActionName(commandId: string): string;
  /** The causes of failures, the same for views, documents and commands. */
  readonly causes: KnownCauses;
  /** What the logs of failed tasks say. */
  readonly reader: FailureReader;
  /** The definitions that are corrected in editors. */
  readonly drafts: Pick<Drafts, 'find' | 'findOf' | 'open' | 'tell' | 'toOriginalUri'>;
  /** The autoscale formulas and their runs that were seen. */
  readonly autoscaleRuns: Pick<AutoscaleRuns, 'findFormula' | 'list' | 'note'>;
  /** Makes VS Code read a document of ours again, where it is open. */
  reread(target: DocumentTarget): void;
  /** The same of all documents on causes of an account. */
  rereadCauses(accountId: string): void;
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
  /**
   * What is in front: what a menu would hand over of the active document and of each of our views on the screen, the one
   * that the user was in last first.
   */
  inFront(): readonly (readonly unknown[])[];
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

/**
 * One command. `args` are what VS Code hands over: a tree item and the selection, a URI, a resource, or nothing.
 * Entry is through `runCommand` only, so a command may throw `BatchError` and `Cancelled`.
 */
export type Command = (services: CommandServices, args: readonly unknown[]) => Promise<unknown>;

/** What the file of a command exports. */
export interface CommandFile {
  /** What it is called and where it shows. */
  readonly contribution: Contribution;
  readonly run: Command;
}
