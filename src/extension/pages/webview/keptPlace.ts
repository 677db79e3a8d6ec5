import { flag, type Infer, list, number, object, or, readAs, text } from '../../../core/model/shape.ts';

const readPlace = object({
  /** Scroll position in pixels. */
  top: or(number, 0),
  /** Open state of each collapsible list, in order. */
  openLists: list(flag),
  focus: text,
});

/** The user's position in a page: VS Code destroys a page while it is hidden, and recreates it. */
interface Place extends Infer<typeof readPlace> {}

const findLists = (): readonly HTMLDetailsElement[] => [...document.querySelectorAll('details')];

/** Calls back with the user's position whenever it has changed. */
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

/** Elements that are read as one unit. */
const pieces = 'h1, h2, h3, p, li, tr, pre, summary, button';

/**
 * Redraws while keeping the focused element, or else the first visible one, in place. The browser itself does this only
 * while nothing around the element moves.
 */
export function holdStill(draw: () => void): void {
  const isAtTop = document.documentElement.scrollTop === 0;
  const seen = isAtTop ? [] : listSeen();
  draw();
  const held = seen.find(({ piece }) => piece.isConnected);
  if (held !== undefined) scrollBy(0, held.piece.getBoundingClientRect().top - held.top);
}

/** Lists the elements that start within the visible area, from the top, with the focused one first. */
function listSeen(): readonly { readonly piece: Element; readonly top: number }[] {
  const all = [document.activeElement, ...document.querySelectorAll(pieces)];
  return all.flatMap((piece) => {
    const top = piece?.matches(pieces) ? piece.getBoundingClientRect().top : -1;
    return piece != null && top >= 0 && top < innerHeight ? [{ piece, top }] : [];
  });
}

/** Returns the link or button of the page that an event came from. */
function findLink({ target }: Event): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-link]') ?? undefined) : undefined;
}

/**
 * Tracks which link has the focus. The returned function restores the focus when the page has it but no element does: a
 * question in VS Code takes it away, and an action may remove the link. If the link is gone, the heading of its section
 * gets the focus.
 */
export function keepFocus(): () => void {
  let last: { readonly link: HTMLElement; readonly section: Element | null } | undefined;
  document.addEventListener('focusin', (event) => {
    const link = findLink(event);
    last = link === undefined ? undefined : { link, section: link.closest('section') };
  });
  document.addEventListener('pointerdown', (event) => {
    if (findLink(event) === undefined) last = undefined;
  });
  return () => {
    if (last === undefined || !document.hasFocus() || document.activeElement !== document.body) return;
    const { link, section } = last;
    const heading = (section?.isConnected === true ? section : document).querySelector<HTMLElement>('h2, h1');
    if (!link.isConnected) heading?.setAttribute('tabindex', '-1');
    (link.isConnected ? link : heading)?.focus({ preventScroll: true });
  };
}

/** Restores the user's position; `state` is the saved position, if there is one. */
export function restorePlace(state: unknown): void {
  const { value } = readAs(readPlace, state);
  if (value === undefined) return;
  for (const [index, one] of findLists().entries()) one.open = value.openLists?.[index] ?? one.open;
  const links = [...document.querySelectorAll<HTMLElement>('[data-link]')];
  links.find((link) => link.dataset['link'] === value.focus)?.focus({ preventScroll: true });
  document.documentElement.scrollTop = value.top;
}
