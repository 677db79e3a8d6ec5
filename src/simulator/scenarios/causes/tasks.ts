import { type RunFailure, taskDiskFull } from '../../executors/outcome.ts';
import { inputFile, outputFile, storageUrl } from '../bodies.ts';
import {
  blobAccessDenied,
  blobNotFound,
  ended,
  failed,
  hourMs,
  minuteMs,
  neverStarted,
  notUploaded,
  programNotFound,
  succeeded,
  uploadDenied,
} from '../runs.ts';
import type { Scenario } from '../scenario.ts';
import { completedTask, smallWorld, someSucceeded, waitingTask } from './smallWorld.ts';

/** Creates a scenario with one task for each way in which a task fails before its program starts. */
export function makePreProcessing(): Scenario {
  const url = storageUrl('inputs/data.csv');
  const expired = storageUrl('inputs/data.csv', { expired: true });
  const wordless = (category: RunFailure['category'], code: string, message: string): RunFailure => ({
    category,
    code,
    message,
    details: [{ name: 'BlobSource', value: url }],
  });
  const resourceFiles = [inputFile('data.csv')];
  const expiredFiles = [inputFile('data.csv', 'data.csv', { expired: true })];
  const task = (id: string, failure: RunFailure, files = resourceFiles) =>
    completedTask(id, neverStarted(failure), { body: { resourceFiles: files } });
  return smallWorld(
    'pre-processing',
    "Tasks fail before their programs start. One resource file is missing, one has an expired SAS, one container can't be listed, one download timed out, one failed for no clear reason, one program doesn't exist, and one node has no disk space left.",
    {
      job: {
        tasks: [
          task('blob-missing', blobNotFound(url, 'data.csv')),
          task('sas-expired', blobAccessDenied(expired, 'data.csv'), expiredFiles),
          task(
            'container-denied',
            wordless(
              'UserError',
              'ResourceContainerAccessDenied',
              'Access for one of the specified Azure Blob container(s) is denied',
            ),
          ),
          task(
            'download-slow',
            wordless(
              'ServerError',
              'BlobDownloadTimedOut',
              'Timed out while downloading one of the specified Azure Blob(s)',
            ),
          ),
          task(
            'download-odd',
            wordless(
              'ServerError',
              'BlobDownloadMiscError',
              'Miscellaneous error encountered while downloading one of the specified Azure Blob(s)',
            ),
          ),
          task('program-missing', programNotFound),
          task('no-room', taskDiskFull),
        ],
      },
    },
  );
}

/** Creates a scenario with one task for each way in which an upload of output files fails. */
export function makeUpload(): Scenario {
  const task = (id: string, failure: RunFailure, expired = false) =>
    completedTask(id, notUploaded(failure, minuteMs, { stdout: 'result written\n', files: uploadLogs(failure) }), {
      body: { outputFiles: [outputFile('*.csv', id, { expired })] },
    });
  const code = (name: string, message: string): RunFailure => ({
    category: 'UserError',
    code: name,
    message,
    details: [{ name: 'FilePattern', value: '*.csv' }],
  });
  return smallWorld(
    'upload',
    "Programs succeed, but their tasks fail because the results didn't reach storage: the SAS had expired, the container doesn't exist, a blob must not be overwritten, the upload took too long, or storage failed.",
    {
      job: {
        tasks: [
          task(
            'sas-expired',
            uploadDenied(
              storageUrl('outputs', { permissions: 'w', expired: true }),
              '*.csv',
              'workitems/job/job-1/sas-expired/wd/result.csv',
            ),
            true,
          ),
          task(
            'container-missing',
            code('FileUploadContainerNotFound', 'The container of one of the specified output file(s) was not found'),
          ),
          task(
            'conflict',
            code(
              'FileUploadConflict',
              'A conflict was encountered while uploading one of the specified output file(s)',
            ),
          ),
          task('slow', code('FileUploadTimedOut', 'Timed out while uploading one of the specified output file(s)')),
          task(
            'odd',
            code(
              'FileUploadMiscError',
              'Miscellaneous error encountered while uploading one of the specified output file(s)',
            ),
          ),
        ],
      },
    },
  );
}

function uploadLogs({ code }: RunFailure): Record<string, string> {
  return {
    'wd/result.csv': 'a,b\n1,2\n',
    'fileuploadout.txt': '1 file(s) match the pattern *.csv\n',
    'fileuploaderr.txt': `Could not upload result.csv: ${code}\n`,
  };
}

/** Creates a scenario in which a program fails with its own message, while some tasks succeed. */
export function makeApplication(): Scenario {
  const stderr = `Traceback (most recent call last):
  File "/mnt/batch/tasks/workitems/job/job-1/fails/wd/solve.py", line 31, in <module>
    main()
  File "/mnt/batch/tasks/workitems/job/job-1/fails/wd/solve.py", line 27, in main
    matrix = read(sys.argv[1])
  File "/mnt/batch/tasks/workitems/job/job-1/fails/wd/solve.py", line 12, in read
    raise ValueError(f"{path}: row {row} has {len(cells)} cells, expected {width}")
ValueError: case-7.txt: row 18 has 5 cells, expected 6
`;
  return smallWorld(
    'application',
    'The program itself fails: it writes a traceback to stderr and ends with exit code 1, while the other tasks succeed.',
    {
      job: {
        tasks: [
          ...someSucceeded(3),
          completedTask('fails', failed(1, 4000, { stdout: 'reading case-7.txt\n', stderr })),
        ],
      },
    },
  );
}

/** Creates a scenario with tasks that are ended by their constraints. */
export function makeConstraint(): Scenario {
  const limits = { maxWallClockTime: 'PT1H', maxTaskRetryCount: 2 };
  return smallWorld(
    'constraint',
    'Constraints end tasks. One reached its wall-clock limit of an hour, one is running and will reach its own too, one has used up its two retries, and one failed on its first and only attempt because no retries were configured.',
    {
      pool: { nodes: [{ sinceAgoMs: 3 * hourMs }, { sinceAgoMs: 3 * hourMs }] },
      job: {
        tasks: [
          completedTask('too-slow', ended(hourMs, { stdout: 'step 412 of 900\n' }), { body: { constraints: limits } }),
          completedTask('retries-used', failed(75, minuteMs, { stderr: 'licence server busy\n' }), {
            body: { constraints: limits },
            executionInfo: { retryCount: 2 },
          }),
          completedTask('no-retries', failed(75, minuteMs, { stderr: 'licence server busy\n' })),
          {
            ...waitingTask('will-be-too-slow', succeeded(3 * hourMs)),
            body: { id: 'will-be-too-slow', commandLine: './slow', constraints: limits },
          },
        ],
      },
    },
  );
}

const exitCodes = [1, 2, 126, 127, 134, 137, 139, 143, 255, -9];

/** Creates a scenario with one task for each exit code that has its own meaning. */
export function makeExitCodes(): Scenario {
  return smallWorld(
    'exit-codes',
    'Tasks that show nothing except their exit codes: those of shells, of signals, and of the node agent.',
    {
      job: {
        tasks: exitCodes.map((code) => completedTask(`exit-${code < 0 ? `minus-${-code}` : code}`, failed(code, 1000))),
      },
    },
  );
}
