/* The entry of the bundle that takes secrets out of texts, which the activation bundle loads with the first text. */

export { redactText } from './redact.ts';
export { redactJson } from './redactJson.ts';
