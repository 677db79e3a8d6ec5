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

/** Above this share, answers are so general that they fit other troubles as well, and being right means nothing. */
const mostGeneral = 0.25;

suite("real users' troubles", () => {
  const answers = new Map<Trouble, Answer>();

  before(async () => {
    for (const trouble of listTroubles()) answers.set(trouble, await askAbout(trouble));
  });

  test('are answered correctly, except for those known not to be yet', () => {
    const notRight = [...answers]
      .map(([trouble, answer]) => ({ name: trouble.name, outcome: judgeAnswer(trouble, answer) }))
      .filter(({ outcome }) => outcome !== 'right');
    assert.deepEqual(Object.fromEntries(notRight.map(({ name, outcome }) => [name, outcome])), readNotYet());
  });

  test('have distinct answers', () => {
    const all = [...answers];
    const fits = all.flatMap(([trouble, answer]) =>
      all.filter(([other]) => other !== trouble && areStepsRight(other, answer)),
    );
    const share = fits.length / (all.length * (all.length - 1));
    assert.ok(share < mostGeneral, `${(share * 100).toFixed(0)} % of the answers fit another trouble`);
  });
});
