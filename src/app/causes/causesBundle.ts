/* The entry point of the bundle that finds causes, which is loaded with the first question for them. */

export { configureText } from '../../core/text/configureText.ts';
export { readFailure } from '../evidence/readFailure.ts';
export { Causes } from './causes.ts';
