import type { ExamplesOf } from '../../engine/examples.ts';
import type { dotnetRules } from './dotnet.ts';

export const dotnetExamples: Partial<ExamplesOf<typeof dotnetRules>> = {
  'dotnet-exception': {
    examples: [
      ' ---> System.Net.Sockets.SocketException (11001): No such host is known.',
      '       ---> Npgsql.PostgresException (0x80004005): 42P01: relation "runs" does not exist',
      'Unhandled exception. CsvHelper.TypeConversion.TypeConverterException: The conversion cannot be performed.',
    ],
  },
  'dotnet-you-must-install': { examples: ['You must install or update .NET to run this application.'] },
  'dotnet-a-fatal-error': {
    examples: [
      "A fatal error was encountered. The library 'hostpolicy.dll' required to execute the application was not found",
    ],
  },
  'dotnet-the-application-to': {
    examples: ["The application to execute does not exist: '/mnt/batch/tasks/wd/Render.dll'."],
  },
  'dotnet-couldn-t-find': {
    examples: [
      "Process terminated. Couldn't find a valid ICU package installed on the system. Please install libicu (or icu-libs) using your package manager and try again.",
    ],
  },
  'dotnet-stack-overflow': { examples: ['Stack overflow.'] },
  'dotnet-out-of-memory': { examples: ['GC heap initialization failed with error 0x8007000E'] },
  'dotnet-fatal-error-internal': { examples: ['Fatal error. Internal CLR error. (0x80131506)'] },
};
