import path from 'node:path';
import { root } from '../workbench/places.ts';
import { journey } from './journey.ts';
import { walkSample } from './sampleWalk.ts';

journey(
  'the sample account leads from the welcome view to the cause of a failure, and a retry succeeds',
  { name: 'sample', workspaceFrom: path.join(root, 'media/sample') },
  (workbench) => walkSample(workbench),
);
