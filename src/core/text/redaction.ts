/** Entry of the bundle that redacts texts, which the activation bundle loads with the first text. */

export { redactText } from './redact.ts';
export { redactJson } from './redactJson.ts';
