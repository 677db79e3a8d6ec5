import type { Cause, Repeats } from '../../../core/diagnosis/causes/causes.ts';
import type { BatchError } from '../../../core/model/batchError.ts';
import type { Resource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { TaskVerdict } from '../../../core/model/taskVerdict.ts';
import { joinParts } from '../../../core/text/lists.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { JobCauses } from '../../causes/jobCauses.ts';
import { byAccountUrgency } from '../accountOrder.ts';
import { findAccountTrouble, isOutOfDate } from '../accountTrouble.ts';
import { toRepeatedText } from '../counts.ts';
import { withReadOnly, withWishes } from '../readOnlyRow.ts';
import { afterRepeat, asOfCause } from '../resourceWords.ts';
import type { Row, Viewer } from '../row.ts';
import {
  type Attempts,
  type FindAttempts,
  toAttemptLogRow,
  toAttemptPlaces,
  toAttemptRow,
  toAttemptsRow,
} from './attempts.ts';
import { toChildren } from './children.ts';
import { hasFailures } from './rows/accountRow.ts';
import { toClosedAccountRow, toErrorRow, toGoneRow, toLoadingRow } from './rows/stateRow.ts';
import { findTask } from './scopes.ts';
import { type FindCauses, findCauseOfTask } from './taskCauses.ts';
import { toRow } from './toRow.ts';
import { type PlaceOf, type TreeNode, TreeNodes } from './treeNode.ts';
import { withVerdict, withVerdicts } from './verdictRows.ts';

interface Sources {
  readonly accounts: Accounts;
  readonly causes: JobCauses;
  readonly attempts: Attempts;
  /** Finds the results of earlier retries if a cause came back; undefined if it did not or this is unknown. */
  findRepeats(cause: Cause): Repeats | undefined;
  /** Returns the verdict on a succeeded task whose logs were read. */
  findVerdict(task: Task): TaskVerdict | undefined;
  /** Checks whether the rows below a row take longer to load than VS Code should wait. */
  isLate(node: TreeNode): boolean;
}

/** The rows of the explorer and their content, based on available data. Loads nothing. */
export class ExplorerRows {
  readonly nodes = new TreeNodes((accountId, cause) => this.#findHit(accountId, cause));
  /** Errors of accounts that could not be opened, for example because a key is missing or the user is not signed in. */
  readonly notOpened = new Map<string, BatchError>();
  readonly #from: Sources;

  constructor(from: Sources) {
    this.#from = from;
  }

  /** Lists the accounts, worst first. */
  roots(): TreeNode[] {
    return this.#from.accounts.all
      .map((account) => {
        const snapshot = this.#findSnapshot(account.id);
        if (snapshot === undefined) return { account, isOutOfDate: this.notOpened.has(account.id), hasFailures: false };
        return { account, isOutOfDate: isOutOfDate(snapshot), hasFailures: hasFailures(snapshot) };
      })
      .sort(byAccountUrgency)
      .map(({ account }) => this.nodes.root(account.id));
  }

  /** Lists the rows below a row. For an account that can't be opened, lists a row that explains why. */
  toChildren(node: TreeNode): TreeNode[] {
    const snapshot = this.#findSnapshot(node.accountId);
    if (snapshot !== undefined) {
      const places = [
        ...toAttemptPlaces(node.place, this.#findAttempts(node.accountId)),
        ...toChildren(node.place, snapshot, this.causesIn(snapshot), this.#from.isLate(node)),
      ];
      return places.map((place) => this.nodes.child(node, place));
    }
    if (node.parent !== undefined) return [];
    const isOpening = !this.notOpened.has(node.accountId);
    return [this.nodes.child(node, isOpening ? { kind: 'loading' } : { kind: 'error', scope: { kind: 'pools' } })];
  }

  /** Returns the current content of a row, including anything that applies to its whole account. */
  toRow(node: TreeNode, reader: Viewer): Row {
    const { accounts } = this.#from;
    const own = withWishes(accounts, node.accountId, this.#toOwnRow(node, reader));
    return withReadOnly(accounts, node.accountId, own);
  }

  /**
   * Returns the causes of a job's failed tasks in a snapshot; empty before logs were read. VS Code keeps a row
   * collapsed that was first shown collapsed, so the worst cause must be known when the row is first shown.
   */
  causesIn(snapshot: AccountSnapshot): FindCauses {
    const { causes } = this.#from;
    return (jobId) => (causes.areExplained(snapshot, jobId) ? causes.of(snapshot, jobId) : []);
  }

  #toOwnRow({ place, accountId }: TreeNode, reader: Viewer): Row {
    const find = this.#findAttempts(accountId);
    if (place.kind === 'attempts') return toAttemptsRow(place, find) ?? toGoneRow();
    if (place.kind === 'attempt') return toAttemptRow(place, find, reader) ?? toGoneRow();
    if (place.kind === 'attemptLog') return toAttemptLogRow(place, find) ?? toGoneRow();
    const snapshot = this.#findSnapshot(accountId);
    if (snapshot !== undefined) return this.#toSnapshotRow(place, snapshot, reader);
    const { all } = this.#from.accounts;
    const account = all.find(({ id }) => id === accountId);
    const error = this.notOpened.get(accountId);
    if (account === undefined) return toGoneRow();
    if (place.kind === 'loading') return toLoadingRow();
    if (place.kind === 'error' && error !== undefined) return toErrorRow(error, account);
    return toClosedAccountRow(account, all.length === 1, findAccountTrouble(account, undefined, reader, error));
  }

  /** Creates a row that shows whether a retry did not help, and offers none if another unchanged run would fail. */
  #toSnapshotRow(place: Parameters<typeof toRow>[0], snapshot: AccountSnapshot, reader: Viewer): Row {
    const findCauses = this.causesIn(snapshot);
    const row = toRow(place, snapshot, reader, findCauses);
    if (place.kind === 'job' || ((place.kind === 'task' || place.kind === 'taskGroup') && place.group === 'succeeded'))
      return this.#withVerdict(place, row, snapshot);
    if (place.kind === 'task') {
      const cause = findCauseOfTask(findCauses(place.jobId), place.taskId);
      if (cause === undefined) return row;
      const own = withWords(row, asOfCause(row.words ?? [], cause));
      return this.#areRepeated(cause) ? withRepeated(own) : own;
    }
    if (place.kind !== 'taskCause') return row;
    const cause = findCauses(place.jobId).find(({ cluster }) => cluster.fingerprint === place.fingerprint);
    return cause !== undefined && this.#areRepeated(cause)
      ? withRepeated(withWords(row, afterRepeat(row.words ?? [])))
      : row;
  }

  #areRepeated(cause: Cause): boolean {
    return this.#from.findRepeats(cause)?.areAll === true;
  }

  #withVerdict(place: PlaceOf<'job' | 'task' | 'taskGroup'>, row: Row, snapshot: AccountSnapshot): Row {
    const find = (task: Task): TaskVerdict | undefined => this.#from.findVerdict(task);
    if (place.kind !== 'task') {
      const { items } = snapshot.slice({ kind: 'tasks', jobId: place.jobId, group: 'succeeded' });
      return withVerdicts(
        row,
        items.flatMap((task) => find(task) ?? []),
      );
    }
    const task = findTask(snapshot, place);
    return withVerdict(row, task && find(task));
  }

  #findHit(accountId: string, cause: PlaceOf<'taskCause'>): readonly Resource[] {
    const snapshot = this.#findSnapshot(accountId);
    return snapshot === undefined ? [] : this.#from.causes.hitBy({ snapshot }, cause.jobId, cause.fingerprint);
  }

  #findSnapshot(accountId: string): AccountSnapshot | undefined {
    return this.#from.accounts.findStore(accountId)?.snapshot;
  }

  /** Returns the saved attempts of items in an account whose rows were expanded. */
  #findAttempts(accountId: string): FindAttempts {
    return (owner) => this.#from.attempts.find({ ...owner, accountId });
  }
}

/** Adds text to a row that notes that the row's cause came back after a retry. */
function withRepeated(row: Row): Row {
  const said = toRepeatedText();
  const description = joinParts(row.description, said) ?? said;
  const spoken = row.spoken === undefined ? undefined : joinParts(row.spoken, said);
  return { ...row, description, ...(spoken !== undefined && { spoken }) };
}

function withWords(row: Row, words: NonNullable<Row['words']>): Row {
  return row.words === words ? row : { ...row, words };
}
