/** A failed step, described for a person: the step, the reason, and a fix. */
export class Failure extends Error {
  constructor(step, why, whatToDo) {
    super(`${step}: ${why}${whatToDo ? `\n  What to do: ${whatToDo}` : ''}`);
    this.name = 'Failure';
  }
}

/** Returns the lines of a program's output that describe its error: the first few, without npm's usage page. */
export function errorLines(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && line.trim() !== 'npm error');
  const usage = lines.findIndex((line) => /Usage:$/.test(line));
  return lines.slice(0, Math.min(12, usage < 0 ? lines.length : usage)).join('\n');
}
