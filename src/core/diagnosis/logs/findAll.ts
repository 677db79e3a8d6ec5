import { toFinder } from './engine/findAll.ts';
import { toReaders } from './engine/reader.ts';
import { quoteHeads } from './rules/quotes.ts';
import { families, launchers } from './rules/rules.ts';

/** What all rules make of a log, in the order of its lines. */
export const findAll = toFinder(toReaders(families, launchers), quoteHeads);
