import { type RecordReader, toPlainRecord } from './logRecord.ts';

const step = /^ > (?:\[[^\]]{1,200}\] )?(?:RUN|COPY|ADD) /;
const seconds = /^\d{1,6}\.\d{1,3}(?: |$)/;

/** What a failed step of a container's build printed, as BuildKit quotes it at the end: each line after its seconds. */
export function readBuildSteps(log: string): RecordReader | undefined {
  // Few texts have a bracket and a space, and all have ends of lines.
  const hasSteps = log.startsWith(' > ') || (log.includes('> ') && log.includes('\n > '));
  if (!hasSteps) return undefined;
  let isInStep = false;
  return (line) => {
    const found = isInStep ? seconds.exec(line) : null;
    isInStep = step.test(line) || found !== null;
    return found === null ? undefined : [toPlainRecord([line.slice(found[0].length)])];
  };
}
