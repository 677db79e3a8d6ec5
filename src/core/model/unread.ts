import { flag, type Infer, list, needed, object, oneOf, text } from './shape.ts';

/**
 * Reads a place of a task's file other than its node: the destination of its output files, the work directory of its
 * workflow engine, the account's auto-storage according to the file conventions, or a copy saved on this computer
 * before an action.
 */
export const otherPlace = oneOf(['outputFiles', 'workDirectory', 'autoStorage', 'saved']);

const readOtherPlace = object({
  place: needed(otherPlace),
  /** One or more sentences. */
  why: needed(text),
  /** Steps that would make the file readable there, as sentences, if there are any. */
  step: text,
  /** Storage host that was not read because the user has not allowed it. */
  pendingHost: text,
});

/** Reason why another place doesn't have a file or can't return it. */
export interface OtherPlace extends Infer<typeof readOtherPlace> {}

export const readUnread = object({
  /**
   * The data wasn't read, doesn't exist, was removed with its parent, isn't accessible to the user, could not be
   * reached at the service, or isn't text.
   */
  kind: needed(oneOf(['notRead', 'absent', 'gone', 'notAllowed', 'unreachable', 'notText'])),
  /** Sentence that names the item. */
  why: needed(text),
  /** True if something between this computer and the service, such as a proxy, responded instead. */
  isFromElsewhere: flag,
  /** For a file: the reasons why no other place has it, in the order in which the places are tried. */
  elsewhere: list(readOtherPlace),
});

/**
 * Reason why data from the service is unavailable. `gone` requires confirmation by the service: a 404 or the state of
 * the node.
 */
export interface Unread extends Infer<typeof readUnread> {}

export type UnreadKind = Unread['kind'];

/** Response from another place in storage. */
export type StorageAnswer = Omit<OtherPlace, 'place'>;

/** Result of reading one item from the service. */
export type Asked<T> = { readonly kind: 'read'; readonly value: T } | Unread;
