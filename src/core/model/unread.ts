import { flag, list, needed, object, oneOf, type Read, text } from './shape.ts';

/**
 * Why something of the service is not at hand: it was not asked for, the service says that it is not there or that it
 * went with what it was in, the user may not have it, the service could not be asked, or what should be text is binary.
 */
const unreadKinds = ['notRead', 'absent', 'gone', 'notAllowed', 'unreachable', 'notText'] as const;
export type UnreadKind = (typeof unreadKinds)[number];

/** Why something of the service is not at hand. It is `gone` only where the service says so, by a 404 or the state of the node. */
export interface Unread {
  readonly kind: UnreadKind;
  /** A sentence that names the thing. */
  readonly why: string;
  /** Whether something between this computer and the service answered in its place, such as a proxy. */
  readonly isFromElsewhere?: boolean;
  /** Of a file: why no other place has it or gives it either, in the order in which they are asked. */
  readonly elsewhere?: readonly OtherPlace[];
}

/**
 * Where a file of a task may be besides its node: where its output files uploaded it, in the work directory of its workflow
 * engine, in the auto-storage of the account by the file conventions, or among what was saved on this computer before an
 * action.
 */
const otherPlaces = ['outputFiles', 'workDirectory', 'autoStorage', 'saved'] as const;

/** Reads the word for such a place. */
export const otherPlace = oneOf(otherPlaces);

/** Why such a place does not have a file, or does not give it. */
export interface OtherPlace {
  readonly place: (typeof otherPlaces)[number];
  /** Sentences. */
  readonly why: string;
  /** What to do so that it can be read there, where something helps: sentences. */
  readonly step?: string;
  /** The host of storage that has not been asked, since the user has not allowed it. */
  readonly pendingHost?: string;
}

/** What one of these places that is in storage answered. */
export type StorageAnswer = Omit<OtherPlace, 'place'>;

/** What came of asking for one thing of the service. */
export type Asked<T> = { readonly kind: 'read'; readonly value: T } | Unread;

export const readUnread: Read<Unread> = object<Unread>({
  kind: needed(oneOf(unreadKinds)),
  why: needed(text),
  isFromElsewhere: flag,
  elsewhere: list(object<OtherPlace>({ place: needed(otherPlace), why: needed(text), step: text, pendingHost: text })),
});
