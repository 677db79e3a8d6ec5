import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Accounts, nameAccount } from '../../../app/accounts/accounts.ts';
import { askService } from '../../../app/actions/explorer/askService.ts';
import { findLoaded } from '../../../app/actions/explorer/findLoaded.ts';
import { type FindText, parseFindText } from '../../../app/actions/explorer/findText.ts';
import {
  type Answer,
  type Focus,
  type Found,
  narrowText,
  sortFound,
  toDistinctFound,
  toFoundName,
} from '../../../app/actions/explorer/found.ts';
import { listNotes } from '../../../app/actions/explorer/notes.ts';
import { toPickText } from '../../../app/messages/notificationText.ts';
import { type Account, toShownName } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { joinParts } from '../../../core/text/lists.ts';
import { formatTime } from '../../../core/words/times.ts';
import { toIcon } from '../../views/icons.ts';

/** Pause in typing after which the service is searched. */
const pauseMs = 250;

/** The user's choice: an item, which may be gone, or a pasted address. */
export type Choice = { readonly resource: Resource; readonly isGone?: true } | { readonly url: string };

interface FindItem extends vscode.QuickPickItem {
  /** Absent in a row that only displays a message. */
  readonly choice?: Choice;
}

/**
 * Asks for an item in any account by its ID, the beginning of its ID, a node's name, `job/task`, or a URL. Loaded items
 * appear at once; the accounts are searched when typing pauses, and an earlier search is abandoned. Throws `Cancelled`.
 */
export async function askThing(accounts: Accounts, focus: Focus): Promise<Choice> {
  const box = new FindBox(accounts, focus);
  try {
    return await box.ask();
  } finally {
    box.dispose();
  }
}

