import { writeSync } from 'node:fs';

/**
 * Reporter that ends the tests at the first failure: `#failed {"file":…,"name":…}`, with the file whose suite failed.
 */
// Node accepts a reporter only as the default export; biome.json makes the exception for this file.
export default async function report(events) {
  let file;
  for await (const { type, data } of events) {
    if (type === 'test:start' && data.nesting === 0) file = data.name;
    if (type !== 'test:fail' || data.details.error.failureType === 'subtestsFailed') continue;
    writeSync(1, `#failed ${JSON.stringify({ file, name: data.name })}\n`);
    process.exit(1);
  }
}
