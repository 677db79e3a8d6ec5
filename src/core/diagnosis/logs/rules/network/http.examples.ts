import type { ExamplesOf } from '../../engine/examples.ts';
import type { httpRules } from './http.ts';

export const httpExamples: ExamplesOf<typeof httpRules> = {
  'http-status-refuses': {
    examples: ['  statusCode: 404,', 'Status: 403 (Forbidden)', '    json.loads("<html>502 Bad Gateway</html>")'],
  },
  'http-refuses-too-many': {
    examples: [
      'fetch of the index failed with status code 403\n{"message":"Too many requests. Please retry after 60 s."}',
      'Error: HTTP error 403.\n  API rate limit exceeded for 20.50.1.7. Authenticated requests get a higher rate limit.',
      "<HttpError 403 returned \"Quota exceeded for quota metric 'Queries' and limit 'Queries per minute'\">",
    ],
  },
};
