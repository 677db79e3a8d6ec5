import type { Button } from '../../page/page.ts';
import type { PageTarget } from './pageContext.ts';

/** The links of one page, each with a name that stays its own when the page is made again. */
export class Links {
  readonly #targets = new Map<string, PageTarget>();

  get targets(): ReadonlyMap<string, PageTarget> {
    return this.#targets;
  }

  /** Names a link by what it leads to. */
  add(target: PageTarget): string {
    const link = JSON.stringify(target);
    this.#targets.set(link, target);
    return link;
  }

  toButton(title: string, target: PageTarget): Button {
    return { link: this.add(target), title };
  }
}
