import type { Clock } from '../core/clock.ts';
import type { Resource } from '../core/model/resource.ts';
import type { SavedObject } from '../core/model/savedObject.ts';
import type { DocumentTarget } from '../core/places/documentPath.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { ChangeFollower } from './actions/follow/changeFollower.ts';
import type { BulkFolder } from './actions/run/bulkFolder.ts';
import type { Underway } from './actions/verb/underway.ts';
import type { KnownCauses } from './causes/knownCauses.ts';
import type { AutoscaleRuns } from './definitions/autoscaleRuns.ts';
import type { AttemptJournal } from './evidence/attemptJournal.ts';
import type { FindStart } from './evidence/doneActions.ts';
import type { FailureReader } from './evidence/failureReader.ts';
import type { FoundRuns } from './evidence/foundRuns.ts';
import type { Resubmissions } from './evidence/resubmissions.ts';
import type { Bundles, FolderRequest, HostKeys, Log, OutputFolder, Settings, State, TextSearch } from './ports.ts';
import type { RecentAttempts } from './requests/recentAttempts.ts';
import type { WithUi } from './ui.ts';

/** The application, which a front end creates once from its ports. Contains everything that the user's actions need. */
export interface App extends WithUi {
  readonly clock: Clock;
  readonly log: Log;
  readonly bundles: Bundles;
  /** Values that outlive the program, shared by all windows. */
  readonly state: State;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly recentAttempts: RecentAttempts;
  readonly reader: FailureReader;
  readonly goodRuns: FoundRuns;
  readonly causes: KnownCauses;
  /** Attempts of tasks, saved before the tasks run again. */
  readonly journal: AttemptJournal;
  /** Evidence about nodes, pools, and jobs, saved before an action removes them or their data. */
  readonly kept: AttemptJournal<Resource, SavedObject>;
  readonly resubmissions: Pick<Resubmissions, 'load' | 'find' | 'save' | 'settle' | 'forget' | 'forgetAll'>;
  readonly autoscaleRuns: Pick<AutoscaleRuns, 'findFormula' | 'list' | 'note'>;
  readonly findStart: FindStart;
  /** The actions that the user is being asked about, or that are in progress. */
  readonly asked: Underway;
  readonly bulks: BulkFolder;
  readonly hostKeys: HostKeys;
  readonly changes: ChangeFollower;
  /** Asks the user for a folder; undefined when they close the dialog. */
  pickFolder(request: FolderRequest): Promise<OutputFolder | undefined>;
  /**
   * Searches files for a text, or for a regular expression between slashes, with a maximum number of matches per file.
   * With `isRedacted`, lines are searched as they are shown, without secrets.
   */
  startSearch(text: string, maxFound: number, isRedacted?: boolean): TextSearch;
  /** Returns the title under which menus show the command. */
  toActionName(commandId: string): string;
  /** Renders a document again if it is open. */
  reread(target: DocumentTarget): void;
  /** Rereads every open document that shows causes of the account. */
  rereadCauses(accountId: string): void;
  /** Returns the arguments that a menu would pass for each visible view or document, the most recently active first. */
  inFront(): readonly (readonly unknown[])[];
}