class FindBox implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #focus: Focus;
  readonly #pick = vscode.window.createQuickPick<FindItem>();
  #pause: NodeJS.Timeout | undefined;
  #asking = new AbortController();
  #text: FindText = { kind: 'nothing' };
  #isAsking = false;
  #answers: readonly Answer[] = [];
  #problems: ReadonlyMap<string, string> = new Map();

  constructor(accounts: Accounts, focus: Focus) {
    this.#accounts = accounts;
    this.#focus = focus;
    const { title, placeholder } = toTexts(accounts, focus);
    this.#pick.title = toPickText(title);
    this.#pick.placeholder = placeholder;
    this.#pick.keepScrollPosition = true;
  }

  get #searched(): readonly Account[] {
    const { within } = this.#focus;
    return this.#accounts.all.filter(({ id }) => within === undefined || id === within.accountId);
  }

  ask(): Promise<Choice> {
    return new Promise((resolve, reject) => {
      this.#pick.onDidChangeValue((value) => this.#type(value));
      this.#pick.onDidAccept(() => {
        const [item] = this.#pick.selectedItems;
        if (item?.choice !== undefined) resolve(item.choice);
      });
      this.#pick.onDidHide(() => reject(new Cancelled()));
      this.#pick.show();
    });
  }

  dispose(): void {
    clearTimeout(this.#pause);
    this.#asking.abort();
    this.#pick.dispose();
  }

  #type(value: string): void {
    clearTimeout(this.#pause);
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#text = narrowText(parseFindText(value), this.#focus);
    this.#answers = [];
    this.#problems = new Map();
    const { signal } = this.#asking;
    this.#isAsking = this.#text.kind === 'start' || this.#text.kind === 'taskOfJob';
    this.#pick.busy = this.#isAsking;
    if (this.#isAsking) this.#pause = setTimeout(() => void this.#askAll(signal), pauseMs);
    this.#show();
  }

  async #askAll(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#searched.map((account) => this.#askOne(account.id, toShownName(account), signal)));
    if (signal.aborted) return;
    this.#isAsking = false;
    this.#show();
    this.#pick.busy = false;
  }

  /** Never throws: an account that cannot be searched is reported, and the others continue. */
  async #askOne(accountId: string, name: string, signal: AbortSignal): Promise<void> {
    try {
      const store = await this.#accounts.getStore(accountId);
      if (signal.aborted) return;
      // The service can't search nodes by the beginning of an ID.
      if (this.#focus.within?.kind === 'pool') await store.load({ kind: 'nodes', poolId: this.#focus.within.poolId });
      const answer = await askService(this.#text, store, this.#focus, signal);
      if (signal.aborted) return;
      this.#answers = [...this.#answers, answer];
    } catch (error) {
      if (signal.aborted) return;
      const why = describeError(error);
      this.#problems = new Map([...this.#problems, [name, why]]);
    }
    this.#show();
  }

  /** Shows the results for the current text, and keeps the active row active. */
  #show(): void {
    const active = this.#pick.activeItems[0]?.choice;
    this.#pick.items = this.#listItems();
    const key = active === undefined ? undefined : toChoiceKey(active);
    const same = this.#pick.items.filter(({ choice }) => choice !== undefined && toChoiceKey(choice) === key);
    if (same.length > 0) this.#pick.activeItems = same;
  }

  #listItems(): readonly FindItem[] {
    const text = this.#text;
    if (text.kind === 'nothing') return [];
    if (text.kind === 'address') return [toUrlItem(this.#pick.value.trim(), text.address.resource)];
    const snapshots = this.#searched.flatMap(({ id }) => this.#accounts.findStore(id)?.snapshot ?? []);
    const wanted = text.kind === 'start' ? text.text : text.kind === 'taskOfJob' ? text.taskStart : '';
    const loaded = snapshots.map((snapshot) => findLoaded(text, snapshot, this.#focus));
    // Loaded items stay where they first appeared, because moving rows cause wrong clicks.
    const found = toDistinctFound([
      ...sortFound(
        loaded.flatMap((answer) => answer.found),
        wanted,
      ),
      ...this.#answers.flatMap((answer) => sortFound(answer.found, wanted)),
    ]);
    const notes = listNotes({
      text,
      focus: this.#focus,
      snapshots,
      problems: this.#problems,
      hasFound: found.length > 0,
      hasMore: [...loaded, ...this.#answers].some(({ hasMore }) => hasMore),
      isAsking: this.#isAsking,
    });
    return [...found.map(toItem), ...notes.map(toNoteItem)];
  }
}

function toTexts(accounts: Accounts, { within }: Focus): { readonly title: string; readonly placeholder: string } {
  const placeholder = l10n.t('ID, beginning of an ID, node 7, job/task, URL, or resource ID');
  switch (within?.kind) {
    case 'job':
      return {
        title: l10n.t('Find in job {0}', within.jobId),
        placeholder: l10n.t('Task ID or the beginning of a task ID'),
      };
    case 'pool':
      return {
        title: l10n.t('Find in pool {0}', within.poolId),
        placeholder: l10n.t('Node number, node ID, or the beginning of a node ID'),
      };
    case 'account': {
      const account = nameAccount(accounts, within.accountId);
      return { title: l10n.t('Find in account {0}', account), placeholder };
    }
    default:
      return { title: l10n.t('Find in all accounts'), placeholder };
  }
}

function toChoiceKey(choice: Choice): string {
  return 'url' in choice ? choice.url : toKey(choice.resource);
}

function toItem(found: Found): FindItem {
  const icon = toIcon(found.state?.severity ?? 'unknown');
  return {
    label: toPickText(toFoundName(found)),
    description: toPickText(toFoundText(found)),
    ...(icon === undefined ? {} : { iconPath: icon }),
    alwaysShow: true,
    choice: { resource: found.resource, ...(found.goneAt === undefined ? {} : { isGone: true }) },
    // Shows the ID of a node that was found by another name.
    ...(found.name === undefined || found.resource.kind !== 'node'
      ? {}
      : { detail: toPickText(found.resource.nodeId) }),
  };
}

function toUrlItem(url: string, resource: Resource): FindItem {
  return {
    label: toPickText(toFoundName({ resource } as Found)),
    description: toPickText(resource.accountId),
    iconPath: new vscode.ThemeIcon('link'),
    alwaysShow: true,
    choice: { url },
  };
}

/** Creates a message row that VS Code doesn't match against the typed text, so that it stays after the results. */
function toNoteItem(text: string): FindItem {
  return { label: '$(info)', description: toPickText(text), alwaysShow: true };
}

/** Describes a found item, its parent, and its state: `task · job frames · failed · contoso`. */
function toFoundText({ resource, account, state, goneAt }: Found): string {
  const gone = goneAt && l10n.t('gone, last seen {time}', { time: formatTime(goneAt) });
  return joinParts(...toParts(resource), gone ?? state?.label, toShownName(account)) ?? '';
}

function toParts(resource: Found['resource']): readonly string[] {
  switch (resource.kind) {
    case 'job':
      return [l10n.t({ message: 'job', comment: ['Kind of a thing that was found'] })];
    case 'jobSchedule':
      return [l10n.t({ message: 'job schedule', comment: ['Kind of a thing that was found'] })];
    case 'pool':
      return [l10n.t({ message: 'pool', comment: ['Kind of a thing that was found'] })];
    case 'node':
      return [
        l10n.t({ message: 'node', comment: ['Kind of a thing that was found'] }),
        l10n.t('pool {0}', resource.poolId),
      ];
    case 'task':
      return [
        l10n.t({ message: 'task', comment: ['Kind of a thing that was found'] }),
        l10n.t('job {0}', resource.jobId),
      ];
  }
}
