import { needed, object, oneOf, type Read, text } from '../model/shape.ts';

/** A message from a page to the extension. */
export type PageRequest =
  | { readonly kind: 'ready' }
  | { readonly kind: 'focus' }
  | { readonly kind: 'follow'; readonly link: string };

const request = object({ kind: needed(oneOf(['ready', 'focus', 'follow'])), link: text });

/** Parses a message from a page; undefined if it is invalid. */
export const readPageRequest: Read<PageRequest> = (value, found) => {
  const { kind, link } = request(value, found) ?? {};
  if (kind === 'ready' || kind === 'focus') return { kind };
  return kind === 'follow' && link !== undefined ? { kind, link } : undefined;
};
