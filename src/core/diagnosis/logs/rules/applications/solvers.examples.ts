import type { ExamplesOf } from '../../engine/examples.ts';
import type { solverRules } from './solvers.ts';

export const solverExamples: Partial<ExamplesOf<typeof solverRules>> = {
  'solvers-foam': {
    examples: [
      [
        '--> FOAM FATAL ERROR:',
        '"/mnt/batch/tasks/workitems/frames/job-1/task-7/wd/system/blockMeshDict"',
        '',
        '',
        '    From function int main(int, char**)',
        '    in file findBlockMeshDict.H at line 61.',
        '',
        'FOAM exiting',
      ],
      [
        '--> FOAM FATAL ERROR: (openfoam-2312)',
        'number of processor directories = 2 is not equal to the number of processors = 4',
        '',
        '    From bool Foam::argList::checkRootCase() const',
        '    in file global/argList/argList.C at line 1901.',
        '',
        'FOAM parallel run exiting',
      ],
      [
        '--> FOAM FATAL IO ERROR:',
        'Bad token - could not get scalar value',
        '',
        'file: /mnt/batch/tasks/workitems/frames/job-1/task-7/wd/system/controlDict.deltaT at line 0.',
        '',
        '    From function Foam::Istream& Foam::operator>>(Foam::Istream&, Foam::doubleScalar&)',
        '    in file lnInclude/Scalar.C at line 141.',
        '',
        'FOAM exiting',
      ],
    ],
  },
  'solvers-gromacs': {
    examples: [
      ['Error in user input:', "'foo' is not a GROMACS command."],
      ['Fatal error:', "Residue 'XYZ' not found in residue topology database"],
      ['Fatal error:', 'reading tpx file (step7.tpr) version 122 with version 116 program'],
    ],
  },
  'solvers-ansys': { examples: [['*** ERROR ***', 'The following parameters were unused in your input file:']] },
  'solvers-error-reading': {
    examples: [
      ' *ERROR reading *ELEMENT:',
      ' *ERROR in e_c3d: nonpositive jacobian',
      ' *ERROR in calinput: at least one fatal',
    ],
  },
  'solvers-severe': {
    examples: [
      '   ** Severe  ** No Location given. Must have location information for simulation.',
      '   ** Severe  ** GetNextEnvironment: No location specified, program will terminate.',
      '   ** Severe  ** GetZoneEquipmentData1: Number of Controlled Zone objects [5] greater than Number of Zones [0]',
    ],
  },
  'solvers-fatal': {
    examples: ['   **  Fatal  ** GetZoneEquipmentData1: Too many ZoneHVAC:EquipmentConnections objects.'],
  },
  'solvers-foam-exiting': { examples: ['FOAM exiting', 'FOAM parallel run exiting'] },
  'solvers-error-cannot-open': {
    examples: ['ERROR: Cannot open file data.melt: No such file or directory (src/read_data.cpp:312)'],
  },
  'solvers-error-which-is': {
    examples: [
      "ERROR: Unrecognized pair style 'reaxff' is part of the REAXFF package which is not enabled in this LAMMPS binary. (src/force.cpp:275)",
    ],
  },
  'solvers-error-lost-atoms': {
    examples: [
      'ERROR: Lost atoms: original 108 current 0 (src/thermo.cpp:439)',
      'ERROR on proc 17: Out of range atoms - cannot compute PPPM (src/KSPACE/pppm.cpp:1940)',
    ],
  },
  'solvers-error': {
    examples: [
      'ERROR: Illegal lattice command (src/lattice.cpp:84)',
      'ERROR: All pair coeffs are not set (src/pair.cpp:251)',
      'ERROR: Unknown command: atomstyle atomic (src/input.cpp:274)',
    ],
  },
  'solvers-invalid-option': { examples: ['Invalid option: -nosuch'] },
  'solvers-invalid-command-line': { examples: ['ERROR: Invalid command-line argument (src/lammps.cpp:441)'] },
  'solvers-output-driver-not': { examples: ["Output driver `NOSUCH' not recognised."] },
  'solvers-could-not-connect': {
    examples: ['ANSYS LICENSE MANAGER ERROR:', 'Could not connect to any license server.'],
  },
  'solvers-abaqus-analysis-exited': { examples: ['Abaqus/Analysis exited with errors'] },
};
