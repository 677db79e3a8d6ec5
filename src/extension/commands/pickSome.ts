import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toPickDetail, toPickText, toShownText } from '../../app/notificationText.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { notifyInformation } from '../messages.ts';

/** One section of a pick: rows of one kind, which may be loaded page by page. */
export interface Section<T> {
  /** Heading above the rows; none when absent. */
  readonly title?: string;
  /**
   * What the row says that has it shown, in a pick that fills at once: while others are loaded it is held back, since what
   * comes would push it away from under the mouse, until it is asked for by that row or something is typed.
   */
  readonly heldBack?: string;
  /**
   * Loads what is not there yet and gives all rows so far. Called again for each further page. What takes long may hand
   * over what it has meanwhile to `show`.
   */
  load(more: boolean, show: (page: SectionPage<T>) => void): Promise<SectionPage<T>>;
}

export interface SectionPage<T> {
  readonly rows: readonly PickRow<T>[];
  readonly hasMore: boolean;
  /** What can be done about the section; below its rows. */
  readonly actions?: readonly PickAction<T>[];
}

/** A row that does something when it is taken, instead of being an answer; one without `run` only tells something. */
export interface PickAction<T> {
  /** What stays the same when it says something else; the label when absent. */
  readonly id?: string;
  readonly label: string;
  readonly detail?: string;
  /** Id of a codicon. */
  readonly icon: string;
  /** Changes or goes while others come, and therefore stands below them in a pick that fills at once. */
  readonly isPassing?: true;
  readonly run?: ((pick: OpenPick<T>) => void) | undefined;
}

/** A pick that is being shown, for the actions in it. */
export interface OpenPick<T> {
  /** Loads a section again, or one more, which stands below the others. */
  load(section: Section<T>): void;
  /** Ends the pick with this answer. */
  answer(...values: readonly T[]): void;
}

export interface PickRow<T> {
  readonly value: T;
  /** What stays the same when it is loaded again; the value itself when absent. */
  readonly id?: string;
  /** Plain text; icons in it are the caller's, who takes apart what would be one in foreign parts. */
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface PickRequest<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly sections: readonly Section<T>[];
  /** What is said when there is nothing to pick: which kind of nothing it is. */
  readonly nothing: string;
  /** Checkboxes, to take several. */
  readonly many?: boolean;
  /** What is ticked from the start, where that is the whole answer: none is an answer, too. */
  readonly ticked?: readonly T[];
  /** A row for what is typed, which stands first and is taken where nothing is ticked; none when absent. */
  readonly toTyped?: (text: string) => PickRow<T> | undefined;
  /**
   * Loads all sections at the same time; one after the other when absent, which asks the service for less at once. What
   * comes stands below what is there, for a click to take the row that it was meant for.
   */
  readonly atOnce?: boolean;
  /** Stays open while dialogues that actions open take the focus. */
  readonly staysOpen?: boolean;
  /** Adds sections that are not known yet, while the pick is shown as busy. */
  readonly begin?: (pick: OpenPick<T>) => Promise<void>;
}

/** An item, and the section that it is of. */
interface PlacedItem<T> {
  readonly section: Section<T>;
  readonly item: PickItem<T>;
}

interface PickItem<T> extends vscode.QuickPickItem {
  readonly row?: PickRow<T>;
  readonly more?: Section<T>;
  readonly action?: PickAction<T>;
}

/**
 * Asks for some of the rows, loading while the pick is open. Throws `Cancelled` when the user leaves it, and when
 * there is nothing to pick, which is said in a notification. Throws what loading throws.
 */
export async function pickSome<T>(request: PickRequest<T>): Promise<readonly T[]> {
  const loading = new LoadingPick(request);
  const { pick } = loading;
  try {
    return await new Promise<readonly T[]>((resolve, reject) => {
      const open: OpenPick<T> = {
        load: (section) => void loading.reload(section).catch(reject),
        answer: (...values) => resolve(values),
      };
      pick.onDidAccept(() => {
        const [active] = pick.activeItems;
        const values = loading.take();
        if (values.length > 0 || request.ticked !== undefined) resolve(values);
        // Who ticks nothing means the row that they stand on.
        else if (active?.row !== undefined) resolve([active.row.value]);
        else if (active?.action !== undefined) loading.act(active.action, open);
        else if (active?.more !== undefined) loading.load(active.more, true).catch(reject);
      });
      pick.onDidChangeSelection(() => {
        const action = request.many ? loading.takeAction() : undefined;
        if (action !== undefined) loading.act(action, open);
      });
      pick.onDidChangeValue(() => {
        if (pick.value !== '') loading.showAll();
        if (request.toTyped) loading.draw();
        if (request.many) loading.standOnAction();
      });
      pick.onDidHide(() => reject(new Cancelled()));
      pick.show();
      loading.loadAll(open).catch(reject);
    });
  } finally {
    loading.dispose();
  }
}

