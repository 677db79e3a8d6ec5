import type { FailureCategory } from '../../../explanation/category.ts';
import type { Meanings } from '../../engine/words.ts';
import { argumentChecks, argumentPhrases } from './arguments.ts';
import { endPhrases } from './ends.ts';
import { filePhrases, inputChecks, inputPhrases } from './input.ts';
import { remotePhrases } from './remote.ts';
import { permissionChecks, setupPhrases } from './setup.ts';

const codePhrases: Meanings<FailureCategory> = [
  [
    /^error\[E\d{4}\]: |#<(?:procedure|function|closure|compiled)\b|\bassertion (?:\w+ \S{1,9} )?failed\b|\bfailed assertion\b|\bexpected:? ?<.{0,80}> but was:? ?<|\bhas no (?:attribute|method|member)\b/i,
    'exception-in-user-code',
  ],
  [
    /^[\w./\\-]{1,200}\.(?:c|cc|cpp|cxx|cu|h|hpp|f|f90|f95|F90|go|rs|java|kt|scala|swift|cs|hs)(?::\d{1,7}:\d{1,5}:|\(\d{1,7}(?:,\d{1,5})?\) ?:) (?:(?:fatal|parse|syntax) )?error\b/i,
    'exception-in-user-code',
  ],
  [
    /\bnon-numeric argument to (?:binary|mathematical|unary)\b|\bargument "\w+" is missing, with no default|\bcan't locate object method\b|\bno such element in array\b|\binvalid command name "|\bsyntax error near unexpected token\b|\bevent loop (?:is )?already running\b|\bmissing (?:expression|closing ['"‘`(){}[\]])/i,
    'exception-in-user-code',
  ],
];

/** Phrases about code that programs may also use about their input, so more specific phrases take precedence. */
const commonCodePhrases: Meanings<FailureCategory> = [
  [
    /\bnull (?:pointer|reference)|\bnil pointer|\bnil (?:value|map)\b|\bdivi(?:sion|de) by zero|\bundefined reference to\b|\bunbound variable\b|\bvariable \S{1,80} is (?:not bound|unbound|undefined)\b|\bobject reference not set\b|\bindex (?:\S{1,12} )?(?:is )?out of (?:range|bounds)\b|\bnot enough values to unpack\b|\b(?:name|object) '\w+' (?:is not defined|not found)|\bidentifier "?\w+"? is undefined\b|\bundefined variable\b|\b(?:undefined|unknown) (?:method|subroutine|function|procedure|predicate)\b|\bPrelude\.(?!read\b)[\w!]+: |\bexpected ['‘`"][;)]|\bsize mismatch for\b|\bis not a function\b|\bof (?:undefined|null)\b|\b(?:opcodes?|mnemonics?|subscripts?)\b|\barray bounds\b|\btype_error\b/i,
    'exception-in-user-code',
  ],
];

/** Phrases that count in the message of an exception, specific before common. */
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

/** Phrases that count in other lines, including those that functions also use to check their arguments. */
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
