import type { FamilyExamples } from './family.ts';
import type { simulationFamilies } from './simulation.ts';

export const simulationExamples: FamilyExamples<typeof simulationFamilies> = {
  'gromacs-domains': [
    '$ gmx mdrun\nFatal error:\nThere is no domain decomposition for 10 ranks that is compatible with the given box',
    '$ gmx_mpi mdrun\nFatal error:\nThe box size in direction X is too small for a cut-off of 1.0 with 2 domain decomposition cells',
    '$ gmx mdrun\nFatal error:\nThe number of ranks you selected (13) contains a large prime factor 13',
  ],
  'gromacs-unstable': [
    '$ gmx mdrun\nFatal error:\nToo many LINCS warnings (1001)',
    '$ gmx mdrun\nFatal error:\nWater molecule starting at atom 4021 can not be settled.',
    '$ gmx mdrun\nFatal error:\nstep size too small, or a particle moved too far than allowed',
  ],
  'gromacs-warnings': [
    '$ gmx grompp\nFatal error:\nToo many warnings (1).',
    '$ gmx grompp\nThere were 2 warnings\nFatal error:\nToo many warnings (2).',
    '$ gmx grompp\nFatal error: Too many errors or warnings in the topology',
  ],
  'lammps-package': [
    "$ lmp -in a\nERROR: Unrecognized pair style 'quip' is part of the ML-QUIP package which is not enabled in this LAMMPS binary.",
    "$ lmp -in a\nERROR: Unrecognized fix style 'nvt/x' (src/modify.cpp:908)",
    '$ lmp -in b\nERROR: Invalid dump style (src/output.cpp:7)',
  ],
  'lammps-coefficients': [
    '$ lmp -in a\nERROR: All pair coeffs are not set (../pair.cpp:230)',
    '$ lmp -in a\nERROR: All bond coeffs are not set (../bond.cpp:90)',
    '$ lmp -in a\nERROR: Incorrect args for pair coefficients (src/pair.cpp:5)',
  ],
  'openfoam-name': [
    '$ simpleFoam\n--> FOAM FATAL ERROR: \nUnknown patchField type foo for patch type wall',
    '$ simpleFoam\n--> FOAM FATAL IO ERROR: \nUnknown ddt type Eulerr',
    '$ snappyFoam\n--> FOAM FATAL ERROR: \nUnknown RASModel type kx',
  ],
  'openfoam-patch': [
    '$ simpleFoam\n--> FOAM FATAL IO ERROR: \nCannot find patchField entry for walls',
    '$ pisoFoam\n--> FOAM FATAL IO ERROR: \nmissing patchField entry for inlet',
    '$ icoFoam\n--> FOAM FATAL ERROR: \nboundaryField of U: entry wall is missing',
  ],
  'openfoam-field': [
    '$ reactingFoam\n--> FOAM FATAL ERROR: \ncannot find file "/mnt/wd/case/0/h2"',
    '$ simpleFoam\n--> FOAM FATAL IO ERROR: \ncannot open file\n\nfile: /mnt/wd/case/0/nut at line 0.',
    '$ pisoFoam\n--> FOAM FATAL ERROR: \n/mnt/wd/case/0/k does not exist',
  ],
  'openfoam-diverged': [
    '$ simpleFoam\n#0  Foam::error::printStack(Foam::Ostream&) at ??:?\n#1  Foam::sigFpe::sigHandler(int) at ??:?',
    '$ /bin/bash -c simpleFoam\n/bin/bash: line 1: 2144 Floating point exception(core dumped) simpleFoam',
    '$ rhoFoam\n--> FOAM FATAL ERROR: \nMaximum number of iterations exceeded: 100',
  ],
  'espresso-pools': [
    '$ pw.x -npool 8\n     Error in routine init (1):\n     some nodes have no k-points',
    '$ pw.x -nk 9\n     Error in routine mp (1):\n     wrong number of pools',
    '$ ph.x -npool 4\n     Error: too many pools for the k-points',
  ],
  'vasp-npar': [
    '$ vasp_std\n| VASP internal routines have requested a change of the k-point set. |\n| Unfortunately this is only possible if NPAR=number of nodes.        |',
    '$ vasp_gam\nERROR: this is only possible if NPAR=number of nodes',
    '$ vasp_std\nERROR: remove the tag NPAR = 4',
  ],
  'fortran-stack': [
    '$ ./wrf.exe\nforrtl: severe (174): SIGSEGV, segmentation fault occurred',
    '$ ./fds a.fds\nProgram received signal SIGSEGV: Segmentation fault - invalid memory reference.',
    '$ ./real.exe\nSegmentation fault (core dumped)',
  ],
  'mpi-fabric': [
    '$ mpirun ./a\nMPIDI_OFI_mpi_init_hook(1586): OFI fi_getinfo() failed (ofi_init.c:1586:MPIDI_OFI_mpi_init_hook:No data available)',
    '$ mpirun -n 2 ./a\nAbort(1) on node 0: MPIR_Init_thread(136): OFI addrinfo() failed',
    '$ mpirun ./b\nERROR: libfabric: no suitable provider was found',
  ],
  'wrf-namelist': [
    '$ ./real.exe\nd01  input_wrf.F: SIZE MISMATCH:  namelist num_metgrid_levels = 32\nd01 ---- ERROR: Mismatch between namelist and input file dimensions',
    '$ ./wrf.exe\nNOTE:       1 namelist vs input data inconsistencies found.\nERROR: see it',
    '$ ./real.exe\nERROR: check\nNOTE:  Please check and reset these options',
  ],
  'wrf-met-files': [
    '$ ./real.exe\nerror opening met_em.d01.2023.nc for input; bad date in namelist or file not in directory',
    '$ ./real.exe\nFATAL: could not open met_em.d02.nc',
    '$ ./real.exe\nERROR: bad date in namelist or file not in directory',
  ],
  'nwchem-memory': [
    '$ nwchem a.nw\n schwarz_init: insufficient memory          140344072',
    '$ nwchem a.nw\nERROR: ptsalloc: increase memory in input line',
    '$ nwchem a.nw\n[0] ARMCI Error: 0:inp_match: units missing:',
  ],
  'namd-unstable': [
    '$ namd2 a.conf\nERROR: Constraint failure in RATTLE algorithm for atom 2572!',
    '$ namd3 a.conf\nERROR: Atoms moving too fast; simulation has become unstable.',
    '$ namd2 b.conf\nFATAL ERROR: atom moving too fast',
  ],
  'petsc-diverged': [
    '$ python3 dolfin.py\nERROR: PETSc reason DIVERGED_PC_FAILED',
    '$ python3 fenics.py\n*** Error:   Unable to solve linear system using PETSc Krylov solver.',
    '$ ./petsc_app\n[0]PETSC ERROR: Zero pivot in LU factorization',
  ],
};
