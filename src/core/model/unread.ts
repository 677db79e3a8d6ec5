import { flag, needed, object, oneOf, type Read, text } from './shape.ts';

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
  /** The host of storage that may have it, and is not asked before the user allows that. */
  readonly pendingHost?: string;
}

/** Why storage does not have a file either that a task may have uploaded. */
export interface StorageAnswer {
  /** A sentence. */
  readonly why: string;
  /** The host that has not been asked, since the user has not allowed it. */
  readonly pendingHost?: string;
}

/** What came of asking for one thing of the service. */
export type Asked<T> = { readonly kind: 'read'; readonly value: T } | Unread;

export const readUnread: Read<Unread> = object<Unread>({
  kind: needed(oneOf(unreadKinds)),
  why: needed(text),
  isFromElsewhere: flag,
  pendingHost: text,
});
