import { flag, list, number, object, or, readAs, text } from '../../../core/model/shape.ts';

/** Where somebody was in a page: VS Code takes a page down while it is hidden, and makes it anew. */
interface Place {
  /** Pixels. */
  readonly top: number;
  /** Which of the lists that open and close are open, in their order. */
  readonly openLists?: readonly boolean[];
  /** The link that had the focus. */
  readonly focus?: string;
}

const readPlace = object<Place>({ top: or(number, 0), openLists: list(flag), focus: text });

const findLists = (): readonly HTMLDetailsElement[] => [...document.querySelectorAll('details')];

/** Calls back with where the user is whenever that has changed. */
export function keepPlace(keep: (place: Place) => void): void {
  let isDue = false;
  const note = (): void => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      keep(findPlace());
    });
  };
  for (const event of ['scroll', 'focusin', 'focusout', 'toggle']) document.addEventListener(event, note, true);
}

function findPlace(): Place {
  const focus = document.activeElement?.getAttribute('data-link');
  return {
    top: document.documentElement.scrollTop,
    openLists: findLists().map(({ open }) => open),
    ...(focus == null ? {} : { focus }),
  };
}

/** Goes to where the user was; `state` is what was kept, if anything was. */
export function restorePlace(state: unknown): void {
  const { value } = readAs(readPlace, state);
  if (value === undefined) return;
  for (const [index, one] of findLists().entries()) one.open = value.openLists?.[index] ?? one.open;
  const links = [...document.querySelectorAll<HTMLElement>('[data-link]')];
  links.find((link) => link.dataset['link'] === value.focus)?.focus({ preventScroll: true });
  document.documentElement.scrollTop = value.top;
}
