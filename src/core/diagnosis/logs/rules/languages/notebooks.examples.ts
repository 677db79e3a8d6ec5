import type { ExamplesOf } from '../../engine/examples.ts';
import type { notebookRules } from './notebooks.ts';

export const notebookExamples: ExamplesOf<typeof notebookRules> = {
  'notebook-traceback': {
    examples: [
      [
        'NameError                                 Traceback (most recent call last)',
        'Cell In [1], line 2',
        '      1 x = 1',
        '----> 2 df = spark.read.parquet("x")',
        '',
        "NameError: name 'spark' is not defined",
      ],
      [
        'ZeroDivisionError                         Traceback (most recent call last)',
        'File /w/wd/main.py:3',
        '      1 import calc',
        '      2',
        '----> 3 calc.f(0)',
        '',
        'File /w/wd/calc.py:20, in f(x)',
        '     18 def f(x):',
        '     19     # ratio',
        '---> 20     return 1 / x',
        '',
        'ZeroDivisionError: division by zero',
      ],
    ],
  },
  'rich-traceback-box': {
    examples: [
      [
        '╭─────────────── Traceback (most recent call last) ───────────────╮',
        '│ /mnt/batch/train.py:7 in <module>                               │',
        '│                                                                 │',
        '│ ❱ 7 main()                                                      │',
        '╰─────────────────────────────────────────────────────────────────╯',
        'ValueError: tile 7 is broken',
      ],
    ],
  },
};
