import { redactJson } from './redactJson.ts';

/** Invisible or text-reordering characters that JSON doesn't escape. */
const unseenCharacters = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

function toEscape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/**
 * Serializes JSON for people: indented, without secrets, and with every invisible character escaped. Still valid JSON.
 */
export function toVisibleJson(value: unknown): string {
  return toWrittenJson(redactJson(value));
}

/** Serializes data that contains no secrets: indented, and with every invisible character escaped. */
export function toWrittenJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`.replace(unseenCharacters, toEscape);
}
