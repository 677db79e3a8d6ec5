import type { ExamplesOf } from '../../engine/examples.ts';
import type { headlineRules } from './headlines.ts';

export const headlineExamples: ExamplesOf<typeof headlineRules> = {
  'wrf-headline': {
    examples: [
      ['FATAL CALLED FROM FILE: <stdin> LINE: 7632', 'module_ra_rrtm: error opening RRTM_DATA on unit 10'],
      [
        '-------------- FATAL CALLED ---------------',
        'program wrf: error opening wrfrst_d01_2015-07-11_00_00_00 for reading',
      ],
      [
        'FATAL CALLED FROM FILE:  <stdin>  LINE:      70',
        ' program wrf: error opening wrfinput_d01 for reading ierr=       -1021',
      ],
    ],
  },
  'quantum-espresso-headline': {
    examples: [['Error in routine card_atomic_positions (2):', 'ATOMIC_SPECIES must be present before']],
  },
  'su2-headline': {
    examples: [
      [
        'Error in "void CConfig::SetConfig_Parsing(char*)":',
        '-------------------------------------------------------------------------',
        'Unable to open file turb.cfg',
      ],
    ],
  },
  'petsc-headline': {
    examples: [
      [
        '[0]PETSC ERROR: --------------------- Error Message --------------------------------------------------------------',
        '[0]PETSC ERROR: Signal received',
      ],
    ],
  },
  'roms-headline': {
    examples: [[' Blowing-up: Saving latest model state into  RESTART file', '     REASON: MaxSpeed =  3.2E+02']],
  },
  'geant4-headline': {
    examples: [
      ['*** G4Exception : PART70001', '      issued by : G4NuclideTable', 'ENSDFSTATE.dat is not found.'],
      [
        '*** G4Exception : GeomMgt0002',
        '      issued by : G4SmartVoxelHeader::BuildNodes()',
        'PANIC! - Overlapping daughter with mother volume.',
      ],
    ],
  },
  'elasticsearch-headline': {
    examples: [
      [
        'ERROR: [1] bootstrap checks failed',
        '[1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]',
      ],
      [
        'ERROR: [2] bootstrap checks failed. You must address the points described in the following [2] lines before starting Elasticsearch.',
        'bootstrap check failure [1] of [2]: max file descriptors [4096] for elasticsearch process is too low, increase to at least [65535]',
      ],
    ],
  },
  'modflow-headline': {
    examples: [
      ['ERROR REPORT:', '', '  1. Error reading list. The number of records encountered exceeds the'],
      ['ERROR REPORT:', '', '  1. AUXDEPTHNAME was specified as DDRN but no AUX variable found with this'],
    ],
  },
  'dftb-headline': { examples: [['ERROR!', '-> SCC is NOT converged, maximal SCC iterations exceeded']] },
  'opm-headline': {
    examples: [
      [
        'Error: Problem with keyword RESTART',
        'In WAG_RESTART.DATA line 318',
        'The restart file: WAG.X0001 does not exist',
      ],
    ],
  },
  'vasp-headline': {
    examples: [
      [
        '|     EEEEEEE  RRRRRR   RRRRRR   OOOOOOO  RRRRRR      ###     ###     ###     |',
        '|     E        R     R  R     R  O     O  R     R     ###     ###     ###     |',
        '|                                                                             |',
        '|     VASP internal routines have requested a change of the k-point set.      |',
      ],
    ],
  },
  'martian-headline': {
    examples: [['Log message:', 'An extremely low rate of correct barcodes was observed for all the']],
  },
  'dbt-database-headline': {
    examples: [
      ['Database Error in model daily_orders (models/marts/daily_orders.sql)', '  column "order_ts" does not exist'],
    ],
  },
  'dbt-compilation-headline': {
    examples: [
      [
        'Compilation Error in model customers (models/customers.sql)',
        "  Model 'model.shop.customers' depends on a node named 'stg_x' which was not found",
      ],
    ],
  },
  'charm-headline': {
    examples: [
      [
        '------------- Processor 751 Exiting: Called CmiAbort ------------',
        'Reason: Could not malloc()--are we out of memory? (used: 14.841MB)',
      ],
    ],
  },
  'gaussian-termination': {
    examples: [
      [' GrdOpt needs charges', ' Error termination via Lnk1e in /opt/g16/l103.exe at Wed May 11 20:15:18 2011.'],
    ],
  },
  'cp2k-headline': {
    examples: [
      [
        ' *******************************************************************************',
        ' *   ___                                                                       *',
        ' *  /   \\                                                                      *',
        ' * [ABORT]                                                                     *',
        ' *  \\___/    Cannot find basis set for atomic kind X                           *',
        ' *    |                                                                        *',
      ],
    ],
  },
  'itk-headline': {
    examples: [
      [
        'itk::ExceptionObject (0x55d)',
        'Location: "unknown"',
        'File: /src/itkImageFileReader.hxx',
        'Line: 136',
        'Description: Could not create IO object for reading file brain.nii',
      ],
    ],
  },
  'athena-headline': {
    examples: [['### FATAL ERROR in function [Mesh::Initialize]', 'MeshBlock size is not consistent with the mesh']],
  },
};
