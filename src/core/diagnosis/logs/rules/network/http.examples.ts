import type { ExamplesOf } from '../../engine/examples.ts';
import type { httpRules } from './http.ts';

export const httpExamples: ExamplesOf<typeof httpRules> = {
  'http-status-refuses': {
    examples: ['  statusCode: 404,', 'Status: 403 (Forbidden)', '    json.loads("<html>502 Bad Gateway</html>")'],
  },
};
