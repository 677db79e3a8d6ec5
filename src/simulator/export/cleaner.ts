import { hiddenText } from '../../core/text/hiddenText.ts';
import { redactText } from '../../core/text/redact.ts';
import { redactJson } from '../../core/text/redactJson.ts';
import { isObject } from '../state/wire.ts';
import { removed } from './pruneBody.ts';

/** What is taken out of an account before it is written. */
export interface Cleaning {
  /** Ids, names of storage accounts, containers and files, and display names are replaced. */
  readonly anonymizesIds: boolean;
  /** Of command lines only the program stays. */
  readonly anonymizesCommands: boolean;
}

/** Objects of which a value is a secret, whatever it is. */
const valuesOf: ReadonlySet<string> = new Set(['environmentSettings', 'commonEnvironmentSettings', 'uploadHeaders']);
const commands: ReadonlySet<string> = new Set(['commandLine', 'coordinationCommandLine']);
const files: ReadonlySet<string> = new Set([
  'filePath',
  'blobPrefix',
  'autoStorageContainerName',
  'relativeMountPath',
  // Where output files are put in a container.
  'path',
]);
const named: ReadonlySet<string> = new Set(['displayName', 'metadata', 'resourceTags', 'ipTags']);
/** Not readable without the account that they are of. */
const useless: ReadonlySet<string> = new Set(['identity', 'identityReference', 'extensions', 'customerManagedKey']);

/** Takes secrets out of what is written, and names where that is wanted; the same name always becomes the same other. */
export class Cleaner {
  readonly #cleaning: Cleaning;
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #patterns = new Map<string, string>();
  /** How many secrets were taken out. */
  secrets = 0;

  constructor(cleaning: Cleaning) {
    this.#cleaning = cleaning;
  }

