import * as vscode from 'vscode';
import { Cancelled } from '../../core/model/cancelled.ts';
import { notifyInformation } from '../messages.ts';
import { toShownText } from '../notificationText.ts';

/** One section of a pick: rows of one kind, which may be loaded page by page. */
export interface Section<T> {
  /** Heading above the rows; none when absent. */
  readonly title?: string;
  /** Loads what is not there yet and gives all rows so far. Called again for each further page. */
  load(more: boolean): Promise<SectionPage<T>>;
}

export interface SectionPage<T> {
  readonly rows: readonly PickRow<T>[];
  readonly hasMore: boolean;
}

export interface PickRow<T> {
  readonly value: T;
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
}

interface PickItem<T> extends vscode.QuickPickItem {
  readonly row?: PickRow<T>;
  readonly more?: Section<T>;
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
      pick.onDidAccept(() => {
        const more = pick.activeItems.find((item) => item.more !== undefined)?.more;
        const values = loading.take();
        if (values.length > 0 || request.ticked !== undefined) resolve(values);
        else if (more !== undefined) loading.load(more, true).catch(reject);
      });
      pick.onDidChangeValue(() => request.toTyped && loading.draw());
      pick.onDidHide(() => reject(new Cancelled()));
      pick.show();
      loading.loadAll().catch(reject);
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
  #isOpen = true;

  constructor(request: PickRequest<T>) {
    this.#request = request;
    this.pick.title = toShownText(request.title);
    this.pick.placeholder = toShownText(request.placeholder);
    this.pick.canSelectMany = request.many ?? false;
    this.pick.matchOnDescription = true;
    this.pick.matchOnDetail = true;
    this.pick.keepScrollPosition = true;
  }

  dispose(): void {
    this.#isOpen = false;
    this.pick.dispose();
  }

  /** Loads the first page of each section, one after the other. Throws `Cancelled` when there is nothing in any. */
  async loadAll(): Promise<void> {
    for (const section of this.#request.sections) {
      if (!this.#isOpen) return;
      await this.load(section, false);
    }
    if (this.pick.items.length > 0) return;
    notifyInformation(this.#request.nothing);
    throw new Cancelled();
  }

  async load(section: Section<T>, more: boolean): Promise<void> {
    this.pick.busy = true;
    const isFirst = !this.#pages.has(section);
    const page = await section.load(more);
    this.#pages.set(section, page);
    this.pick.busy = false;
    this.draw(isFirst ? this.#request.ticked?.filter((wanted) => page.rows.some(({ value }) => value === wanted)) : []);
  }

  /** Shows the rows that are there, with `more` ticked beside what is ticked by now. */
  draw(more: readonly T[] = []): void {
    const ticked = [...toValues(this.pick.selectedItems), ...more];
    const active = new Set(toValues(this.pick.activeItems));
    const typed = this.#findTyped();
    this.pick.items = [
      ...(typed === undefined ? [] : [{ ...toItem(typed), alwaysShow: true }]),
      ...this.#request.sections.flatMap((known) => toItems(known, this.#pages.get(known))),
    ];
    if (ticked.length > 0) this.pick.selectedItems = findItems(this.pick.items, new Set(ticked));
    if (active.size > 0) this.pick.activeItems = findItems(this.pick.items, active);
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

function findItems<T>(items: readonly PickItem<T>[], values: ReadonlySet<T>): readonly PickItem<T>[] {
  return items.filter(({ row }) => row !== undefined && values.has(row.value));
}

/** As `pickSome`, for exactly one. */
export async function pickOne<T>(request: Omit<PickRequest<T>, 'many'>): Promise<T> {
  const [value] = await pickSome(request);
  if (value === undefined) throw new Cancelled();
  return value;
}

/** The rows of a section below its title, and one that loads more. A section without any of them is not shown. */
function toItems<T>(section: Section<T>, page: SectionPage<T> | undefined): readonly PickItem<T>[] {
  const items: PickItem<T>[] = (page?.rows ?? []).map(toItem);
  if (page?.hasMore) {
    const label = vscode.l10n.t('Load more…');
    items.push({ label, iconPath: new vscode.ThemeIcon('ellipsis'), alwaysShow: true, more: section });
  }
  if (items.length > 0 && section.title !== undefined) {
    items.unshift({ label: section.title, kind: vscode.QuickPickItemKind.Separator });
  }
  return items;
}

function toItem<T>(row: PickRow<T>): PickItem<T> {
  const item: PickItem<T> = { label: toShownText(row.label), row };
  if (row.description !== undefined) item.description = toShownText(row.description);
  if (row.detail !== undefined) item.detail = toShownText(row.detail);
  return item;
}
