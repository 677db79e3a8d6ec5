import type { FailureCategory } from '../../explanation/category.ts';
import type { Meanings } from '../engine/words.ts';

/** Words that say what happened where it is not said of anything known; the special before the common. */
export const bareMeanings: Meanings<FailureCategory> = [
  [/\bnot installed\b/i, 'missing-program'],
  [/\bwithout (?:a )?licen[cs]e\b|\bunlicensed\b/i, 'license'],
  [/\b(?:missing|absent) .{0,40}\bplug-?in\b/i, 'missing-module'],
  [/\b(?:decompress|uncompress|inflat|deserializ|unmarshal|decod)\w{1,8} (?:failed|error)/i, 'bad-input'],
  [
    /(?:cannot|can't|could not|couldn't|unable to|failed to|fail to|error) (?:(?:open|access|stat|locate)(?:ing)?\b|(?:read|load): +\S)/i,
    'missing-file',
  ],
  [/\b(?:does(?: not|n't) seem to exist|neither exists?|file missing|no (?:input )?files?)\b/i, 'missing-file'],
  [/\bMPI\b.{0,40}\babort/, 'mpi'],
  [/\bconflict\b|\bstill in use\b|\balready (?:in use|taken|running|there)\b/i, 'conflict'],
  [/\btimeout\b/i, 'timeout'],
  [/\b(?:interrupted|cancel+ed)\b/i, 'interrupted'],
];
