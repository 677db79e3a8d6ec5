/** ID of items with planted secrets. If a run's output doesn't contain it, nothing was checked. */
export const canary = 'plant-canary';

/** Artifacts of a run, with their files below `out/produced`, and a text that proves that they were produced. */
export const producers: readonly { readonly what: string; readonly files: RegExp; readonly proof: RegExp }[] = [
  { what: 'notifications in the extension host', files: /^editor\/shown\/message\.jsonl$/, proof: RegExp(canary) },
  { what: 'progress and results', files: /^editor\/shown\/progress\.jsonl$/, proof: /Retrying 2 tasks/ },
  { what: 'documents', files: /^editor\/shown\/document\.jsonl$/, proof: RegExp(canary) },
  { what: 'marks in documents', files: /^editor\/shown\/diagnostic\.jsonl$/, proof: /./ },
  { what: 'the clipboard', files: /^editor\/shown\/clipboard\.jsonl$/, proof: RegExp(canary) },
  {
    what: 'the log channel of the extension host',
    files: /^editor\/data\/.*\/Azure Batch\.log$/,
    proof: RegExp(canary),
  },
  {
    what: 'attempts kept in the extension host',
    files: /^editor\/data\/.*\/attempts\/.*\.jsonl$/,
    proof: RegExp(canary),
  },
  {
    what: 'things kept before actions in the extension host',
    files: /^editor\/data\/.*\/kept\/.*\.jsonl$/,
    proof: RegExp(canary),
  },
  { what: 'journals of bulk actions', files: /^editor\/data\/.*\/bulk\/.+$/, proof: RegExp(canary) },
  { what: 'pages of journeys', files: /^journeys\/.*\/pages\/.*\.txt$/, proof: RegExp(canary) },
  { what: 'the log channel of journeys', files: /^journeys\/.*\/Azure Batch\.log$/, proof: RegExp(canary) },
  { what: 'attempts kept by journeys', files: /^journeys\/.*\/attempts\/.*\.jsonl$/, proof: RegExp(canary) },
  { what: 'state of the extension', files: /^journeys\/.*\/state\.json$/, proof: /batch-troubleshooter/ },
];
