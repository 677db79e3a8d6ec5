const bytesPerMiB = 1024 * 1024;
const folder = '/mnt/batch/tasks/workitems/train/job-1/task-7/wd';

/** Repeated output of failing programs; each block gets its number. */
const blocks = {
  /** One error for each record. */
  errors: (turn: number) =>
    `2026-11-20 08:14:02,118 ERROR etl.load: record ${turn}: could not parse field 'price': invalid value 'n/a'\n`,
  /** A stack trace for each record. */
  pythonTraces: (turn: number) => traceback(turn).join(''),
  javaTraces: (turn: number) =>
    [
      `2026-11-20 08:14:02.118 ERROR [worker-${turn % 8}] c.e.etl.Loader - could not load record ${turn}\n`,
      `java.lang.IllegalStateException: could not load record ${turn}\n`,
      '\tat com.example.etl.Loader.load(Loader.java:42)\n',
      '\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)\n',
      '\tat java.base/java.lang.Thread.run(Thread.java:833)\n',
      `Caused by: java.io.FileNotFoundException: /mnt/data/part-${turn}.parquet (No such file or directory)\n`,
      '\tat java.base/java.io.FileInputStream.open0(Native Method)\n',
      '\tat com.example.etl.Reader.open(Reader.java:17)\n\t... 3 more\n',
    ].join(''),
  /** The same traceback from many ranks, interleaved line by line. */
  ranks: (turn: number) => {
    const ranks = Array.from({ length: 16 }, (_, rank) => rank);
    return traceback(turn)
      .flatMap((line) => ranks.map((rank) => `[1,${rank}]<stderr>:${line}`))
      .join('');
  },
  /** A line of a megabyte. */
  longLine: (turn: number) =>
    `{"level":"error","msg":"could not open file /data/part-${turn}.csv: No such file or directory","code":"ENOENT"},`,
} as const;

function traceback(turn: number): readonly string[] {
  return [
    'Traceback (most recent call last):\n',
    `  File "${folder}/train.py", line ${42 + (turn % 7)}, in <module>\n`,
    '    main()\n',
    `  File "${folder}/train.py", line ${17 + (turn % 5)}, in main\n`,
    `    weights = open("weights-${turn}.pt", "rb")\n`,
    `FileNotFoundError: [Errno 2] No such file or directory: 'weights-${turn}.pt'\n`,
  ];
}

export type DenseLog = keyof typeof blocks;
export const denseLogs: readonly DenseLog[] = ['errors', 'pythonTraces', 'javaTraces', 'ranks', 'longLine'];

/** Returns the bytes, all ASCII, of a log of one MiB that consists only of failures. */
export function denseLog(kind: DenseLog): Buffer {
  let text = '';
  for (let turn = 0; text.length < bytesPerMiB; turn++) text += blocks[kind](turn);
  return Buffer.from(text.slice(0, bytesPerMiB));
}
