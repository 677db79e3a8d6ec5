import * as l10n from '@vscode/l10n';
import { redactText } from '../../text/redact.ts';
import { isHarmlessValue, isPlainValue, judgeName } from '../../text/secretNames.ts';
import type { Work } from '../../work.ts';
import { type DefinitionNode, findByName, findString } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { withoutReferences } from './placeholders.ts';

/** Finds environment variables whose names are reserved for Batch. */
export function checkVariableName(node: DefinitionNode): readonly DefinitionFinding[] {
  const key = findByName(node, 'name');
  if (key === undefined || !/^AZ_BATCH_/i.test(String(key.value))) return [];
  return [
    toFinding(
      key,
      'reserved-name',
      l10n.t('Batch sets variables whose names begin with AZ_BATCH_; it replaces this value.'),
    ),
  ];
}

/** Finds a public key where a private key belongs; public keys begin with the name of their algorithm. */
export function checkPrivateKey(user: DefinitionNode): readonly DefinitionFinding[] {
  const key = findByName(user, 'sshPrivateKey');
  if (key === undefined || !/^(?:ssh|ecdsa-sha2)-\w+ AAAA/.test(String(key.value))) return [];
  return [toFinding(key, 'invalid-value', l10n.t('This is a public key. Nodes need the private key.'))];
}

/** Checks whether an environment variable has the name of a secret and a literal value. */
export function isNamedSecret(node: DefinitionNode, text: string): boolean {
  const name = findString(node, 'name') ?? '';
  if (judgeName(name) === 'no' || isPlainValue(text) || isHarmlessValue(name, text)) return false;
  if (masked.test(text) || (ofVault.test(name) && slug.test(text))) return false;
  // The value isn't a reference, such as a variable, a file, or a vault entry.
  return withoutReferences(text) === text && !isPath(text);
}

const masked = /^(?:[*•]+|x{3,}|[[(<]?(?:hidden|redacted|masked|removed)[\])>]?)$/i;

/** Matches names of secrets that are kept in a vault; the value is the name of the vault's entry. */
const ofVault = /vault|(?:password|passwd|pwd|token|key|credentials?)_?secret(?:_?name)?$/i;
const slug = /^[a-z][a-z\d]{0,30}(?:[-/._][a-z\d]{1,30}){1,8}$/;

/** Returns the message for an environment variable with a secret. */
export function describeSecretInVariable(): string {
  return l10n.t(
    'This value looks like a secret, which everyone with read access to the account can see. Use a managed identity or Key Vault.',
  );
}

/** Returns true for file paths. Base64 keys also contain slashes, but have long runs without a separator. */
function isPath(text: string): boolean {
  return /^(?:~?[\\/]|\.{1,2}[\\/]|[A-Za-z]:[\\/])[\w .\\/-]+$/.test(text) && !/[A-Za-z\d]{24}/.test(text);
}

/** Returns the finding for a password or key that can be seen in the file, though not in the account. */
export function toSecretInFile(value: DefinitionNode, hasIdentity: boolean): DefinitionFinding {
  const message = hasIdentity
    ? l10n.t(
        "A secret in a file is easily shared by accident; a managed identity (`identityReference`) doesn't need one.",
      )
    : l10n.t('A secret in a file is easily shared by accident. Enter it when you submit the definition.');
  return toFinding(value, 'secret-in-file', message);
}

/** A value that may hold a secret, and the message if it does. */
export interface Suspect {
  readonly node: DefinitionNode;
  readonly text: string;
  readonly message: () => string;
}

const mostSuspects = 500;
const mostCharacters = 8000;
/** Separates two texts by an empty line, which no secret contains. */
const apart = '\n\n';

/** Searches many texts for secrets at once, because a search costs as much for one short text as for a hundred. */
export class SecretSearch {
  #suspects: Suspect[] = [];
  #length = 0;

  add(suspect: Suspect): void {
    this.#suspects.push(suspect);
    this.#length += suspect.text.length;
  }

  get isFull(): boolean {
    return this.#suspects.length >= mostSuspects || this.#length >= mostCharacters;
  }

  /** Searches the added texts, and returns the texts that contain a secret. */
  *search(): Work<readonly Suspect[]> {
    const suspects = this.#suspects;
    this.#suspects = [];
    this.#length = 0;
    return yield* findSecrets(suspects);
  }
}

function* findSecrets(suspects: readonly Suspect[]): Work<readonly Suspect[]> {
  if (suspects.length === 0) return [];
  yield;
  const [only] = suspects;
  if (suspects.length === 1 && only !== undefined) return (yield* holdsSecret(only.text)) ? [only] : [];
  const joined = suspects.map(({ text }) => withoutReferences(text)).join(apart);
  if (joined.length <= 2 * mostCharacters && redactText(joined) === joined) return [];
  const middle = Math.floor(suspects.length / 2);
  const first = yield* findSecrets(suspects.slice(0, middle));
  return [...first, ...(yield* findSecrets(suspects.slice(middle)))];
}

/** Searches a very long text in parts, so that other work can run in between. */
function* holdsSecret(text: string): Work<boolean> {
  for (let from = 0; from < text.length; ) {
    const end = text.length - from > mostCharacters ? findGap(text, from + mostCharacters) : text.length;
    const part = withoutReferences(text.slice(from, end));
    if (redactText(part) !== part) return true;
    from = end;
    yield;
  }
  return false;
}

/** Finds the last space before `limit`, because no secret contains one. */
function findGap(text: string, limit: number): number {
  const gap = text.lastIndexOf(' ', limit);
  return gap > limit - mostCharacters / 2 ? gap : limit;
}
