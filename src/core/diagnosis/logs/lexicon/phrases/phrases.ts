import type { FailureCategory } from '../../../explanation/category.ts';
import type { Meanings } from '../../engine/words.ts';
import { argumentChecks, argumentPhrases } from './arguments.ts';
import { codePhrases, commonCodePhrases } from './code.ts';
import { endPhrases } from './ends.ts';
import { filePhrases, inputChecks, inputPhrases } from './input.ts';
import { remotePhrases } from './remote.ts';
import { permissionChecks, setupPhrases } from './setup.ts';

/** Phrases that tell in the message of an exception, the special before the common. */
export const phrasesInCode: Meanings<FailureCategory> = [
  ...endPhrases,
  ...remotePhrases,
  ...setupPhrases,
  ...filePhrases,
  ...codePhrases,
  ...argumentPhrases,
  ...inputPhrases,
  ...commonCodePhrases,
];

/** Phrases that tell in a line, where it is not code that checks what it was called with. */
export const phrasesInLines: Meanings<FailureCategory> = [
  ...endPhrases,
  ...remotePhrases,
  ...setupPhrases,
  ...permissionChecks,
  ...filePhrases,
  ...codePhrases,
  ...argumentPhrases,
  ...argumentChecks,
  ...inputPhrases,
  ...inputChecks,
  ...commonCodePhrases,
];
