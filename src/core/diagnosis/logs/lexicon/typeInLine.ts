import type { FailureCategory } from '../../explanation/category.ts';
import { categoryOfType, guessOfType, leavesItToMessage } from './typeNames.ts';

/** A type of an exception in a line, with its message after it or none. */
const named =
  /(?:^|[\s:([{"'])(?:[a-z_][\w$]{0,40}[.:]{1,2}){0,9}(?<name>[A-Z_]\w{1,60}(?:Error|Exception|Interrupt|Fault))\b/;
/** A type of whatever name in its module or package. */
const qualified = /(?:^|[\s:([{"'])(?:[a-z_][\w$]{0,40}\.){1,9}(?<name>[A-Z]\w{1,60}|gaierror|timeout): /;
/** The missing key that a message tells: a mistake of code, unless it is a sentence. */
const sentence = /^\w+(?:\.\w+)*: ["'].{0,200} .{0,200}["']$/;

/** What the type of an exception in a line says. */
export interface NamedType {
  readonly category: FailureCategory | undefined;
  /** Whether it says that this code is at fault, whatever the message speaks of. */
  readonly ownFault: boolean;
}

/** The type of the exception that a line names, and what it says; undefined where there is none. */
export function typeIn(text: string): NamedType | undefined {
  const name = (named.exec(text) ?? qualified.exec(text))?.groups?.['name'];
  if (name === undefined) return undefined;
  const ownFault = !leavesItToMessage(name) && !(name === 'KeyError' && sentence.test(text));
  return { category: categoryOfType(name) ?? guessOfType(name), ownFault };
}
