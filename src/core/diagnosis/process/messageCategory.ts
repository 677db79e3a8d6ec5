import { rememberRecent } from '../../text/rememberRecent.ts';
import { explainLog } from '../explainLog.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { categoryOfLine } from '../logs/lexicon/lexicon.ts';

/** Longest message that is looked at. */
const maxLength = 8000;

/** Thousands of tasks fail with the same message. */
const categorize = rememberRecent(
  (message): FailureCategory | '' => {
    const read = explainLog(message);
    return (read === undefined || read.confidence === 'guess' ? categoryOfLine(message) : read.category) ?? '';
  },
  { limit: 200, maxLength: 1000 },
);

/**
 * The kind of fault that a free text of the service, of a node or of a client speaks of: what the same words mean in
 * a program's output. Undefined when it says nothing known.
 */
export function categorizeMessage(message: string): FailureCategory | undefined {
  const category = categorize(message.slice(0, maxLength));
  return category === '' ? undefined : category;
}
