import { longLog } from './longLog.ts';

const bytesPerMiB = 1024 * 1024;
const esc = String.fromCharCode(0x1b);

/** Contents of long logs, by the repeated text; `turn` counts the repetitions. */
const shapes = {
  blankLines: () => '\n',
  blankLinesOfWindows: () => '\r\n',
  tabs: () => '\t\n',
  spaces: () => '    \n',
  hashes: () => '#\n',
  rules: () => '----------------\n',
  dots: () => '.\n',
  letters: () => 'a\n',
  NULs: () => '\0\n',
  coloursAlone: () => `${esc}[0m\n`,
  timesAlone: () => '08:14:02 \n',
  ranksAlone: (turn) => `[1,${turn % 16}]<stderr>:\n`,
  tracedCommands: (turn) => `+ cp tile-${turn} /mnt\n`,
  overwritten: (turn) => `tile ${turn}\rtile ${turn} done\r\n`,
  colours: (turn) => `${esc}[32mok${esc}[0m tile ${turn}\n`,
  errors: (turn) => `error: could not open tile ${turn}\n`,
  warnings: (turn) => `WARNING: tile ${turn} is late\n`,
  crashes: () => 'Segmentation fault\n',
  heads: () => 'Traceback (most recent call last):\n',
  quotes: (turn) => `Command error:\n  tile ${turn}\n`,
  framesOfNode: (turn) => `    at render (/mnt/wd/farm.js:${turn}:5)\n`,
  framesOfPython: (turn) => `  File "/mnt/wd/farm.py", line ${turn}, in render\n`,
  framesOfJava: (turn) => `\tat com.example.Farm.render(Farm.java:${turn})\n`,
  framesAtTheLeft: (turn) => `at com.example.farm.Render.render(Render.java:${turn})\n`,
  innerExceptions: (turn) =>
    ` ---> (Inner Exception #${turn}) System.InvalidOperationException: tile ${turn} is broken\n` +
    `   at Contoso.Farm.Render(Int32 tile) in /src/Farm.cs:line ${turn % 300}\n`,
  linesOfCode: () => '+ render\n',
  json: (turn) =>
    `{"time":"2026-11-20T08:14:02Z","level":"info","msg":"tile ${turn} of frame 17 is done","worker":3}\n`,
  jsonErrors: (turn) =>
    `{"time":"2026-11-20T08:14:02Z","level":"error","msg":"could not open tile ${turn} of frame 17"}\n`,
  brokenJson: (turn) => `{"time":"2026-11-20T08:14:02Z","level":info,"msg":"tile ${turn} of frame 17 is done"}\n`,
  logfmt: (turn) => `time=2026-11-20T08:14:02Z level=info msg="tile ${turn} of frame 17 is done" worker=3 ms=3411\n`,
  rows: (turn) =>
    turn === 0 ? 'time,level,message\n' : `2026-11-20T08:14:02Z,info,tile ${turn} of frame 17 is done\n`,
  rankLabels: (turn) => `${turn % 16}: frame 17 tile ${turn} of 64 done in 3.41 s by worker 3\n`,
  buildSteps: (turn) => (turn === 0 ? ' > [2/3] RUN make:\n' : `${turn % 60}.412 frame 17 tile ${turn} of 64 done\n`),
  oneBlankLine: () => ' ',
  oneLineOfTabs: () => '\t',
  oneLineOfReturns: () => '\r',
  oneLineOfDots: () => '.',
  oneLineOfLetters: () => 'a',
  oneLineOfNULs: () => '\0',
  oneLineOfEscapes: () => esc,
  oneLineOfWords: (turn) => `tile ${turn} `,
} as const satisfies Readonly<Record<string, (turn: number) => string>>;

export type LogShape = keyof typeof shapes;
export const logShapes = Object.keys(shapes) as readonly LogShape[];

const error = 'error: could not open scene.blend: No such file or directory\n';
const stack =
  'Traceback (most recent call last):\n  File "/mnt/wd/farm.py", line 17, in <module>\nKeyError: \'tile\'\n';

/** Places of a failure in such a log. */
export const failurePlaces = {
  nowhere: (text: string) => text,
  before: (text: string) => error + text,
  after: (text: string) => `${text}\n${stack}`,
  around: (text: string) => `${stack}${text}\nBus error (core dumped)\n`,
} as const;

/** Makes a log of only this shape, with the given number of characters. */
export function shapedLog(shape: LogShape, length = bytesPerMiB): string {
  const parts: string[] = [];
  for (let turn = 0, size = 0; size < length; turn++) {
    const part = shapes[shape](turn);
    parts.push(part);
    size += part.length;
  }
  // Converts the text to a flat string, like that of a log decoded from bytes.
  return Buffer.from(parts.join('').slice(0, length)).toString();
}

/** Returns the log with which all others are compared. */
export function plainLog(): string {
  return longLog(1).toString();
}
