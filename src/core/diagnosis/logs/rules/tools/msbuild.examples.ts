import type { ExamplesOf } from '../../engine/examples.ts';
import type { msbuildRules } from './msbuild.ts';

export const msbuildExamples: ExamplesOf<typeof msbuildRules> = {
  'msbuild-error': {
    examples: [
      'MSBUILD : error MSB1009: Project file does not exist.',
      'MSBUILD : error MSB1003: Specify a project or solution file. The current working directory does not contain a project or solution file.',
      '/src/app/app.csproj : error NU1201: Project Core is not compatible with netcoreapp3.1 (.NETCoreApp,Version=v3.1). Project Core supports: net5.0 (.NETCoreApp,Version=v5.0) [/src/all.sln]',
    ],
    not: ['Build succeeded.', '    0 Error(s)'],
  },
  'msbuild-build-failed': {
    examples: [
      'Done building project "WebApplication1.csproj" -- FAILED.',
      '========== Build: 0 succeeded, 1 failed, 7 up-to-date, 0 skipped ==========',
    ],
    not: ['========== Rebuild All: 3 succeeded, 0 failed, 0 skipped =========='],
  },
};
