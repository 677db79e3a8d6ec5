import { type RecordReader, toPlainRecord } from './logRecord.ts';

const label = /^ {0,5}(\d{1,5}):(?: |$)/;
/** How it begins where there are more than nine ranks. */
const padded = /^ {1,4}\d{1,4}: /;
/** Lines that begin with a number by more than chance. */
const fewest = 2;
/** Of all lines: launchers say some things themselves. */
const nearlyAll = 0.9;

/** Lines that all begin with the number of the rank that printed them, as `srun --label` puts it, the empty ones, too. */
export function readRankLabels(_log: string, sample: string): RecordReader | undefined {
  const lines = sample.split('\n').filter((line) => line.trim() !== '');
  const labelled = lines.filter((line) => label.test(line)).length;
  if ((labelled < fewest && !padded.test(lines[0] ?? '')) || labelled < lines.length * nearlyAll) return undefined;
  return (line) => {
    const found = label.exec(line);
    return found === null ? undefined : [toPlainRecord([`[${found[1]}]: ${line.slice(found[0].length)}`])];
  };
}
