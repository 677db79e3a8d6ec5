/** Entry point of the bundle that redacts text; the activation bundle loads it with the first text. */

export { redactText } from './redact.ts';
export { redactJson } from './redactJson.ts';
