/* The entry of the bundle of what finds out causes, which is loaded with the first question for them. */

export { configureText } from '../../core/text/configureText.ts';
export { readFailure } from '../evidence/readFailure.ts';
export { Causes } from './causes.ts';
