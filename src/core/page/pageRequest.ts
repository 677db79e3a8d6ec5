import { needed, object, oneOf, type Read, text } from '../model/shape.ts';

/** What a page asks of the extension. */
export type PageRequest =
  | { readonly kind: 'ready' }
  /** The user has gone into the page. */
  | { readonly kind: 'focus' }
  /** A button or a link was pressed. */
  | { readonly kind: 'follow'; readonly link: string };

const request = object<{ readonly kind: PageRequest['kind']; readonly link?: string }>({
  kind: needed(oneOf(['ready', 'focus', 'follow'])),
  link: text,
});

/** Reads what a page sent; undefined when it is nothing that a page of ours sends. */
export const readPageRequest: Read<PageRequest> = (value, found) => {
  const { kind, link } = request(value, found) ?? {};
  if (kind === 'ready' || kind === 'focus') return { kind };
  return kind === 'follow' && link !== undefined ? { kind, link } : undefined;
};
