import { type Draft, toSentence } from '../../explanation/draft.ts';
import { joinSentences } from '../../explanation/sentences.ts';
import { answeredLate, unanswered } from '../../logs/advice/evidence.ts';
import { categorizeMessage } from '../../process/logCause.ts';
import type { NetworkJudgment } from './judgeNetwork.ts';

const ownHost = /\blocalhost\b|\b127\.0\.0\.1\b|\[::1\]/i;

/**
 * Checks whether a failure is that a host elsewhere did not answer, which the rules and routes of a network can cause.
 * A refused connection was answered, and a name that can't be resolved is not their doing.
 */
export function isUnanswered({ category, evidence = [] }: Pick<Draft, 'category' | 'evidence'>): boolean {
  return evidence.some((piece) => {
    const text = piece?.text ?? '';
    if (!unanswered.test(text) || answeredLate.test(text) || ownHost.test(text)) return false;
    if (category === 'image-pull') return true;
    const read = piece?.isCause === true ? categorizeMessage(text) : undefined;
    return read === 'network' || (read === 'timeout' && /connect/i.test(text));
  });
}

/** Adds what is known to keep nodes from a host that did not answer. */
export function withObstacle(draft: Draft, { obstacle }: Partial<NetworkJudgment> = {}): Draft {
  if (obstacle === undefined || !isUnanswered(draft)) return draft;
  return {
    ...draft,
    cause: joinSentences([draft.cause, toSentence(obstacle.what)]),
    fixes: [{ text: obstacle.step }, ...(draft.fixes ?? [])],
  };
}
