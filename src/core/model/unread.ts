import { flag, type Infer, list, needed, object, oneOf, text } from './shape.ts';

/**
 * Reads a place of a task's file other than its node: the destination of its output files, the work directory of its
 * workflow engine, the account's auto-storage by the file conventions, or a copy saved on this computer before an action.
 */
export const otherPlace = oneOf(['outputFiles', 'workDirectory', 'autoStorage', 'saved']);

const readOtherPlace = object({
  place: needed(otherPlace),
  /** One or more sentences. */
  why: needed(text),
  /** Steps that would make the file readable there, if any: sentences. */
  step: text,
  /** Storage host that was not read because the user has not allowed it. */
  pendingHost: text,
});

/** Reason why such a place doesn't have a file, or can't return it. */
export interface OtherPlace extends Infer<typeof readOtherPlace> {}

export const readUnread = object({
  /**
   * It wasn't read, it doesn't exist, it was removed with its parent, the user lacks access, the service could not be
   * reached, or a text file is binary.
   */
  kind: needed(oneOf(['notRead', 'absent', 'gone', 'notAllowed', 'unreachable', 'notText'])),
  /** Sentence that names the item. */
  why: needed(text),
  /** True if something between this computer and the service, such as a proxy, answered instead. */
  isFromElsewhere: flag,
  /** For a file: why no other place has it, in the order in which the places are tried. */
  elsewhere: list(readOtherPlace),
});

/**
 * Reason why data of the service is unavailable. `gone` requires the service's word: a 404 or the state of the node.
 */
export interface Unread extends Infer<typeof readUnread> {}

export type UnreadKind = Unread['kind'];

/** Answer of one of these places in storage. */
export type StorageAnswer = Omit<OtherPlace, 'place'>;

/** Result of reading one item from the service. */
export type Asked<T> = { readonly kind: 'read'; readonly value: T } | Unread;