/** A pick that fills while it is open. What the user has ticked or stands on stays so. */
class LoadingPick<T> implements vscode.Disposable {
  readonly pick = vscode.window.createQuickPick<PickItem<T>>();
  readonly #request: PickRequest<T>;
  readonly #pages = new Map<Section<T>, SectionPage<T>>();
  readonly #sections: Section<T>[];
  /** Sections that were added, while they are loaded for the first time. */
  readonly #added: Promise<void>[] = [];
  /** What stands where, in a pick that fills at once. */
  #placed: readonly PlacedItem<T>[] = [];
  #loading = 0;
  /** Whether what was held back is shown. */
  #isWhole = false;
  #isOpen = true;

  constructor(request: PickRequest<T>) {
    this.#request = request;
    this.#sections = [...request.sections];
    this.pick.title = toShownText(request.title);
    this.pick.placeholder = toShownText(request.placeholder);
    this.pick.canSelectMany = request.many ?? false;
    this.pick.matchOnDescription = true;
    this.pick.matchOnDetail = true;
    this.pick.keepScrollPosition = true;
    this.pick.ignoreFocusOut = request.staysOpen ?? false;
  }

  dispose(): void {
    this.#isOpen = false;
    this.pick.dispose();
  }

  /** Loads the first page of each section. Throws `Cancelled` when there is nothing in any. */
  async loadAll(open: OpenPick<T>): Promise<void> {
    const begun = this.#whileBusy(async () => this.#request.begin?.(open));
    if (this.#request.atOnce) await Promise.all(this.#request.sections.map((section) => this.load(section, false)));
    else {
      for (const section of this.#request.sections) {
        if (!this.#isOpen) return;
        await this.load(section, false);
      }
    }
    await begun;
    await Promise.all(this.#added);
    if (this.pick.items.length > 0) return;
    notifyInformation(this.#request.nothing);
    throw new Cancelled();
  }

  async load(section: Section<T>, more: boolean): Promise<void> {
    const isFirst = !this.#pages.has(section);
    const show = (page: SectionPage<T>): void => {
      this.#pages.set(section, page);
      if (this.#isOpen) this.draw();
    };
    const page = await this.#whileBusy(async () => {
      const loaded = await section.load(more, show);
      this.#pages.set(section, loaded);
      return loaded;
    });
    this.draw(isFirst ? this.#request.ticked?.filter((wanted) => page.rows.some(({ value }) => value === wanted)) : []);
  }

  async #whileBusy<R>(work: () => Promise<R>): Promise<R> {
    this.#loading += 1;
    this.pick.busy = true;
    try {
      return await work();
    } finally {
      this.#loading -= 1;
      this.pick.busy = this.#loading > 0;
      if (this.#loading === 0) this.showAll();
    }
  }

  /** Loads a section again, or one that is new. */
  reload(section: Section<T>): Promise<void> {
    const isNew = !this.#sections.includes(section);
    if (isNew) this.#sections.push(section);
    this.#isWhole = false;
    const loading = this.load(section, false);
    if (isNew) this.#added.push(loading);
    return loading;
  }

  /** Shows what was held back, below what is there. */
  showAll(): void {
    if (this.#isWhole || !this.#isOpen) return;
    this.#isWhole = true;
    if (this.#sections.some(({ heldBack }) => heldBack !== undefined)) this.draw();
  }

  /** The action that was ticked, which is not any more then. Who ticks everything at once means none of them. */
  takeAction(): PickAction<T> | undefined {
    const [action, ...others] = this.pick.selectedItems.flatMap(({ action: ticked }) => ticked ?? []);
    if (action === undefined) return undefined;
    this.pick.selectedItems = this.pick.selectedItems.filter(({ row }) => row !== undefined);
    return others.length === 0 ? action : undefined;
  }

  /** Does what an action does. What was typed has found it, and would hide what it brings. */
  act(action: PickAction<T>, open: OpenPick<T>): void {
    if (action.run === undefined) return;
    this.pick.value = '';
    action.run(open);
  }

  /** Stands on the action that was typed, for Enter to take it: among checkboxes, VS Code stands on nothing. */
  standOnAction(): void {
    const typed = this.pick.value.trim().toLowerCase();
    const isTyped = ({ label }: PickItem<T>): boolean => typed !== '' && label.toLowerCase().includes(typed);
    const first = this.pick.items.find(isTyped);
    if (first?.action !== undefined) this.pick.activeItems = [first];
  }

  /** Shows the rows that are there, with `more` ticked beside what is ticked by now. */
  draw(more: readonly T[] = []): void {
    const ticked = new Set<unknown>([...this.pick.selectedItems.map(toMeaning), ...more]);
    const active = new Set(this.pick.activeItems.map(toMeaning));
    const typed = this.#findTyped();
    this.pick.items = [
      ...(typed === undefined ? [] : [{ ...toItem(typed), alwaysShow: true }]),
      ...(this.#request.atOnce ? this.#placeItems() : this.#sections.flatMap((known) => this.#toItems(known))),
    ];
    if (ticked.size > 0) {
      this.pick.selectedItems = this.pick.items.filter(
        (item) => item.row !== undefined && (ticked.has(toMeaning(item)) || ticked.has(item.row.value)),
      );
    }
    const stillActive = this.pick.items.filter((item) => active.has(toMeaning(item)));
    if (stillActive.length > 0) this.pick.activeItems = stillActive;
  }

  #toItems(section: Section<T>): readonly PickItem<T>[] {
    return addTitles(toItems(section, this.#pages.get(section)).map((item) => ({ section, item })));
  }

  /** All items, where those that were drawn before keep their order, and what is new stands below them. */
  #placeItems(): readonly PickItem<T>[] {
    const [held, filling] = [[] as Section<T>[], [] as Section<T>[]];
    for (const section of this.#sections) {
      (section.heldBack !== undefined && !this.#isWhole ? held : filling).push(section);
    }
    const order = filling.toSorted((one, other) => toRank(one) - toRank(other));
    const coming = new Map<Section<T>, Map<unknown, PickItem<T>>>();
    const passing: PlacedItem<T>[] = [];
    for (const section of order) {
      const items = toItems(section, this.#pages.get(section));
      coming.set(section, new Map(items.filter((item) => !isPassing(item)).map((item) => [toMeaning(item), item])));
      passing.push(...items.filter(isPassing).map((item) => ({ section, item })));
    }
    const kept = this.#placed.flatMap(({ section, item }): readonly PlacedItem<T>[] => {
      const again = coming.get(section)?.get(toMeaning(item));
      coming.get(section)?.delete(toMeaning(item));
      return again === undefined ? [] : [{ section, item: again }];
    });
    const added = [...coming].flatMap(([section, items]) => [...items.values()].map((item) => ({ section, item })));
    this.#placed = [...kept, ...added];
    const holders = held.map((section) => ({ section: withoutTitle(section), item: this.#toHolder(section) }));
    return addTitles([...this.#placed, ...passing, ...holders]);
  }

  /** The row that has a section shown which is held back. */
  #toHolder({ heldBack = '' }: Section<T>): PickItem<T> {
    return toActionItem({ label: heldBack, icon: 'ellipsis', run: () => this.showAll() });
  }

  /** What is ticked; what is typed where that is nothing. */
  take(): readonly T[] {
    const ticked = toValues(this.pick.selectedItems);
    const typed = this.#findTyped();
    return ticked.length > 0 || typed === undefined ? ticked : [typed.value];
  }

  #findTyped(): PickRow<T> | undefined {
    const text = this.pick.value.trim();
    return text === '' ? undefined : this.#request.toTyped?.(text);
  }
}

function toValues<T>(items: readonly PickItem<T>[]): readonly T[] {
  return items.flatMap(({ row }) => (row === undefined ? [] : [row.value]));
}

/** What stays the same of an item when the list is drawn again. */
function toMeaning<T>({ row, action, more }: PickItem<T>): unknown {
  return row?.id ?? row?.value ?? action?.id ?? action?.label ?? more;
}

function isPassing<T>({ action }: PickItem<T>): boolean {
  return action?.isPassing ?? false;
}

function toRank<T>({ heldBack }: Section<T>): number {
  return heldBack === undefined ? 0 : 1;
}

function withoutTitle<T>({ title: _title, ...rest }: Section<T>): Section<T> {
  return rest;
}

/** The items with the title of their section above each that follows one of another section. */
function addTitles<T>(placed: readonly PlacedItem<T>[]): readonly PickItem<T>[] {
  return placed.flatMap(({ section, item }, index) =>
    section.title === undefined || placed[index - 1]?.section === section
      ? [item]
      : [{ label: section.title, kind: vscode.QuickPickItemKind.Separator }, item],
  );
}

/** As `pickSome`, for exactly one. */
export async function pickOne<T>(request: Omit<PickRequest<T>, 'many'>): Promise<T> {
  const [value] = await pickSome(request);
  if (value === undefined) throw new Cancelled();
  return value;
}

/** The rows of a section, one that loads more, and its actions. A section without any of them is not shown. */
function toItems<T>(section: Section<T>, page: SectionPage<T> | undefined): readonly PickItem<T>[] {
  const items: PickItem<T>[] = (page?.rows ?? []).map(toItem);
  if (page?.hasMore) {
    const label = l10n.t('Load more…');
    items.push({ label, iconPath: new vscode.ThemeIcon('ellipsis'), alwaysShow: true, more: section });
  }
  items.push(...(page?.actions ?? []).map(toActionItem));
  return items;
}

function toActionItem<T>(action: PickAction<T>): PickItem<T> {
  const item: PickItem<T> = { label: toPickText(action.label), iconPath: new vscode.ThemeIcon(action.icon), action };
  if (action.detail !== undefined) item.detail = toPickDetail(action.detail);
  return item;
}

function toItem<T>(row: PickRow<T>): PickItem<T> {
  const item: PickItem<T> = { label: toShownText(row.label), row };
  if (row.description !== undefined) item.description = toShownText(row.description);
  if (row.detail !== undefined) item.detail = toShownText(row.detail);
  return item;
}