  /** The name in place of an id, `kind` being what it is an id of, and `within` what it is an id in. */
  rename(kind: string, id: string, within = ''): string {
    if (!this.#cleaning.anonymizesIds) return id;
    const scope = `${kind}${within}`;
    const key = `${scope}/${id.toLowerCase()}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(scope) ?? 0) + 1;
    this.#counts.set(scope, count);
    const name = `${kind}-${count}`;
    this.#names.set(key, name);
    return name;
  }

  /** A text, with other names in place of these ids. */
  text(text: string, ids: ReadonlyMap<string, string> = new Map()): string {
    const parts = redactText(text).split(hiddenText);
    this.secrets += parts.length - 1;
    const clean = parts.join(removed);
    if (!this.#cleaning.anonymizesIds) return clean;
    const known = [...ids].filter(([id, name]) => id !== name && id.length > 2);
    const unnamed = known
      .sort(([one], [other]) => other.length - one.length)
      .reduce((left, [id, name]) => left.replaceAll(id, name), clean);
    return this.#withoutHosts(unnamed);
  }

  /** A body, with everything in it. */
  body<T>(body: T, ids?: ReadonlyMap<string, string>): T {
    // It has the shape that it had.
    return this.#value(redactJson(body), '', ids) as T;
  }

  #value(value: unknown, name: string, ids: ReadonlyMap<string, string> | undefined): unknown {
    if (typeof value === 'string') {
      if (commands.has(name) && this.#cleaning.anonymizesCommands) return toProgram(value);
      return (this.#cleaning.anonymizesIds ? this.#renameProperty(name, value) : undefined) ?? this.text(value, ids);
    }
    if (Array.isArray(value)) {
      return value.map((item) => (valuesOf.has(name) ? this.#withoutValue(item) : this.#value(item, name, ids)));
    }
    if (!isObject(value)) return value;
    const kept = Object.entries(value).filter(
      ([key]) => !useless.has(key) && !(this.#cleaning.anonymizesIds && named.has(key)),
    );
    return Object.fromEntries(kept.map(([key, item]) => [key, this.#value(item, key, ids)]));
  }

  /** The value of a property that is nothing but a name. */
  #renameProperty(property: string, value: string): string | undefined {
    if (files.has(property)) return this.#renameFile(value);
    if (property === 'filePattern') return this.#renamePattern(value);
    if (property === 'applicationId') return this.rename('application', value);
    return property === 'username' ? this.rename('user', value) : undefined;
  }

  #withoutValue(setting: unknown): unknown {
    if (!isObject(setting) || setting['value'] === undefined) return setting;
    this.secrets += 1;
    return { ...setting, value: removed };
  }

  /**
   * Accounts, their containers and files, registries, and ids of resources of Azure. Each expression takes whole words,
   * also those that it leaves: one that tried each letter as the beginning of a host would take quadratic time.
   */
  #withoutHosts(text: string): string {
    return text
      .replaceAll(
        /([\w-]+)(?:(\.(?:blob|file|dfs|queue|table|web)\.(?:core|storage)(?:\.+\w+)+)(\/[^\s?"'<>]*)?)?/gi,
        (word, account: string, domain: string | undefined, path: string | undefined) =>
          domain === undefined ? word : `${this.rename('storage', account)}${domain}${this.#renamePath(path ?? '')}`,
      )
      .replaceAll(/([\w-]+)(\.azurecr\.\w+)?/gi, (word, registry: string, domain: string | undefined) =>
        domain === undefined ? word : `${this.rename('registry', registry)}${domain}`,
      )
      .replaceAll(
        /[\w-]+(?:\.[\w-]+(\.batch\.(?:azure|chinacloudapi|usgovcloudapi)\.\w+))?/gi,
        (word, domain: string | undefined) => (domain === undefined ? word : `account.region${domain}`),
      )
      .replaceAll(
        /\/subscriptions\/[\w-]+(?:\/resourceGroups\/[^/\s"']+)?/gi,
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/group',
      )
      .replaceAll(/[\w.+-]+(@[\w-]+(?:\.[\w-]+)+)?/g, (word, domain: string | undefined) =>
        domain === undefined ? word : 'user@example.com',
      );
  }

  /** Files keep what says of what kind they are. */
  #renameFile(file: string): string {
    return `${this.rename('file', file)}${/\.\w{1,8}$/.exec(file)?.[0] ?? ''}`;
  }

  /** Patterns of output files keep their wildcards and what says of what kind the files are. */
  #renamePattern(pattern: string): string {
    if (this.#patterns.has(pattern)) return this.#patterns.get(pattern) ?? pattern;
    const renamed = pattern.replaceAll(
      /(?<![.\w-])(?!(?:std(?:out|err)|wd|fileuploadout|fileuploaderr)\b)[\w-]{3,}/g,
      (name) => this.rename('name', name),
    );
    this.#patterns.set(pattern, renamed);
    return renamed;
  }

  /** The same of everything that has been cleaned, by the names of storage accounts and files that have come up since. */
  finish<T>(value: T): T {
    const renamed = [...this.#names].flatMap(([key, name]) => {
      const file = key.startsWith('file/') ? key.slice('file/'.length) : '';
      return [file, file.split('/').at(-1) ?? ''].map(
        (one) => [one, `${name}${/\.\w{1,8}$/.exec(one)?.[0] ?? ''}`] as const,
      );
    });
    const known = [...renamed, ...this.#patterns].filter(([file]) => file.length >= leastName && file.includes('.'));
    const accounts = new Map(
      [...this.#names]
        .filter(([key]) => key.startsWith('storage/') && key.length >= 'storage/'.length + leastName)
        .map(([key, name]) => [key.slice('storage/'.length), name]),
    );
    const replace = (item: unknown): unknown => {
      if (typeof item === 'string') {
        const text = known.reduce((left, [file, name]) => replaceAnyCase(left, file, name), item);
        return text.replaceAll(/[\w-]+/g, (word) => accounts.get(word.toLowerCase()) ?? word);
      }
      if (Array.isArray(item)) return item.map(replace);
      return isObject(item) ? Object.fromEntries(Object.entries(item).map(([key, one]) => [key, replace(one)])) : item;
    };
    // It has the shape that it had.
    return known.length === 0 && accounts.size === 0 ? value : (replace(value) as T);
  }

  #renamePath(path: string): string {
    const [, container, ...rest] = path.split('/');
    if (container === undefined || container === '') return path;
    const file = rest.join('/');
    return `/${this.rename('container', container)}${file === '' ? '' : `/${this.#renameFile(file)}`}`;
  }
}

/** Names of files that are no words, and would be found in texts. */
const leastName = 5;

/** What is run, and not with what. */
function toProgram(commandLine: string): string {
  const [, program = ''] = /^\s*("[^"]*"|\S+)/.exec(commandLine) ?? [];
  return `${program} …`;
}

function replaceAnyCase(text: string, wanted: string, by: string): string {
  const lower = text.toLowerCase();
  let result = '';
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    result += text.slice(from, at) + by;
    from = at + wanted.length;
  }
  return result + text.slice(from);
}
