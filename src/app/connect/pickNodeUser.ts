import * as l10n from '@vscode/l10n';
import { checkUserName, type NodeOs } from '../../core/connect/nodeUser.ts';
import type { SshProof } from '../../core/connect/ssh.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { formatTime } from '../../core/words/times.ts';
import type { Choice, WithUi } from '../ui.ts';
import type { KnownNodeUser } from './nodeUsers.ts';

/** A user of a node, and its proof of identity. */
export interface Login {
  readonly name: string;
  readonly proof: SshProof;
  /** Set if the user was added to the node for this sign-in. */
  readonly isNew?: boolean;
}

/** Returns the login of a user that this extension added, with the key or password that it was given. */
export function toLogin({ name, identityPath }: KnownNodeUser): Login {
  return { name, proof: identityPath === undefined ? { kind: 'password' } : { kind: 'key', identityPath } };
}

export function toUserItem({ name, expiryTime }: KnownNodeUser): Choice {
  return {
    label: name,
    description: l10n.t({
      message: 'expires {time}',
      args: { time: formatTime(expiryTime) },
      comment: ['When the user expires'],
    }),
  };
}

/** Asks for one of the users that this extension added, or for the name of another one. Throws `Cancelled`. */
export async function pickNodeUser(
  services: WithUi,
  users: readonly KnownNodeUser[],
  title: string,
  os: NodeOs,
): Promise<Login> {
  if (users.length === 0) return askUserName(services, title, os);
  const items: (Choice & { readonly user?: KnownNodeUser })[] = users.map((user) => ({
    ...toUserItem(user),
    user,
  }));
  items.push({ label: l10n.t('Another user…') });
  const chosen = await services.ui.choose(items, { title });
  if (chosen === undefined) throw new Cancelled();
  return chosen.user === undefined ? askUserName(services, title, os) : toLogin(chosen.user);
}

/**
 * Asks for the name of a user that already exists on the node; how that user authenticates is unknown here. Throws
 * `Cancelled`.
 */
export async function askUserName({ ui }: WithUi, title: string, os: NodeOs): Promise<Login> {
  const name = await ui.enter({
    title,
    prompt: l10n.t('Name of the user on the node'),
    check: (text) => checkUserName(text, os),
  });
  if (name === undefined) throw new Cancelled();
  return { name, proof: { kind: 'any' } };
}
