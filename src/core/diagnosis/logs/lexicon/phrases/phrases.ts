import type { FailureCategory } from '../../../category.ts';
import type { Meanings } from '../../words.ts';
import { argumentPhrases } from './arguments.ts';
import { codePhrases, commonCodePhrases } from './code.ts';
import { endPhrases } from './ends.ts';
import { filePhrases, inputPhrases } from './input.ts';
import { remotePhrases } from './remote.ts';
import { setupPhrases } from './setup.ts';

/** Phrases that tell whatever stands around them, the special before the common. */
export const phraseMeanings: Meanings<FailureCategory> = [
  ...endPhrases,
  ...remotePhrases,
  ...setupPhrases,
  ...filePhrases,
  ...codePhrases,
  ...argumentPhrases,
  ...inputPhrases,
  ...commonCodePhrases,
];
