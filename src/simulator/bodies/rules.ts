import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { parseDurationMs } from '../state/time.ts';
import { findNumber, findObject, findObjects, findText, type WireObject } from '../state/wire.ts';

/** Batch documentation: IDs have at most 64 letters, digits, hyphens and underscores. */
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;
const longestDisplayName = 1024;
const leastPriority = -1000;
const mostPriority = 1000;
const mostRetries = 100;
/** Batch documentation: maximum number of slots on a node. */
export const mostSlots = 256;

/** Throws unless the value is a valid resource ID. */
export function checkId(id: unknown, name = 'id'): string {
  if (typeof id !== 'string' || !idPattern.test(id)) {
    throw invalidPropertyValue(name, id, 'The value has characters an id cannot have, or more than 64');
  }
  return id;
}

export function checkDisplayName(body: WireObject): void {
  const name = findText(body, 'displayName');
  if (name !== undefined && name.length > longestDisplayName) {
    throw invalidPropertyValue('displayName', name, `The value has more than ${longestDisplayName} characters`);
  }
}

/** Throws unless the number is absent or within the range. */
export function checkRange(body: WireObject | undefined, name: string, least: number, most: number): void {
  const value = findNumber(body, name);
  if (value !== undefined && (value < least || value > most)) {
    throw invalidPropertyValue(name, String(value), `The value must be from ${least} to ${most}`);
  }
}

/** Throws if there are more than `most` items. */
export function requireAtMost(name: string, { length }: readonly unknown[], most: number): void {
  if (length > most) throw invalidPropertyValue(name, String(length), `There may be at most ${most}`);
}

/** Throws if two items of a pool have the same value. */
export function requireDistinct(name: string, values: readonly unknown[]): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated !== undefined) {
    throw invalidPropertyValue(name, String(repeated), 'The value must be unique within the pool');
  }
}

export function checkPriority(body: WireObject): void {
  checkRange(body, 'priority', leastPriority, mostPriority);
}

/** Throws unless the retry count is absent or within the range; -1 means no limit. */
export function checkRetryCount(constraints: WireObject | undefined): void {
  checkRange(constraints, 'maxTaskRetryCount', -1, mostRetries);
}

/** Throws unless the duration is absent or within the range. */
export function checkDuration(body: WireObject, name: string, leastMs: number, mostMs: number): void {
  const text = findText(body, name);
  const ms = parseDurationMs(text ?? '');
  if (text !== undefined && (ms === undefined || ms < leastMs || ms > mostMs)) {
    throw invalidPropertyValue(name, text, 'The duration is out of range');
  }
}

/**
 * Throws if the command line is empty. In a container, an empty command line means the entry point of the image (Batch
 * documentation: "Container task command line").
 */
export function checkCommandLine(body: WireObject, name = 'commandLine'): void {
  if (findObject(body, 'containerSettings') !== undefined) return;
  if (findText(body, 'commandLine')?.trim() === '') throw invalidPropertyValue(name, '', 'The command line is empty');
}

export function checkMetadata(body: WireObject): void {
  if (findObjects(body, 'metadata').some((item) => findText(item, 'name') === '')) {
    throw new ServiceError('EmptyMetadataKey');
  }
}

/** Throws unless a task runs either as a named user or as an auto user (Batch documentation). */
export function checkIdentity(body: WireObject): void {
  const identity = findObject(body, 'userIdentity');
  if (identity !== undefined && (identity['username'] === undefined) === (identity['autoUser'] === undefined)) {
    throw invalidPropertyValue('userIdentity', identity, 'Exactly one of username and autoUser must be given');
  }
}

/** Throws unless each file has exactly one source, and a `filePath` with `httpUrl` (Batch documentation). */
export function checkResourceFiles(
  body: WireObject | undefined,
  name = 'resourceFiles',
  property = 'resourceFiles',
): void {
  const sources = ['autoStorageContainerName', 'storageContainerUrl', 'httpUrl'];
  for (const file of findObjects(body, property)) {
    if (sources.filter((source) => file[source] !== undefined).length !== 1) {
      throw invalidPropertyValue(name, file, `Exactly one of ${sources.join(', ')} must be given`);
    }
    if (file['httpUrl'] !== undefined && file['filePath'] === undefined) {
      throw new ServiceError('MissingRequiredProperty', { PropertyName: `${name}.filePath` });
    }
    if (file['httpUrl'] !== undefined && file['blobPrefix'] !== undefined) {
      throw invalidPropertyValue(`${name}.blobPrefix`, file['blobPrefix'], 'A prefix is for containers only');
    }
    const url = findText(file, 'httpUrl');
    // Recorded: the error names the property without its path.
    if (url !== undefined && !isWebAddress(url)) {
      throw invalidPropertyValue('httpUrl', url, 'The value is not the URL of a file');
    }
    if ((findText(file, 'filePath') ?? '').split(/[/\\]/).includes('..')) {
      throw invalidPropertyValue(`${name}.filePath`, file['filePath'], 'The path leaves the working directory');
    }
  }
}

/** Returns true if a text is an HTTP URL. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
