import { isFound } from '../golden/definitionScore.ts';
import { listMistakes } from '../golden/goldenDefinitions.ts';
import { report } from './harness.ts';

/** Measures the share of planted mistakes in definitions that are found at their place, by kind and in total. */

const mistakes = [...listMistakes('mistakes'), ...listMistakes('reported')];
for (const group of [...new Set(mistakes.map((mistake) => mistake.group)), undefined]) {
  const some = mistakes.filter((mistake) => group === undefined || mistake.group === group);
  const ours = some.filter(isFound).length;
  const name = ['definitions-found', group?.replaceAll(' ', '-')].filter(Boolean).join('-');
  report({ name, value: ours / some.length, unit: 'ratio', ours, reference: some.length, runs: 1 });
}
