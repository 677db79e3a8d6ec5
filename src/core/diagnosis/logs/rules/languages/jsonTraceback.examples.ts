import type { ExamplesOf } from '../../engine/examples.ts';
import type { jsonTracebackRules } from './jsonTraceback.ts';

export const jsonTracebackExamples: ExamplesOf<typeof jsonTracebackRules> = {
  'json-traceback-escaped': {
    examples: [
      '{"asctime": "2026-11-20 11:14:03,667", "levelname": "ERROR", "message": "conversion failed", "exc_info": "Traceback (most recent call last):\\n  File \\"/mnt/batch/tasks/workitems/job-1/job-1/jsonlogger-split/wd/t.py\\", line 11, in <module>\\n    try: amount(\\"12,5\\")\\n         ^^^^^^^^^^^^^^\\n  File \\"/mnt/batch/tasks/workitems/job-1/job-1/jsonlogger-split/wd/t.py\\", line 9, in amount\\n    def amount(s): return int(s) #BOOM\\n                          ^^^^^^\\nValueError: invalid literal for int() with base 10: \'12,5\'"}',
    ],
  },
};
