import type { FailureCategory } from '../../category.ts';
import type { Meanings } from '../words.ts';
import { argumentPhrases } from './argumentPhrases.ts';
import { codePhrases, commonCodePhrases } from './codePhrases.ts';
import { endPhrases } from './endPhrases.ts';
import { filePhrases, inputPhrases } from './inputPhrases.ts';
import { remotePhrases } from './remotePhrases.ts';
import { setupPhrases } from './setupPhrases.ts';

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
