import type { ExamplesOf } from '../../engine/examples.ts';
import type { solverRules } from './solvers.ts';

export const solverExamples: ExamplesOf<typeof solverRules> = {
  'openfoam-fatal': {
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
  'gromacs-fatal': {
    examples: [
      ['Error in user input:', "'foo' is not a GROMACS command."],
      ['Fatal error:', "Residue 'XYZ' not found in residue topology database"],
      ['Fatal error:', 'reading tpx file (step7.tpr) version 122 with version 116 program'],
    ],
  },
  'ansys-error': { examples: [['*** ERROR ***', 'The following parameters were unused in your input file:']] },
  'calculix-bad-keyword': {
    examples: [
      ' *ERROR reading *ELEMENT:',
      ' *ERROR in e_c3d: nonpositive jacobian',
      ' *ERROR in calinput: at least one fatal',
    ],
  },
  'energyplus-severe': {
    examples: [
      '   ** Severe  ** No Location given. Must have location information for simulation.',
      '   ** Severe  ** GetNextEnvironment: No location specified, program will terminate.',
      '   ** Severe  ** GetZoneEquipmentData1: Number of Controlled Zone objects [5] greater than Number of Zones [0]',
    ],
  },
  'energyplus-fatal': {
    examples: ['   **  Fatal  ** GetZoneEquipmentData1: Too many ZoneHVAC:EquipmentConnections objects.'],
  },
  'openfoam-exiting': { examples: ['FOAM exiting', 'FOAM parallel run exiting'] },
  'lammps-missing-package': {
    examples: [
      "ERROR: Unrecognized pair style 'reaxff' is part of the REAXFF package which is not enabled in this LAMMPS binary. (src/force.cpp:275)",
    ],
  },
  'lammps-lost-atoms': {
    examples: [
      'ERROR: Lost atoms: original 108 current 0 (src/thermo.cpp:439)',
      'ERROR on proc 17: Out of range atoms - cannot compute PPPM (src/KSPACE/pppm.cpp:1940)',
    ],
  },
  'lammps-error': {
    examples: [
      'ERROR: Illegal lattice command (src/lattice.cpp:84)',
      'ERROR: All pair coeffs are not set (src/pair.cpp:251)',
      'ERROR: Unknown command: atomstyle atomic (src/input.cpp:274)',
    ],
  },
  'solver-invalid-option': { examples: ['Invalid option: -nosuch'] },
  'lammps-bad-argument': { examples: ['ERROR: Invalid command-line argument (src/lammps.cpp:441)'] },
  'solver-unknown-output-driver': { examples: ["Output driver `NOSUCH' not recognised."] },
  'ansys-license': {
    examples: ['ANSYS LICENSE MANAGER ERROR:', 'Could not connect to any license server.'],
  },
  'solver-exited': {
    examples: [
      'Abaqus/Analysis exited with errors',
      'Found Error: Sub: ReadInput Line: 12',
      'endrun called with error code 1',
    ],
  },
  'solver-error-at-source': { examples: [['ERROR 12 [file main.c, line 40]:', 'The table has no rows']] },
  'solver-unreadable-item': { examples: ['Error reading item 4 of dataset 3'] },
  'solver-missing-file': {
    examples: [
      ' *ERROR in openfile: cannot open file beam.inp',
      '*ERROR in readinput: cannot open file beam.inp',
      'Error on OPEN: input.nml',
      'ERROR: Cannot open file data.melt: No such file or directory (src/read_data.cpp:312)',
      'Abaqus Error: The following file(s) could not be located: beam.inp',
    ],
  },
  'openfoam-floating-point': { examples: ['#1  Foam::sigFpe::sigHandler(int) at ??:?'] },
  'fluent-floating-point': {
    examples: ['Error: floating point exception in zone 3', 'Error: Floating Point Exception'],
  },
  'fluent-diverged': { examples: ['Error: Divergence detected in AMG solver: temperature'] },
  'cfx-internal-error': { examples: ['An internal error occurred in solver module cfx5solve'] },
  'solver-open-failed': { examples: ['Open failed on >mesh.cas<'] },
  'fluent-error-object': { examples: ['Error Object: #f', 'Error: #f'] },
};
