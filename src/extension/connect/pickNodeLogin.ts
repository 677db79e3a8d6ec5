import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { findNodeUsers } from '../../app/connect/nodeUsers.ts';
import { askUserName, type Login, toLogin, toUserItem } from '../../app/connect/pickNodeUser.ts';
import { refuseForRole } from '../../app/connect/refuseForRole.ts';
import type { NodeOs } from '../../core/connect/nodeUser.ts';
import { takesUsers, takesUsersOnceOnline } from '../../core/connect/reachability.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import type { BatchService } from '../../service/ports.ts';
import { ui } from '../ui/ui.ts';
import { createNodeUser } from './createNodeUser.ts';
import type { NodeMemory } from './reimagedNodes.ts';
import type { PresentNode } from './remoteEndpoint.ts';

const maxShownNameLength = 40;

interface Choice extends vscode.QuickPickItem {
  readonly toLogin: () => Login | Promise<Login>;
}

/** Requirements for a login, and the node's name in sentences, escaped. */
interface LoginWish {
  readonly nodeName: string;
  readonly needsAdmin?: boolean;
}

export interface NodeLogin {
  readonly login: Login;
  readonly offlineFirst: boolean;
}

/**
 * Asks for the user to sign in as: one that this extension added, one whose name is typed, or a new one. Adding is
 * always offered, because a user that was added may be gone, or its password lost. Throws `BatchError` and `Cancelled`.
 */
export async function pickNodeLogin(
  service: BatchService,
  memory: NodeMemory,
  node: NodeResource,
  present: PresentNode,
  { nodeName, needsAdmin = false }: LoginWish,
): Promise<NodeLogin> {
  const title = needsAdmin
    ? l10n.t('Sign in to node {0} as an administrator', nodeName)
    : l10n.t('Sign in to node {0} as', nodeName);
  const choices = listChoices(service, memory, node, present, { nodeName, needsAdmin });
  const offlineFirst: vscode.QuickPickItem = {
    label: l10n.t('Take the node offline first…'),
    description: l10n.t('no tasks run there while you examine it'),
  };
  const takesTasks = takesUsers(present.node) && present.node.schedulingState !== 'disabled';
  const options = { title, ignoreFocusOut: true };
  const chosen = await ui.choose([...choices, ...(takesTasks ? [offlineFirst] : [])], options);
  if (chosen === undefined) throw new Cancelled();
  const atOnce = choices.find((choice) => choice === chosen);
  if (atOnce !== undefined) return { login: await atOnce.toLogin(), offlineFirst: false };
  refuseForRole(service, node);
  const afterwards = { ...options, title: l10n.t('Take node {0} offline, then sign in as', nodeName) };
  const user = await ui.choose(choices, afterwards);
  if (user === undefined) throw new Cancelled();
  return { login: await user.toLogin(), offlineFirst: true };
}

function listChoices(
  service: BatchService,
  memory: NodeMemory,
  node: NodeResource,
  present: PresentNode,
  { nodeName, needsAdmin }: Required<LoginWish>,
): readonly Choice[] {
  const known = findNodeUsers(memory.globalState, node, Date.now())
    .filter(({ isAdmin }) => !(needsAdmin && isAdmin === false))
    .map((user): Choice => ({ ...toUserItem(user), toLogin: () => toLogin(user) }));
  const add = toAdd(known.length > 0, present, () => addUser(service, memory, node, { nodeName, needsAdmin }));
  const name: Choice = {
    label: l10n.t('Sign in as an existing user…'),
    toLogin: () => askUserName({ ui }, l10n.t('Sign in to node {0} as', nodeName), present.os),
  };
  const others = [...toPoolAccounts(present), name];
  // Signing in requires a user, so adding one comes first if the node allows it.
  return takesUsers(present.node) ? [...known, add, ...others] : [...known, ...others, add];
}

function toAdd(hasKnown: boolean, { node }: PresentNode, add: () => Promise<Login>): Choice {
  return {
    label: hasKnown ? l10n.t('Add or update a user…') : l10n.t('Add a user to this node…'),
    description: takesUsers(node)
      ? l10n.t('uses a key or a password, for a limited time')
      : takesUsersOnceOnline(node)
        ? l10n.t('brings the node online for a moment')
        : l10n.t('Azure Batch adds users only while a node is idle or running'),
    toLogin: add,
  };
}

function toPoolAccounts({ pool }: PresentNode): readonly Choice[] {
  return (pool.userAccounts ?? []).map(({ name }) => ({
    label: toShortVisible(name, maxShownNameLength),
    description: l10n.t('pool user account'),
    toLogin: () => ({ name, proof: { kind: 'any' } }),
  }));
}

async function addUser(
  service: BatchService,
  memory: NodeMemory,
  node: NodeResource,
  { nodeName, needsAdmin }: Required<LoginWish>,
): Promise<Login> {
  const isAdmin = needsAdmin || undefined;
  const { known, os, isNew, generatedPassword } = await createNodeUser(service, memory, node, nodeName, isAdmin);
  if (generatedPassword !== undefined) void offerPassword(generatedPassword, os);
  return { ...toLogin(known), isNew };
}

async function offerPassword(password: string, os: NodeOs): Promise<void> {
  const copy = l10n.t('Copy Password');
  const message =
    os === 'linux'
      ? l10n.t("The terminal asks for the user's generated password.")
      : l10n.t("Remote Desktop asks for the user's generated password.");
  const chosen = await ui.offer('information', message, copy);
  if (chosen === copy) await ui.copy(password);
}
