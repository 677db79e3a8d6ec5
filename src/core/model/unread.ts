import { flag, list, needed, object, oneOf, type Read, text } from './shape.ts';

/**
 * Reason why data of the service is unavailable: it wasn't read, it doesn't exist, it was removed with its parent, the
 * user lacks access, the service could not be reached, or a text file is binary.
 */
const unreadKinds = ['notRead', 'absent', 'gone', 'notAllowed', 'unreachable', 'notText'] as const;
export type UnreadKind = (typeof unreadKinds)[number];

/**
 * Reason why data of the service is unavailable. `gone` requires the service's word: a 404 or the state of the node.
 */
export interface Unread {
  readonly kind: UnreadKind;
  /** Sentence that names the item. */
  readonly why: string;
  /** True if something between this computer and the service, such as a proxy, answered instead. */
  readonly isFromElsewhere?: boolean;
  /** For a file: why no other place has it, in the order in which the places are tried. */
  readonly elsewhere?: readonly OtherPlace[];
}

/**
 * Places of a task's file other than its node: the destination of its output files, the work directory of its workflow
 * engine, the account's auto-storage by the file conventions, or a copy saved on this computer before an action.
 */
const otherPlaces = ['outputFiles', 'workDirectory', 'autoStorage', 'saved'] as const;

/** Reads a place of a file other than its node. */
export const otherPlace = oneOf(otherPlaces);

/** Reason why such a place doesn't have a file, or can't return it. */
export interface OtherPlace {
  readonly place: (typeof otherPlaces)[number];
  /** One or more sentences. */
  readonly why: string;
  /** Steps that would make the file readable there, if any: sentences. */
  readonly step?: string;
  /** Storage host that was not read because the user has not allowed it. */
  readonly pendingHost?: string;
}

/** Answer of one of these places in storage. */
export type StorageAnswer = Omit<OtherPlace, 'place'>;

/** Result of reading one item from the service. */
export type Asked<T> = { readonly kind: 'read'; readonly value: T } | Unread;

export const readUnread: Read<Unread> = object<Unread>({
  kind: needed(oneOf(unreadKinds)),
  why: needed(text),
  isFromElsewhere: flag,
  elsewhere: list(object<OtherPlace>({ place: needed(otherPlace), why: needed(text), step: text, pendingHost: text })),
});
