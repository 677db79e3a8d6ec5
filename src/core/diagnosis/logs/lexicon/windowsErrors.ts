import type { FailureCategory } from '../../explanation/category.ts';
import type { Meanings } from '../engine/words.ts';

/** Numbers of errors of Windows, which words them in the language of the node. */
export const windowsErrors: Meanings<FailureCategory> = [
  [/\bWinError (?:2|3)\b/, 'missing-file'],
  [/\bWinError (?:5|1314)\b/, 'permission'],
  [/\bWinError (?:8|14|1455)\b/, 'out-of-memory'],
  [/\bWinError (?:32|33)\b/, 'lock-contention'],
  [/\bWinError (?:39|112)\b/, 'disk-full'],
  [/\bWinError 126\b/, 'missing-module'],
  [/\bWinError (?:127|193|216)\b/, 'dependency-version'],
  [/\bWinError (?:80|183)\b/, 'conflict'],
  [/\bWinError (?:53|59|64|67|1225|1236|10051|10053|10054|10061|10065)\b/, 'network'],
  [/\bWinError (?:121|10060)\b/, 'timeout'],
  [/\bWinError (?:11001|11002|11004)\b/, 'network-dns'],
];
