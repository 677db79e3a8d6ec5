import { flag, number, object, or, readAs, text } from '../../../core/model/shape.ts';

/** Where somebody was in a page: VS Code takes a page down while it is hidden, and makes it anew. */
interface Place {
  /** Pixels. */
  readonly top: number;
  /** Whether the list below the timeline is open, once somebody has opened or closed it. */
  readonly isListOpen?: boolean;
  /** The link that had the focus. */
  readonly focus?: string;
}

const readPlace = object<Place>({ top: or(number, 0), isListOpen: flag, focus: text });

const findList = (): HTMLDetailsElement | null => document.querySelector('details');

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
  const list = findList();
  const focus = document.activeElement?.getAttribute('data-link');
  return {
    top: document.documentElement.scrollTop,
    ...(list === null ? {} : { isListOpen: list.open }),
    ...(focus == null ? {} : { focus }),
  };
}

/** Goes to where the user was; `state` is what was kept, if anything was. */
export function restorePlace(state: unknown): void {
  const { value } = readAs(readPlace, state);
  if (value === undefined) return;
  const list = findList();
  if (list !== null && value.isListOpen !== undefined) list.open = value.isListOpen;
  const links = [...document.querySelectorAll<HTMLElement>('[data-link]')];
  links.find((link) => link.dataset['link'] === value.focus)?.focus({ preventScroll: true });
  document.documentElement.scrollTop = value.top;
}
