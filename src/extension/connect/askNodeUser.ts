import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import {
  checkExpiryHours,
  checkPassword,
  checkUserName,
  generatePassword,
  type NodeOs,
  toExpiryTime,
} from '../../core/connect/nodeUser.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NodeUser } from '../../core/model/computeNode.ts';
import { ui } from '../ui/ui.ts';
import { createSshKey } from './newSshKey.ts';
import { findSshKeys, type SshKeyPair } from './sshKeys.ts';

/** The user's decisions about a new node user. */
export interface NodeUserAnswer {
  readonly user: NodeUser & { readonly expiryTime: string };
  /** Matching private key, if the user chose a key. */
  readonly identityPath?: string;
  /** True if the password was generated, so that it must be passed on to the user. */
  readonly passwordIsGenerated: boolean;
}

type Proof =
  | { readonly kind: 'key'; readonly key: SshKeyPair }
  | { readonly kind: 'newKey' }
  | { readonly kind: 'generated' }
  | { readonly kind: 'typed' };

/** Suggestions for a node user, known before the first prompt. */
interface Wanted {
  readonly suggestedName?: string | undefined;
  readonly isAdmin?: boolean | undefined;
}

/** Asks for everything a node user needs; every answer is checked while it is typed. Throws `Cancelled`. */
export async function askNodeUser(
  os: NodeOs,
  nodeName: string,
  { suggestedName, isAdmin: wanted }: Wanted,
): Promise<NodeUserAnswer> {
  const name = await askName(os, nodeName, suggestedName);
  const chosen = await pickProof(os);
  const typed = chosen.kind === 'typed' ? await askPassword(name) : undefined;
  const isAdmin = wanted ?? (await pickIsAdmin(os));
  const expiryTime = toExpiryTime(await pickExpiryHours(os), Date.now());
  // Nothing is written before all questions are answered.
  const proof = chosen.kind === 'newKey' ? { kind: 'key' as const, key: await createAndShowKey() } : chosen;
  const secret = toSecret(proof, name, typed);
  return {
    user: { name, isAdmin, expiryTime, ...secret },
    passwordIsGenerated: proof.kind === 'generated',
    ...(proof.kind === 'key' ? { identityPath: proof.key.identityPath } : {}),
  };
}

async function askName(os: NodeOs, nodeName: string, suggestion = suggestName(os)): Promise<string> {
  return answered(
    await ui.enter({
      title: l10n.t('Add a user to node {0}', nodeName),
      prompt: l10n.t('Name of the user on the node'),
      value: suggestion,
      check: (text) => checkUserName(text, os),
    }),
  );
}

/** Suggests the user's own name if the node accepts it. */
function suggestName(os: NodeOs): string {
  const own = userInfo().username;
  return checkUserName(own, os) === undefined ? own : 'batchuser';
}

async function pickProof(os: NodeOs): Promise<Proof> {
  const keys = os === 'linux' ? await findSshKeys() : [];
  const items: (vscode.QuickPickItem & { readonly proof: Proof })[] = [
    ...keys.map((key) => ({
      label: `$(key) ${key.name}`,
      description: l10n.t('your SSH key; no password needed'),
      proof: { kind: 'key' as const, key },
    })),
    {
      label: l10n.t('Generated password'),
      description: l10n.t('not shown; you copy it to the clipboard'),
      proof: { kind: 'generated' },
    },
    ...(os === 'linux'
      ? [
          {
            label: l10n.t('$(add) A new SSH key'),
            description: l10n.t('ed25519, stored in your .ssh folder; no password needed'),
            proof: { kind: 'newKey' as const },
          },
        ]
      : []),
    { label: l10n.t('Password that you type'), proof: { kind: 'typed' } },
  ];
  const title = l10n.t('How the user signs in');
  return answered(await ui.choose(items, { title })).proof;
}

function toSecret(
  proof: Exclude<Proof, { readonly kind: 'newKey' }>,
  userName: string,
  typed: string | undefined,
): Pick<NodeUser, 'password' | 'sshPublicKey'> {
  if (proof.kind === 'key') return { sshPublicKey: proof.key.publicKey };
  return { password: typed ?? generatePassword(userName, () => randomBytes(1).readUInt8()) };
}

async function askPassword(userName: string): Promise<string> {
  return answered(
    await ui.enter({
      title: l10n.t('Password for user {name}', { name: userName }),
      isSecret: true,
      check: (text) => checkPassword(text, userName),
    }),
  );
}

/** Creates an SSH key and shows where its private part is. */
async function createAndShowKey(): Promise<SshKeyPair> {
  const key = await createSshKey();
  ui.notify(
    'information',
    l10n.t(
      'The new private key is in {path}. Only you can read the file. It has no passphrase; the command {command} adds one.',
      { path: key.identityPath, command: `ssh-keygen -p -f "${key.identityPath}"` },
    ),
  );
  return key;
}

async function pickIsAdmin(os: NodeOs): Promise<boolean> {
  const elevated = os === 'linux' ? l10n.t('can use sudo') : l10n.t('is in the Administrators group');
  const items = [
    {
      label: l10n.t('Ordinary user'),
      description: l10n.t("can't change the node; may not see all files of tasks"),
      isAdmin: false,
    },
    { label: l10n.t('Administrator'), description: elevated, isAdmin: true },
  ];
  const title = l10n.t('What the user can do on the node');
  return answered(await ui.choose(items, { title })).isAdmin;
}

async function pickExpiryHours(os: NodeOs): Promise<number> {
  const items = [
    { label: l10n.t('In one hour'), hours: 1 },
    { label: l10n.t('In eight hours'), hours: 8 },
    { label: l10n.t('In one day'), hours: 24 },
    { label: l10n.t('In seven days'), hours: 168 },
    { label: l10n.t('Another time…'), hours: undefined },
  ];
  const note = os === 'linux' && l10n.t('On Linux, the user expires at the end of that day');
  const title = l10n.t('When the user expires');
  const { hours } = answered(await ui.choose(items, { title, ...(note !== false && { placeholder: note }) }));
  return hours ?? askExpiryHours();
}

async function askExpiryHours(): Promise<number> {
  const text = await ui.enter({
    title: l10n.t('When the user expires'),
    prompt: l10n.t('Hours from now'),
    check: checkExpiryHours,
  });
  return Number(answered(text));
}

function answered<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Cancelled();
  return answer;
}
