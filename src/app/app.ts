import type { Clock } from '../core/clock.ts';
import type { Resource } from '../core/model/resource.ts';
import type { SavedObject } from '../core/model/savedObject.ts';
import type { DocumentTarget } from '../core/query/documentPath.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { ChangeFollower } from './actions/follow/changeFollower.ts';
import type { BulkFolder } from './actions/run/bulkFolder.ts';
import type { Underway } from './actions/underway.ts';
import type { KnownCauses } from './causes/knownCauses.ts';
import type { AutoscaleRuns } from './definitions/autoscaleRuns.ts';
import type { AttemptJournal } from './evidence/attemptJournal.ts';
import type { FindStart } from './evidence/doneActions.ts';
import type { FailureReader } from './evidence/failureReader.ts';
import type { FoundRuns } from './evidence/foundRuns.ts';
import type { Resubmissions } from './evidence/resubmissions.ts';
import type { Bundles, FolderRequest, HostKeys, Log, OutputFolder, Settings, State, TextSearch } from './ports.ts';
import type { RecentAttempts } from './recentAttempts.ts';
import type { WithUi } from './ui.ts';

/** The application: what a front end makes of its ports, once, for all that the user does. */
export interface App extends WithUi {
  readonly clock: Clock;
  readonly log: Log;
  readonly bundles: Bundles;
  /** What outlives the program, for all windows. */
  readonly state: State;
  readonly settings: Settings;
  readonly accounts: Accounts;
  /** What was sent last, to whatever account. */
  readonly recentAttempts: RecentAttempts;
  /** What the logs of failed tasks say. */
  readonly reader: FailureReader;
  /** What came of looking for the last good runs of failed tasks. */
  readonly goodRuns: FoundRuns;
  readonly causes: KnownCauses;
  /** Where attempts of tasks are saved before the tasks run again. */
  readonly journal: AttemptJournal;
  /** Where nodes, pools and jobs are saved before an action takes them, or what is known of them, away. */
  readonly kept: AttemptJournal<Resource, SavedObject>;
  /** As what failed tasks were submitted again. */
  readonly resubmissions: Pick<Resubmissions, 'load' | 'find' | 'save' | 'forget' | 'forgetAll'>;
  /** The autoscale formulas and their runs that were seen. */
  readonly autoscaleRuns: Pick<AutoscaleRuns, 'findFormula' | 'list' | 'note'>;
  readonly findStart: FindStart;
  /** The actions that the user is being asked about, or that are being carried out. */
  readonly asked: Underway;
  /** Where bulk actions are written down. */
  readonly bulks: BulkFolder;
  readonly hostKeys: HostKeys;
  readonly changes: ChangeFollower;
  /** Asks for a folder of the user's; undefined when they leave the dialog. */
  pickFolder(request: FolderRequest): Promise<OutputFolder | undefined>;
  /**
   * Searches files for a text, or for an expression between slashes; of each at most so many lines. `isRedacted`: lines are
   * searched as they are shown without secrets.
   */
  startSearch(text: string, maxFound: number, isRedacted?: boolean): TextSearch;
  /** What menus call a command. */
  toActionName(commandId: string): string;
  /** Makes a document of ours be read again where it is open. */
  reread(target: DocumentTarget): void;
  /** The same of all documents on causes of an account. */
  rereadCauses(accountId: string): void;
  /** What a menu would hand over of each place on the screen, the one that the user was in last first. */
  inFront(): readonly (readonly unknown[])[];
}
