import type { ExamplesOf } from '../../engine/examples.ts';
import type { dotnetRules } from './dotnet.ts';

export const dotnetExamples: ExamplesOf<typeof dotnetRules> = {
  'dotnet-exception': {
    examples: [
      ' ---> System.Net.Sockets.SocketException (11001): No such host is known.',
      '       ---> Npgsql.PostgresException (0x80004005): 42P01: relation "runs" does not exist',
      'Unhandled exception. CsvHelper.TypeConversion.TypeConverterException: The conversion cannot be performed.',
    ],
  },
  'dotnet-missing-assembly': {
    examples: ["Could not load file or assembly 'Mesh.Core, Version=2.1.0.0' or one of its dependencies."],
  },
  'dotnet-missing-framework': { examples: ['You must install or update .NET to run this application.'] },
  'dotnet-missing-host-library': {
    examples: [
      "A fatal error was encountered. The library 'hostpolicy.dll' required to execute the application was not found",
      'A fatal error occurred. The required library libhostfxr.so could not be found.',
      'Failed to resolve libhostfxr.so [not found]. Error code: 0x80008083',
      'You must install .NET to run this application.',
    ],
  },
  'dotnet-missing-application': {
    examples: ["The application to execute does not exist: '/mnt/batch/tasks/wd/Render.dll'."],
  },
  'dotnet-missing-icu': {
    examples: [
      "Process terminated. Couldn't find a valid ICU package installed on the system. Please install libicu (or icu-libs) using your package manager and try again.",
    ],
  },
  'dotnet-out-of-memory': { examples: ['GC heap initialization failed with error 0x8007000E'] },
  'dotnet-internal-error': { examples: ['Fatal error. Internal CLR error. (0x80131506)'] },
  'dotnet-application-not-found': {
    examples: ['Could not execute because the application was not found or a compatible .NET SDK is not installed.'],
  },
  'dotnet-response-unauthorized': {
    examples: [
      'Response status code does not indicate success: 401 (Unauthorized).',
      'Response status code does not indicate success: 403 (Forbidden).',
    ],
  },
  'dotnet-missing-argument': {
    examples: [
      "Required argument missing for command: 'convert'.",
      "Unrecognized command or argument '--fast'.",
      "Option '--input' is required.",
    ],
  },
  'dotnet-missing-project': {
    examples: [
      "Couldn't find a project to run. Ensure a project exists in /mnt/batch/tasks/workitems/j/job-1/t/wd, or pass the path to the project using --project.",
    ],
  },
  'dotnet-unknown-command': { examples: ['Could not execute because the specified command or file was not found.'] },
  'dotnet-terminated': {
    examples: [
      'Process terminated. Assertion failed.',
      'Process terminated. Infinite recursion during resource lookup within System.Private.CoreLib.',
    ],
  },
};
