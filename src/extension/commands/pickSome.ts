import * as vscode from 'vscode';
import { Cancelled } from '../../core/model/cancelled.ts';

/** One section of a pick: rows of one kind, which may be loaded page by page. */
export interface Section<T> {
  /** Heading above the rows; none when absent. */
  readonly title?: string;
  /** Loads what is not there yet and gives all rows so far. Called again for each further page. */
  load(more: boolean): Promise<SectionPage<T>>;
}

export interface SectionPage<T> {
  readonly rows: readonly Row<T>[];
  readonly hasMore: boolean;
}

export interface Row<T> {
  readonly value: T;
  /** Plain text; the caller has made it safe to show. */
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
}

interface PickItem<T> extends vscode.QuickPickItem {
  readonly row?: Row<T>;
  readonly more?: Section<T>;
}

/**
 * Asks for some of the rows, loading while the pick is open. Throws `Cancelled` when the user leaves it, and when
 * there is nothing to pick, which is said in a notification. Throws what loading throws.
 */
export async function pickSome<T>(request: PickRequest<T>): Promise<readonly T[]> {
  const pick = vscode.window.createQuickPick<PickItem<T>>();
  pick.title = request.title;
  pick.placeholder = request.placeholder;
  pick.canSelectMany = request.many ?? false;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  try {
    return await new Promise<readonly T[]>((resolve, reject) => {
      const pages = new Map<Section<T>, SectionPage<T>>();
      const load = async (section: Section<T>, more: boolean): Promise<void> => {
        pick.busy = true;
        pages.set(section, await section.load(more));
        pick.items = toItems(request.sections, pages);
        pick.busy = false;
      };
      const loadAll = async (): Promise<void> => {
        for (const section of request.sections) await load(section, false);
        if (pick.items.every((item) => item.row === undefined)) {
          void vscode.window.showInformationMessage(request.nothing);
          reject(new Cancelled());
        }
      };
      pick.onDidAccept(() => {
        const more = pick.activeItems.find((item) => item.more !== undefined)?.more;
        const values = pick.selectedItems.flatMap((item) => (item.row === undefined ? [] : [item.row.value]));
        if (values.length > 0) resolve(values);
        else if (more !== undefined) load(more, true).catch(reject);
      });
      pick.onDidHide(() => reject(new Cancelled()));
      pick.show();
      loadAll().catch(reject);
    });
  } finally {
    pick.dispose();
  }
}

/** As `pickSome`, for exactly one. */
export async function pickOne<T>(request: Omit<PickRequest<T>, 'many'>): Promise<T> {
  const [value] = await pickSome(request);
  if (value === undefined) throw new Cancelled();
  return value;
}

function toItems<T>(sections: readonly Section<T>[], pages: ReadonlyMap<Section<T>, SectionPage<T>>): PickItem<T>[] {
  return sections.flatMap((section) => {
    const page = pages.get(section);
    if (page === undefined || page.rows.length === 0) return [];
    const items: PickItem<T>[] = page.rows.map(toItem);
    if (section.title !== undefined) items.unshift({ label: section.title, kind: vscode.QuickPickItemKind.Separator });
    if (page.hasMore) {
      const label = vscode.l10n.t('Load more…');
      items.push({ label, iconPath: new vscode.ThemeIcon('ellipsis'), alwaysShow: true, more: section });
    }
    return items;
  });
}

function toItem<T>(row: Row<T>): PickItem<T> {
  const item: PickItem<T> = { label: row.label, row };
  if (row.description !== undefined) item.description = row.description;
  if (row.detail !== undefined) item.detail = row.detail;
  return item;
}
