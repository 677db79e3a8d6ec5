import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toPickDetail, toPickText, toShownText } from '../../app/messages/notificationText.ts';
import type { OpenPick, PickAction, PickRequest, PickRow, Section, SectionPage } from '../../app/ui.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { notifyInformation } from './messages.ts';

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
 * Asks for some of the rows, loading while the pick is open. Throws `Cancelled` when the user closes it, and when there
 * is nothing to pick, after a notification. Throws loading errors.
 */
export async function pickRows<T>(request: PickRequest<T>): Promise<readonly T[]> {
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
        // With nothing selected, Enter accepts the active row.
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
        if (request.many) loading.activateAction();
      });
      pick.onDidHide(() => reject(new Cancelled()));
      pick.show();
      loading.loadAll(open).catch(reject);
    });
  } finally {
    loading.dispose();
  }
}

/** A pick that fills while it is open. Selected rows and the active row are preserved. */
class LoadingPick<T> implements vscode.Disposable {
  readonly pick = vscode.window.createQuickPick<PickItem<T>>();
  readonly #request: PickRequest<T>;
  readonly #pages = new Map<Section<T>, SectionPage<T>>();
  readonly #sections: Section<T>[];
  readonly #added: Promise<void>[] = [];
  /** All items in order, in a pick that fills immediately. */
  #placed: readonly PlacedItem<T>[] = [];
  #loading = 0;
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
    const starting = this.#whileBusy(async () => this.#request.begin?.(open));
    if (this.#request.atOnce) await Promise.all(this.#request.sections.map((section) => this.load(section, false)));
    else {
      for (const section of this.#request.sections) {
        if (!this.#isOpen) return;
        await this.load(section, false);
      }
    }
    await starting;
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

  /** Reloads a section, or loads a new one. */
  reload(section: Section<T>): Promise<void> {
    const isNew = !this.#sections.includes(section);
    if (isNew) this.#sections.push(section);
    this.#isWhole = false;
    const loading = this.load(section, false);
    if (isNew) this.#added.push(loading);
    return loading;
  }

  /** Shows the sections that were held back, below the others. */
  showAll(): void {
    if (this.#isWhole || !this.#isOpen) return;
    this.#isWhole = true;
    if (this.#sections.some(({ heldBack }) => heldBack !== undefined)) this.draw();
  }

  /** Returns the selected action, and clears its selection. Selecting everything at once selects no action. */
  takeAction(): PickAction<T> | undefined {
    const [action, ...others] = this.pick.selectedItems.flatMap(({ action: ticked }) => ticked ?? []);
    if (action === undefined) return undefined;
    this.pick.selectedItems = this.pick.selectedItems.filter(({ row }) => row !== undefined);
    return others.length === 0 ? action : undefined;
  }

  /** Runs an action. The typed text was used to find it, and would hide its results. */
  act(action: PickAction<T>, open: OpenPick<T>): void {
    if (action.run === undefined) return;
    this.pick.value = '';
    action.run(open);
  }

  /**
   * Makes the action that matches the typed text the active row, so that Enter runs it: with checkboxes, VS Code has no
   * active row.
   */
  activateAction(): void {
    const typed = this.pick.value.trim().toLowerCase();
    const isTyped = ({ label }: PickItem<T>): boolean => typed !== '' && label.toLowerCase().includes(typed);
    const first = this.pick.items.find(isTyped);
    if (first?.action !== undefined) this.pick.activeItems = [first];
  }

  /** Shows the current rows, with `more` selected in addition to the selected rows. */
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

  /** Places all items: earlier ones keep their order, and new ones follow. */
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
      for (const each of items.filter(isPassing).map((item) => ({ section, item }))) passing.push(each);
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

  /** Returns the row that reveals a section that is held back. */
  #toHolder({ heldBack = '' }: Section<T>): PickItem<T> {
    return toActionItem({ label: heldBack, icon: 'ellipsis', run: () => this.showAll() });
  }

  /** Returns the selected values, or the typed one if there are none. */
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

/** Returns the identity of an item, which survives redrawing the list. */
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

/** Adds a section title above each item that follows an item of another section. */
function addTitles<T>(placed: readonly PlacedItem<T>[]): readonly PickItem<T>[] {
  return placed.flatMap(({ section, item }, index) =>
    section.title === undefined || placed[index - 1]?.section === section
      ? [item]
      : [{ label: section.title, kind: vscode.QuickPickItemKind.Separator }, item],
  );
}

/** Returns a section's rows, a row that loads more, and its actions. A section without any of these is not shown. */
function toItems<T>(section: Section<T>, page: SectionPage<T> | undefined): readonly PickItem<T>[] {
  const items: PickItem<T>[] = (page?.rows ?? []).map(toItem);
  if (page?.hasMore) {
    const label = l10n.t('Load more…');
    items.push({ label, iconPath: new vscode.ThemeIcon('ellipsis'), alwaysShow: true, more: section });
  }
  for (const each of (page?.actions ?? []).map(toActionItem)) items.push(each);
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
