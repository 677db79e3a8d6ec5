import type { FamilyExamples } from './family.ts';
import type { simulationFamilies } from './simulation.ts';

export const simulationExamples: FamilyExamples<typeof simulationFamilies> = {
  'gromacs-domains': {
    source: 'https://manual.gromacs.org/current/user-guide/run-time-errors.html',
    outputs: [
      '$ gmx mdrun\nFatal error:\nThere is no domain decomposition for 10 ranks that is compatible with the given box',
      '$ gmx_mpi mdrun\nFatal error:\nThe box size in direction X is too small for a cut-off of 1.0 with 2 domain decomposition cells',
      '$ gmx mdrun\nFatal error:\nThe number of ranks you selected (13) contains a large prime factor 13',
    ],
  },
  'gromacs-unstable': {
    source: 'https://manual.gromacs.org/current/user-guide/terminology.html#blowing-up',
    outputs: [
      '$ gmx mdrun\nFatal error:\nToo many LINCS warnings (1001)',
      '$ gmx mdrun\nFatal error:\nWater molecule starting at atom 4021 can not be settled.',
      '$ gmx mdrun\nFatal error:\nstep size too small, or a particle moved too far than allowed',
    ],
  },
  'gromacs-warnings': {
    source: 'https://manual.gromacs.org/current/user-guide/run-time-errors.html',
    outputs: [
      '$ gmx grompp\nFatal error:\nToo many warnings (1).',
      '$ gmx grompp\nThere were 2 warnings\nFatal error:\nToo many warnings (2).',
      '$ gmx grompp\nFatal error: Too many errors or warnings in the topology',
    ],
  },
  'lammps-package': {
    source: 'https://docs.lammps.org/Build_package.html',
    outputs: [
      "$ lmp -in a\nERROR: Unrecognized pair style 'quip' is part of the ML-QUIP package which is not enabled in this LAMMPS binary.",
      "$ lmp -in a\nERROR: Unrecognized fix style 'nvt/x' (src/modify.cpp:908)",
      '$ lmp -in b\nERROR: Invalid dump style (src/output.cpp:7)',
    ],
  },
  'lammps-coefficients': {
    source: 'https://docs.lammps.org/pair_coeff.html',
    outputs: [
      '$ lmp -in a\nERROR: All pair coeffs are not set (../pair.cpp:230)',
      '$ lmp -in a\nERROR: All bond coeffs are not set (../bond.cpp:90)',
      '$ lmp -in a\nERROR: Incorrect args for pair coefficients (src/pair.cpp:5)',
    ],
  },
  'openfoam-name': {
    source: 'https://www.openfoam.com/documentation/user-guide/6-solving/6.1-time-and-data-inputoutput-control',
    outputs: [
      '$ simpleFoam\n--> FOAM FATAL ERROR: \nUnknown patchField type foo for patch type wall',
      '$ simpleFoam\n--> FOAM FATAL IO ERROR: \nUnknown ddt type Eulerr',
      '$ snappyFoam\n--> FOAM FATAL ERROR: \nUnknown RASModel type kx',
    ],
  },
  'openfoam-patch': {
    source: 'https://www.openfoam.com/documentation/user-guide/4-mesh-generation-and-conversion',
    outputs: [
      '$ simpleFoam\n--> FOAM FATAL IO ERROR: \nCannot find patchField entry for walls',
      '$ pisoFoam\n--> FOAM FATAL IO ERROR: \nmissing patchField entry for inlet',
      '$ icoFoam\n--> FOAM FATAL ERROR: \nboundaryField of U: entry wall is missing',
    ],
  },
  'openfoam-field': {
    source: 'https://www.cfd-online.com/Forums/openfoam/',
    outputs: [
      '$ reactingFoam\n--> FOAM FATAL ERROR: \ncannot find file "/mnt/wd/case/0/h2"',
      '$ simpleFoam\n--> FOAM FATAL IO ERROR: \ncannot open file\n\nfile: /mnt/wd/case/0/nut at line 0.',
      '$ pisoFoam\n--> FOAM FATAL ERROR: \n/mnt/wd/case/0/k does not exist',
    ],
  },
  'openfoam-diverged': {
    source: 'https://www.cfd-online.com/Forums/openfoam-solving/',
    outputs: [
      '$ simpleFoam\n#0  Foam::error::printStack(Foam::Ostream&) at ??:?\n#1  Foam::sigFpe::sigHandler(int) at ??:?',
      '$ /bin/bash -c simpleFoam\n/bin/bash: line 1: 2144 Floating point exception(core dumped) simpleFoam',
      '$ rhoFoam\n--> FOAM FATAL ERROR: \nMaximum number of iterations exceeded: 100',
    ],
  },
  'espresso-pools': {
    source: 'https://www.quantum-espresso.org/Doc/user_guide/',
    outputs: [
      '$ pw.x -npool 8\n     Error in routine init (1):\n     some nodes have no k-points',
      '$ pw.x -nk 9\n     Error in routine mp (1):\n     wrong number of pools',
      '$ ph.x -npool 4\n     Error: too many pools for the k-points',
    ],
  },
  'vasp-npar': {
    source: 'https://www.vasp.at/wiki/index.php/NPAR',
    outputs: [
      '$ vasp_std\n| VASP internal routines have requested a change of the k-point set. |\n| Unfortunately this is only possible if NPAR=number of nodes.        |',
      '$ vasp_gam\nERROR: this is only possible if NPAR=number of nodes',
      '$ vasp_std\nERROR: remove the tag NPAR = 4',
    ],
  },
  'fortran-stack': {
    source:
      'https://www.intel.com/content/www/us/en/developer/articles/troubleshooting/determining-root-cause-of-sigsegv-or-sigbus-errors.html',
    outputs: [
      '$ ./wrf.exe\nforrtl: severe (174): SIGSEGV, segmentation fault occurred',
      '$ ./fds a.fds\nProgram received signal SIGSEGV: Segmentation fault - invalid memory reference.',
      '$ ./real.exe\nSegmentation fault (core dumped)',
    ],
  },
  'mpi-fabric': {
    source:
      'https://www.intel.com/content/www/us/en/docs/mpi-library/developer-guide-linux/current/ofi-providers-support.html',
    outputs: [
      '$ mpirun ./a\nMPIDI_OFI_mpi_init_hook(1586): OFI fi_getinfo() failed (ofi_init.c:1586:MPIDI_OFI_mpi_init_hook:No data available)',
      '$ mpirun -n 2 ./a\nAbort(1) on node 0: MPIR_Init_thread(136): OFI addrinfo() failed',
      '$ mpirun ./b\nERROR: libfabric: no suitable provider was found',
    ],
  },
  'wrf-namelist': {
    source: 'https://github.com/GIS4WRF/gis4wrf/issues/183',
    outputs: [
      '$ ./real.exe\nd01  input_wrf.F: SIZE MISMATCH:  namelist num_metgrid_levels = 32\nd01 ---- ERROR: Mismatch between namelist and input file dimensions',
      '$ ./wrf.exe\nNOTE:       1 namelist vs input data inconsistencies found.\nERROR: see it',
      '$ ./real.exe\nERROR: check\nNOTE:  Please check and reset these options',
    ],
  },
  'wrf-met-files': {
    source: 'https://github.com/GIS4WRF/gis4wrf/issues/195',
    outputs: [
      '$ ./real.exe\nerror opening met_em.d01.2023.nc for input; bad date in namelist or file not in directory',
      '$ ./real.exe\nFATAL: could not open met_em.d02.nc',
      '$ ./real.exe\nERROR: bad date in namelist or file not in directory',
    ],
  },
  'nwchem-memory': {
    source: 'https://github.com/nwchemgit/nwchem/issues/164',
    outputs: [
      '$ nwchem a.nw\n schwarz_init: insufficient memory          140344072',
      '$ nwchem a.nw\nERROR: ptsalloc: increase memory in input line',
      '$ nwchem a.nw\n[0] ARMCI Error: 0:inp_match: units missing:',
    ],
  },
  'namd-unstable': {
    source: 'https://github.com/fhh2626/BFEE3/issues/72',
    outputs: [
      '$ namd2 a.conf\nERROR: Constraint failure in RATTLE algorithm for atom 2572!',
      '$ namd3 a.conf\nERROR: Atoms moving too fast; simulation has become unstable.',
      '$ namd2 b.conf\nFATAL ERROR: atom moving too fast',
    ],
  },
  'petsc-diverged': {
    source: 'https://github.com/ComputationalPhysiology/simcardems/issues/169',
    outputs: [
      '$ python3 dolfin.py\nERROR: PETSc reason DIVERGED_PC_FAILED',
      '$ python3 fenics.py\n*** Error:   Unable to solve linear system using PETSc Krylov solver.',
      '$ ./petsc_app\n[0]PETSC ERROR: Zero pivot in LU factorization',
    ],
  },
  'lammps-unstable': {
    source: 'https://docs.lammps.org/Errors_details.html',
    outputs: [
      '$ lmp -in a\nERROR: Lost atoms: original 11661 current 11655 (../thermo.cpp:491)',
      '$ lmp -in a\nERROR on proc 4: Bond atoms 115 117 missing on proc 4 at step 41630 (../ntopo_bond_all.cpp:59)',
      '$ lmp -in a\nERROR on proc 0: Out of range atoms - cannot compute PPPM (../pppm.cpp:1900)',
      '$ lmp -in a\nERROR: Non-numeric pressure - simulation unstable (src/fix_nh.cpp:1060)',
    ],
  },
  'gromacs-topology': {
    source: 'https://manual.gromacs.org/current/user-guide/run-time-errors.html',
    outputs: [
      '$ gmx grompp\nFatal error:\nnumber of coordinates in coordinate file (a.gro, 447)\n             does not match topology (topol.top, 39)',
      '$ gmx grompp\nFatal error:\nNo such moleculetype SOL',
      '$ gmx grompp\nFatal error:\nAtomtype opls_999 not found',
    ],
  },
  'openfoam-processors': {
    source:
      'https://www.openfoam.com/documentation/user-guide/3-running-applications/3.2-running-applications-in-parallel',
    outputs: [
      '$ mpirun -np 4 simpleFoam -parallel\n[0] --> FOAM FATAL ERROR: \n[0] "/c/system/decomposeParDict" specifies 16 processors but job was started with 4 processors.',
      '$ mpirun -np 4 icoFoam -parallel\n--> FOAM FATAL ERROR: \nnumber of processor directories = 2 is not equal to the number of processors = 4',
      '$ icoFoam -parallel\n--> FOAM FATAL ERROR: \nattempt to run parallel on 1 processor',
    ],
  },
  'openfoam-entry': {
    source: 'https://github.com/firelab/windninja/issues/317',
    outputs: [
      '$ simpleFoam\n--> FOAM FATAL IO ERROR: \nkeyword relTol is undefined in dictionary "p"',
      "$ decomposePar\n--> FOAM FATAL IO ERROR:\nEssential entry 'value' missing",
      '$ interFoam\n--> FOAM FATAL IO ERROR: (openfoam-2306)\nEntry \'div(phi,U)\' not found in dictionary "system/fvSchemes/divSchemes"',
    ],
  },
  'su2-marker': {
    source: 'https://su2code.github.io/docs_v7/Markers-and-BC/',
    outputs: [
      '$ SU2_CFD a.cfg\nError in "CConfig::GetMarker_CfgFile_TagBound":\nThe configuration file doesn\'t have any definition for marker body',
      '$ SU2_CFD a.cfg\nERROR: marker wing not found in the mesh',
      '$ SU2_CFD a.cfg\nError: unknown marker farfield in MARKER_FAR',
    ],
  },
  'deck-keyword': {
    source: 'https://github.com/WelSimLLC/WelSim-Apps/issues/146',
    outputs: [
      '$ ccx plate\n *ERROR reading *STATIC. Card image:\n         !CLOAD,GRPID=15',
      '$ ccx a\n *ERROR reading *ELEMENT:\n        C3D99 is an unknown element type',
      '$ abaqus job=a\n ***ERROR: THE KEYWORD *CONTACT IS MISPLACED',
    ],
  },
  'increments-too-small': {
    source: 'https://blog.3ds.com/brands/simulia/debugging-abaqus-models/',
    outputs: [
      '$ abaqus job=a\n ***ERROR: TOO MANY ATTEMPTS MADE FOR THIS INCREMENT',
      '$ abaqus job=a\n ***ERROR: Time increment required is less than the minimum specified',
      '$ ccx a\n *ERROR: increment size smaller than minimum\n best solution and residuals are in the frd file',
    ],
  },
  'wrf-entries': {
    source: 'https://github.com/DOI-USGS/COAWST/issues/75',
    outputs: [
      '$ ./real.exe\n   ------ ERROR while reading namelist physics ------\n -------------- FATAL CALLED ---------------\nERRORS while reading one or more namelists from namelist.input.',
      '$ ./wrf.exe\nFATAL CALLED FROM FILE:  <stdin>  LINE:    9895\nERRORS while reading one or more namelists from namelist.input.',
      '$ ./metgrid.exe\nERROR: Error while reading namelist from namelist.wps',
    ],
  },
  'gromacs-residue': {
    source: 'https://manual.gromacs.org/current/user-guide/run-time-errors.html',
    outputs: [
      "$ gmx pdb2gmx\nFatal error:\nResidue 'LIG' not found in residue topology database",
      '$ gmx pdb2gmx\nFatal error:\nAtom OXT in residue LEU 88 was not found in rtp entry LEU with 19 atoms',
      '$ gmx pdb2gmx\nFatal error:\nThe residues in the chain HIS1--LIG9 do not have a consistent type.',
    ],
  },
  'wrf-input-missing': {
    source: 'https://github.com/NCAR/pi-wrf/issues/11',
    outputs: [
      '$ ./wrf.exe\nFATAL CALLED FROM FILE:  <stdin>  LINE:      70\n program wrf: error opening wrfinput_d01 for reading ierr=       -1021',
      '$ ./wrf.exe\n-------------- FATAL CALLED ---------------\nerror opening wrfbdy_d01 for reading. Check to make sure file exists',
      '$ ./wrf.exe\nFATAL CALLED\ncould not open wrfinput_d02',
    ],
  },
  'openmpi-versions': {
    source: 'https://apptainer.org/docs/user/latest/mpi.html',
    outputs: [
      '$ mpirun -np 4 singularity exec a.sif b\n[n3:30428] PMIX ERROR: PMIX TEMPORARILY UNAVAILABLE in file ptl_tcp.c at line 685\n[n3:30428] OPAL ERROR: Unreachable in file pmix2x_client.c at line 109',
      '$ mpirun -np 4 a\n[n1:12] OPAL ERROR: Unreachable in file ext3x_client.c at line 112',
      '$ mpirun -np 4 a\n[n1:00012] PMIX ERROR: OUTDATED-SYSTEM in file gds_hash.c at line 12',
    ],
  },
};
