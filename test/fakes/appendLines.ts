import { NodeFolder } from '../../src/node/nodeFolder.ts';

/** Appends numbered lines to a file of a folder until the process is killed, and prints the number of each. */
const [, , folder = '', name = '', owner = ''] = process.argv;
const files = new NodeFolder(folder);
for (let number = 0; ; number++) {
  await files.append(name, `${JSON.stringify({ owner, number, filler: 'x'.repeat(number % 300) })}\n`);
  process.stdout.write(`${number}\n`);
}
