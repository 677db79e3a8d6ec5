/* The entry point of the bundle that finds causes, which is loaded when causes are first requested. */

export { configureText } from '../../core/text/configureText.ts';
export { readFailure } from '../evidence/readFailure.ts';
export { Causes } from './causes.ts';
