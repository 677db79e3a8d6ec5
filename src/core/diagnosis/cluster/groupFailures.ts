import { hashText, maskLiterals } from '../mask.ts';
import type { Failure, Group } from './failure.ts';

/** Fingerprints as `toFingerprint` makes them: they tell causes apart by themselves. */
const ownFingerprint = /^v1:([a-z-]{1,40}):[^:\n]{0,80}:[0-9a-f]{16}$/;
/** Categories under which a fingerprint may stand for many causes: then the message decides too. */
const vagueCategories: ReadonlySet<string> = new Set(['other', 'exception-in-user-code']);

/** Whether the message has to be looked at to tell causes of this fingerprint apart. */
function isVague(fingerprint: string): boolean {
  const category = ownFingerprint.exec(fingerprint)?.[1];
  return category === undefined || vagueCategories.has(category);
}

/** The value that `make` gives for `key`, made once: explanations and messages are few, failures many. */
function getOrMake<Value>(known: Map<string, Value>, key: string, make: (key: string) => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  known.set(key, made);
  return made;
}

/** Failures by fingerprint and, where that says little, by their message without literals. */
export function groupFailures(failures: readonly Failure[]): readonly Group[] {
  const vague = new Map<string, boolean>();
  const templates = new Map<string, string>();
  const groups = new Map<string, Group>();
  for (const failure of failures) {
    const { fingerprint, category, code } = failure.explanation;
    const template = getOrMake(vague, fingerprint, isVague) ? getOrMake(templates, failure.message, maskLiterals) : '';
    const key = `${fingerprint}\n${category}\n${code ?? ''}\n${template}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, fingerprint, template, members: [failure] });
    else group.members.push(failure);
  }
  return [...groups.values()];
}

/** Identity of a cluster: the explanation's own where it suffices, else with the message. */
export function toClusterFingerprint({ fingerprint, template, key }: Group): string {
  if (template === '' && fingerprint !== '') return fingerprint;
  const base = fingerprint.startsWith('v1:') ? fingerprint : `v1:${fingerprint.slice(0, 100)}`;
  return `${base}:${hashText(key)}`;
}
