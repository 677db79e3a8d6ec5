import { hiddenText } from '../../core/text/hiddenText.ts';
import { redactText } from '../../core/text/redact.ts';
import { redactJson } from '../../core/text/redactJson.ts';
import { isObject } from '../state/wire.ts';
import { removed } from './pruneBody.ts';

/** Data to remove from an account before it is written. */
export interface Cleaning {
  /** Set to replace IDs, display names, and names of storage accounts, containers, and files. */
  readonly anonymizesIds: boolean;
  /** Set to keep only the program of command lines. */
  readonly anonymizesCommands: boolean;
}

/** Properties whose objects have a value that is always secret. */
const valuesOf: ReadonlySet<string> = new Set(['environmentSettings', 'commonEnvironmentSettings', 'uploadHeaders']);
const commands: ReadonlySet<string> = new Set(['commandLine', 'coordinationCommandLine']);
const files: ReadonlySet<string> = new Set([
  'filePath',
  'blobPrefix',
  'autoStorageContainerName',
  'relativeMountPath',
  // Path of output files in a container.
  'path',
]);
const named: ReadonlySet<string> = new Set(['displayName', 'metadata', 'resourceTags', 'ipTags']);
/** Properties that are useless without the account that they belong to. */
const useless: ReadonlySet<string> = new Set(['identity', 'identityReference', 'extensions', 'customerManagedKey']);

/**
 * Removes secrets from the written data, and replaces names if requested; the same name always becomes the same
 * replacement.
 */
export class Cleaner {
  readonly #cleaning: Cleaning;
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #patterns = new Map<string, string>();
  /** Number of removed secrets. */
  secrets = 0;

  constructor(cleaning: Cleaning) {
    this.#cleaning = cleaning;
  }

  /**
   * Returns the replacement of an ID; `kind` is the kind of item that it identifies, and `within` the ID of its parent.
   */
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

  /** Cleans a text, and replaces these IDs in it. */
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

  /** Removes identifying data from a body. */
  body<T>(body: T, ids?: ReadonlyMap<string, string>): T {
    // The shape is unchanged.
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

  /** Replaces the value of a property that is only a name. */
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
   * Replaces storage accounts with their containers and files, registries, and Azure resource IDs. Each expression
   * consumes whole words, including those that it keeps: trying each letter as the beginning of a host would take
   * quadratic time.
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

  /** Keeps a file's extension. */
  #renameFile(file: string): string {
    return `${this.rename('file', file)}${/\.\w{1,8}$/.exec(file)?.[0] ?? ''}`;
  }

  /** Keeps the wildcards and extensions in patterns of output files. */
  #renamePattern(pattern: string): string {
    if (this.#patterns.has(pattern)) return this.#patterns.get(pattern) ?? pattern;
    const renamed = pattern.replaceAll(
      /(?<![.\w-])(?!(?:std(?:out|err)|wd|fileuploadout|fileuploaderr)\b)[\w-]{3,}/g,
      (name) => this.rename('name', name),
    );
    this.#patterns.set(pattern, renamed);
    return renamed;
  }

  /** Cleans everything again with the names of storage accounts and files that were found later. */
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
    // The shape is unchanged.
    return known.length === 0 && accounts.size === 0 ? value : (replace(value) as T);
  }

  #renamePath(path: string): string {
    const [, container, ...rest] = path.split('/');
    if (container === undefined || container === '') return path;
    const file = rest.join('/');
    return `/${this.rename('container', container)}${file === '' ? '' : `/${this.#renameFile(file)}`}`;
  }
}

/** Minimum length of file names to replace in texts, where shorter ones may be ordinary words. */
const leastName = 5;

/** Keeps the program and removes its arguments. */
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
