import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import {
  type Answer,
  areStepsRight,
  askAbout,
  judgeAnswer,
  listTroubles,
  readNotYet,
  type Trouble,
} from './troubles.ts';

/**
 * Above this share, answers are so general that they fit other problems as well, and a correct answer proves nothing.
 */
const mostGeneral = 0.25;

suite('problems of real users', () => {
  const answers = new Map<Trouble, Answer>();

  before(async () => {
    for (const trouble of listTroubles()) answers.set(trouble, await askAbout(trouble));
  });

  test('reported problems are answered correctly, except for known exceptions', () => {
    const notRight = [...answers]
      .map(([trouble, answer]) => ({ name: trouble.name, outcome: judgeAnswer(trouble, answer) }))
      .filter(({ outcome }) => outcome !== 'right');
    const known = Object.entries(readNotYet()).map(([name, { outcome }]) => [name, outcome]);
    assert.deepEqual(
      Object.fromEntries(notRight.map(({ name, outcome }) => [name, outcome])),
      Object.fromEntries(known),
    );
  });

  test('different problems have different answers', () => {
    const all = [...answers];
    const fits = all.flatMap(([trouble, answer]) =>
      all.filter(([other]) => other !== trouble && areStepsRight(other, answer)),
    );
    const share = fits.length / (all.length * (all.length - 1));
    assert.ok(share < mostGeneral, `${(share * 100).toFixed(0)} % of the answers fit another trouble`);
  });
});
