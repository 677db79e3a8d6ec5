import type { ExamplesOf } from '../../engine/examples.ts';
import type { juliaRules } from './julia.ts';

export const juliaExamples: ExamplesOf<typeof juliaRules> = {
  'julia-error': {
    examples: [
      'ERROR: LoadError: UndefVarError: `x` not defined',
      'ERROR: LoadError: could not load symbol "H5Pset_fapl_mpio":',
      'ERROR: LoadError: IOError: cd("./src"): no such file or directory (ENOENT)',
      [
        'ERROR: MethodError: no method matching area(::String)',
        '',
        'Closest candidates are:',
        '  area(::Tile, ::Int64)',
        '   @ Main /mnt/batch/wd/tiles.jl:4',
        '  area(::Mosaic)',
        '   @ Main /mnt/batch/wd/mosaic.jl:9',
        '',
        'Stacktrace:',
        ' [1] top-level scope',
        '   @ /mnt/batch/wd/run.jl:2',
      ],
      [
        'ERROR: The following 1 direct dependency failed to precompile:',
        'TileTools [43cec31a-7359-4a83-a6d6-343d53e86afd]',
        'Failed to precompile TileTools to /home/_azbatch/.julia/compiled/v1.9/TileTools/jl_A.',
        'ERROR: LoadError: SystemError: opening file "/mnt/batch/wd/tiles.jl": No such file or directory',
        'Stacktrace:',
        ' [1] systemerror(p::String, errno::Int32)',
      ],
    ],
  },
  'julia-logged': {
    examples: [
      [
        '┌ Error: tile failed',
        '│   tile = 12',
        '│   exception =',
        '│    ArgumentError: invalid base 10 digit \'x\' in "1x"',
        '│    Stacktrace:',
        '│     [1] tryparse_internal(#unused#::Type{Int64}, s::String, startpos::Int64, endpos::Int64, base_::Int64, raise::Bool)',
        '│       @ Base ./parse.jl:137',
        '│     [2] parse',
        '│       @ ./parse.jl:241 [inlined]',
        '│     [3] read_tile(l::String)',
        '│       @ Main /mnt/batch/tasks/workitems/job/job-1/t/wd/tiles.jl:8',
        '│     [4] top-level scope',
        '│       @ /mnt/batch/tasks/workitems/job/job-1/t/wd/tiles.jl:20',
        '└ @ Main /mnt/batch/tasks/workitems/job/job-1/t/wd/tiles.jl:23',
      ],
    ],
  },
  'julia-signal': {
    examples: [['signal (11.1): Segmentation fault', 'in expression starting at /mnt/batch/solve.jl:7']],
  },
};
