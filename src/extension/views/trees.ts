import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import type { LateCauses } from '../../app/causes/lateCauses.ts';
import type { RepeatedCauses } from '../../app/causes/repeatedCauses.ts';
import type { CommandName } from '../../app/commandName.ts';
import type { AttemptJournal } from '../../app/evidence/attemptJournal.ts';
import { listKeptAttempts } from '../../app/evidence/keptAttempts.ts';
import type { Resubmissions } from '../../app/evidence/resubmissions.ts';
import type { Bundles } from '../../app/ports.ts';
import type { Held } from '../../app/rows/explorer/branch.ts';
import type { TreeNode } from '../../app/rows/explorer/treeNode.ts';
import type { FailureNode } from '../../app/rows/failures/failureNodes.ts';
import type { MutedCauses } from '../../app/rows/failures/mutedCauses.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { SavedObject } from '../../core/model/savedObject.ts';
import { loadViews } from '../bundles/loadViews.ts';
import type { Log } from '../log.ts';
import type { ExplorerView } from './explorer/explorerView.ts';
import type { FailuresView } from './failures/failuresView.ts';
import { InFront } from './inFront.ts';
import { LazyTree } from './lazyTree.ts';

interface TreeParts {
  readonly accounts: Accounts;
  readonly bundles: Bundles;
  readonly causes: LateCauses;
  readonly journal: AttemptJournal;
  readonly kept: AttemptJournal<Resource, SavedObject>;
  readonly log: Log;
  readonly muted: MutedCauses;
  readonly resubmissions: Resubmissions;
  readonly workspaceState: vscode.Memento;
  toActionName(commandId: string): string;
}

/** Both views, which are drawn once there is something to draw or a command needs them. */
export class Trees implements vscode.Disposable {
  readonly #explorer: LazyTree<TreeNode, ExplorerView>;
  readonly #failures: LazyTree<FailureNode, FailuresView>;
  readonly #inFront: InFront;
  readonly onDidShow: vscode.Event<void>;

  constructor(parts: TreeParts, onDidFocusPage: vscode.Event<void>) {
    const { accounts, bundles, causes, journal, kept, log, muted, resubmissions, workspaceState } = parts;
    let repeats: RepeatedCauses | undefined;
    const findRepeats = () => (repeats ??= new (loadViews().RepeatedCauses)(journal, bundles));
    this.#explorer = new LazyTree(
      'azureBatch.explorer',
      { canSelectMany: true, showCollapseAll: true },
      accounts,
      (view: vscode.TreeView<TreeNode>) =>
        new (loadViews().ExplorerView)(
          view,
          accounts,
          causes.open(),
          log,
          { muted, resubmissions, repeats: findRepeats() },
          workspaceState,
          {
            list: (owner) => listKeptAttempts({ bundles, journal, kept }, owner, parts.toActionName),
            onDidChange: (listener) =>
              vscode.Disposable.from(journal.onDidChange(listener), kept.onDidChange(listener)),
          },
        ),
    );
    this.#failures = new LazyTree(
      'azureBatch.failures',
      { canSelectMany: true },
      accounts,
      (view: vscode.TreeView<FailureNode>) =>
        new (loadViews().FailuresView)(view, accounts, causes.open(), log, {
          muted,
          resubmissions,
          repeats: findRepeats(),
          memory: workspaceState,
          bundles,
        }),
    );
    this.#inFront = new InFront(this.#all, onDidFocusPage);
    this.onDidShow = this.#explorer.onDidShow;
  }

  get #all() {
    return [this.#explorer, this.#failures] as const;
  }

  /** The failures view; drawn if necessary. */
  get failures(): FailuresView {
    return this.#failures.open();
  }

  /**
   * Lists the arguments that menus of the active document and of each visible view would pass, the most recently
   * visited first.
   */
  listInFront(): readonly (readonly unknown[])[] {
    return this.#inFront.list();
  }

  /** The selected rows of each visible view. */
  get selections(): readonly (readonly unknown[])[] {
    return this.#all.map(({ drawn }) => (drawn?.isVisible === true ? drawn.selection : []));
  }

  /** Returns the rows that a key pressed in a view applies to. */
  findKeyRows(view: 'explorer' | 'failures'): Promise<readonly unknown[]> {
    return (view === 'explorer' ? this.#explorer : this.#failures).open().findKeyRows();
  }

  /** Selects the explorer's next failed row after this one, which may be in another view. */
  selectNextFailure(row: unknown): Promise<void> {
    return this.#explorer.open().selectNextFailure(row);
  }

  /** Reloads the loaded data of a branch of the explorer; returns whether the row is a branch, and not an account. */
  async refreshBranch(row: unknown): Promise<boolean> {
    return (await this.#explorer.drawn?.refreshBranch(row)) ?? false;
  }

  /** Lists the loaded items below a row of the explorer; undefined for anything else. */
  listHeld(row: unknown): Held | undefined {
    return this.#explorer.drawn?.listHeld(row);
  }

  /**
   * Keeps the user's position in the view of this row, whose item is about to be changed, by a key or otherwise, when
   * the row leaves its group.
   */
  keepPlace(row: unknown, isByKey: boolean): void {
    for (const view of this.#all) view.drawn?.keepPlace(row, isByKey);
  }

  /** Returns true if a row is selected only because the changed row before it has left its group. */
  isMovedTo(row: unknown): boolean {
    return this.#all.some((view) => view.drawn?.isMovedTo(row));
  }

  /**
   * Selects an item in the explorer, or the row below it that `names` lead to (`RowTarget`), and loads its ancestors.
   * Resolves to the command that a click on its row runs; undefined if there is none, or if another row represents the
   * item.
   */
  reveal(resource: Resource, names?: readonly string[]): Promise<CommandName | undefined> {
    return this.#explorer.open().reveal(resource, names);
  }

  dispose(): void {
    for (const one of [this.#inFront, ...this.#all]) one.dispose();
  }
}
