import { azureReaders } from './azure.ts';
import { demoteBackground } from './background.ts';
import { bioReaders } from './bio.ts';
import { bundlerReaders } from './bundlers.ts';
import { cargoReaders } from './cargo.ts';
import { compilerReaders } from './compiler.ts';
import { condaReaders } from './conda.ts';
import { containerReaders } from './container.ts';
import { cxxTemplateReaders } from './cxxTemplates.ts';
import { databaseReaders } from './database.ts';
import { debuggerReaders } from './debuggers.ts';
import { dotnetReaders } from './dotnet.ts';
import { dotnetTestReaders } from './dotnetTest.ts';
import { escapedStackReaders } from './escapedStack.ts';
import type { Finding, LogContext, Reader } from './finding.ts';
import { fortranReaders } from './fortran.ts';
import { genericReaders } from './generic.ts';
import { gitReaders } from './git.ts';
import { goReaders } from './go.ts';
import { goStackReaders } from './goStack.ts';
import { gpuReaders, torchReaders } from './gpu.ts';
import { hdf5Readers } from './hdf5.ts';
import { gaussianReader, headlineReaders } from './headlines.ts';
import { httpReaders } from './http.ts';
import { javaReaders } from './java.ts';
import { jestReaders } from './jest.ts';
import { jsonTracebackReaders } from './jsonTraceback.ts';
import { juliaReaders } from './julia.ts';
import { jvmToolReaders } from './jvmTools.ts';
import { kernelReaders } from './kernel.ts';
import { LiteralScanner } from './literalScanner.ts';
import { loaderReaders } from './loader.ts';
import type { LogText } from './logText.ts';
import { loneExceptionReaders } from './loneException.ts';
import { matlabReaders } from './matlab.ts';
import { mediaReaders } from './media.ts';
import { mpiReaders } from './mpi.ts';
import { nativeReaders } from './native.ts';
import { nextflowReaders } from './nextflow.ts';
import { nodeReaders } from './node.ts';
import { nodePackageReaders } from './nodePackages.ts';
import { notebookReaders } from './notebooks.ts';
import { packageReaders } from './packages.ts';
import { perlReaders } from './perl.ts';
import { phpReaders } from './php.ts';
import { pipReaders } from './pip.ts';
import { posixReaders } from './posix.ts';
import { powershellReaders } from './powershell.ts';
import { provisioningReaders } from './provisioning.ts';
import { pytestReaders } from './pytest.ts';
import { pythonReaders } from './python.ts';
import { rReaders } from './r.ts';
import { reloggedReaders } from './relogged.ts';
import { renderReaders } from './render.ts';
import { rubyReaders } from './ruby.ts';
import { rustReaders } from './rust.ts';
import { scriptingReaders } from './scripting.ts';
import { shellReaders } from './shell.ts';
import { solverReaders } from './solvers.ts';
import { sparkReaders } from './spark.ts';
import { transferReaders } from './transfer.ts';
import { utilityReaders } from './utilities.ts';
import { windowsReaders } from './windows.ts';
import { workflowReaders } from './workflow.ts';

/** Sightings of one literal that are followed up: the first of a log and the last; between them a log repeats itself. */
const firstSightings = 12;
const lastSightings = 36;

export const allReaders: readonly Reader[] = [
  ...reloggedReaders,
  ...pythonReaders,
  ...notebookReaders,
  ...loneExceptionReaders,
  ...pytestReaders,
  ...debuggerReaders,
  ...jsonTracebackReaders,
  ...escapedStackReaders,
  ...jestReaders,
  ...hdf5Readers,
  ...databaseReaders,
  ...shellReaders,
  ...loaderReaders,
  ...utilityReaders,
  ...compilerReaders,
  ...cxxTemplateReaders,
  ...dotnetReaders,
  ...dotnetTestReaders,
  ...fortranReaders,
  ...goReaders,
  ...goStackReaders,
  ...javaReaders,
  ...jvmToolReaders,
  ...juliaReaders,
  ...nativeReaders,
  ...nodeReaders,
  ...nodePackageReaders,
  ...bundlerReaders,
  ...perlReaders,
  ...phpReaders,
  ...powershellReaders,
  ...rReaders,
  ...rubyReaders,
  ...cargoReaders,
  ...rustReaders,

  ...kernelReaders,
  ...azureReaders,
  ...bioReaders,
  ...condaReaders,
  ...containerReaders,
  ...mediaReaders,
  ...gitReaders,
  ...matlabReaders,
  ...mpiReaders,
  ...packageReaders,
  ...pipReaders,
  ...renderReaders,
  ...scriptingReaders,
  ...solverReaders,
  ...headlineReaders,
  gaussianReader,
  ...sparkReaders,
  ...transferReaders,
  ...windowsReaders,
  ...workflowReaders,
  ...nextflowReaders,
  ...provisioningReaders,
  ...gpuReaders,
  ...torchReaders,
  ...httpReaders,
  ...posixReaders,
  ...genericReaders,
];

interface Sighting {
  readonly literal: number;
  readonly position: number;
}

const readersOn = new Map<string, number[]>();
for (const [index, { on }] of allReaders.entries())
  for (const literal of new Set(on)) {
    const readers = readersOn.get(literal);
    if (readers === undefined) readersOn.set(literal, [index]);
    else readers.push(index);
  }
const readersOfLiteral: readonly (readonly number[])[] = [...readersOn.values()];
const scanner = new LiteralScanner([...readersOn.keys()]);

/** What all readers make of a log, in the order of its lines. */
export function findAll(log: LogText, context: LogContext): Finding[] {
  const findings: Finding[] = [];
  const lastLineOf = new Int32Array(allReaders.length).fill(-1);
  let line = 0;
  for (const { literal, position } of sightings(log.source)) {
    while (log.startOf(line + 1) <= position) line++;
    log.focusOn(line, position);
    for (const index of readersOfLiteral[literal] ?? []) {
      if (lastLineOf[index] === line) continue;
      lastLineOf[index] = line;
      const finding = allReaders[index]?.read(log, line, context);
      if (finding !== undefined) findings.push(demoteBackground(finding, log));
    }
  }
  return findings;
}

/** What was seen of one literal: its first positions, and a ring of its last ones. */
interface Sightings {
  readonly first: number[];
  readonly last: number[];
  count: number;
}

function sightings(text: string): readonly Sighting[] {
  const seen = new Map<number, Sightings>();
  scanner.scan(text, (literal, position) => {
    let known = seen.get(literal);
    if (known === undefined) {
      known = { first: [], last: [], count: 0 };
      seen.set(literal, known);
    }
    if (known.first.length < firstSightings) known.first.push(position);
    else known.last[known.count++ % lastSightings] = position;
  });
  return [...seen]
    .flatMap(([literal, { first, last }]) => [...first, ...last].map((position) => ({ literal, position })))
    .sort((a, b) => a.position - b.position || a.literal - b.literal);
}
