import { shouted } from '../../../code/shoutedLevels.ts';
import { type RecordReader, toPlainRecord } from './logRecord.ts';

/** Levels that a wrapper wrote in capitals, in what programs say whose words are known in small letters. */
export function readShoutedLevels(_log: string, sample: string): RecordReader | undefined {
  if (!/ERROR|WARNING/.test(sample)) return undefined;
  const heard = shouted.filter(
    ({ word, beside }) => new RegExp(word.source, 'm').test(sample) && (beside === undefined || beside.test(sample)),
  );
  if (heard.length === 0) return undefined;
  return (line) => {
    if (!line.includes('ERROR') && !line.includes('WARNING')) return undefined;
    const said = heard.reduce((text, { word, asSaid }) => text.replace(word, asSaid), line);
    return said === line ? undefined : [toPlainRecord([said])];
  };
}
