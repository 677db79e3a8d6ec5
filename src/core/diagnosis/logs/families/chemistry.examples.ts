import type { chemistryFamilies } from './chemistry.ts';
import type { FamilyExamples } from './family.ts';

export const chemistryExamples: FamilyExamples<typeof chemistryFamilies> = {
  'vasp-symmetry': {
    source: 'https://github.com/materialsproject/custodian/pull/194',
    outputs: [
      '$ vasp_std\n|     HNFORM: k-point generating vectors and reciprocal lattice are           |\n|     incommensurate.                                                         |',
      '$ vasp_std\n|     Inconsistent Bravais lattice types found for crystalline and            |\n|     reciprocal lattice:                                                     |',
      '$ vasp_gam\n VERY BAD NEWS! internal error in subroutine IBZKPT:\n Reciprocal lattice and k-lattice belong to different class of lattices.',
      '$ vasp_std\n POSMAP internal error: symmetry equivalent atom not found,',
    ],
  },
  'vasp-electrons': {
    source: 'https://github.com/materialsproject/atomate2/issues/205',
    outputs: [
      '$ vasp_std\n Error EDDDAV: Call to ZHEGV failed. Returncode =   7 2  16',
      '$ vasp_std\n BRMIX: very serious problems\n the old and the new charge density differ',
      '$ vasp_std\n LAPACK: Routine ZPOTRF failed!          20',
      '$ vasp_std\n ERROR in EDDRMM: call to ZHEGV failed, returncode =   6  3     31',
    ],
  },
  'gaussian-memory': {
    source: 'https://gaussian.com/running/?tabid=4',
    outputs: [
      '$ g16 < a.gjf\n galloc:  could not allocate memory.: Cannot allocate memory',
      '$ g16 a.com\n Out-of-memory error in routine RdGeom-1 (IEnd=     1200001 MxCore=      2500)\n Use %mem=2MW to provide the minimum amount of memory required to complete this step.',
      '$ g09 a.com\n Not enough memory to run CalcM2',
    ],
  },
  'gaussian-convergence': {
    source: 'https://gaussian.com/scf/',
    outputs: [
      '$ g16 a.gjf\n Convergence failure -- run terminated.\n Error termination via Lnk1e in /opt/g16/l502.exe at Tue Nov  4 02:11:31 2025.',
      '$ g16 a.gjf\n Optimization stopped.\n    -- Number of steps exceeded,  NStep= 100\n Error termination request processed by link 9999.',
      '$ g09 a.com\n Linear angle in Tors.\n FormBX had a problem.\n Error termination via Lnk1e in /opt/g09/l103.exe',
    ],
  },
  'electrons-and-multiplicity': {
    source: 'https://sites.google.com/site/orcainputlibrary/',
    outputs: [
      '$ g16 a.gjf\n The combination of multiplicity 1 and    43 electrons is impossible.',
      '$ orca a.inp\nError : multiplicity (1) is odd and number of electrons (43) is odd -> impossible',
      '$ python -m pyscf\nRuntimeError: Electron number 43 and spin 0 are not consistent; odd number of electrons',
    ],
  },
  'orca-path': {
    source: 'https://www.faccts.de/docs/orca/6.0/tutorials/first_steps/parallel.html',
    outputs: [
      '$ orca a.inp\nORCA finished by error termination in Startup\nCalling Command: mpirun -np 8  orca_startup_mpi a.int.tmp a \n[file orca_tools/qcmsg.cpp, line 394]: \n  .... aborting the run',
      '$ orca a.inp\n/bin/sh: 1: orca_gtoint: not found',
      "$ orca a.inp\nERROR: Error reported: failed to launch 'orca_startup_mpi a.int.tmp a'",
    ],
  },
  'orca-memory': {
    source: 'https://www.faccts.de/docs/orca/6.0/manual/contents/detailed/model.html',
    outputs: [
      '$ orca a.inp\nError  (ORCA_MDCI): Not enough memory available! Please increase MaxCore',
      '$ orca a.inp\nERROR: The MaxCore of 1000 MB is not sufficient',
      '$ orca a.inp\n[file orca_cipsi.cpp, line 12]: Not enough memory for integrals',
    ],
  },
  'espresso-pseudopotentials': {
    source: 'https://www.quantum-espresso.org/Doc/INPUT_PW.html',
    outputs: [
      '$ pw.x -in a\n     Error in routine readpp (1):\n     file ./Fe.pbe.UPF not found',
      '$ pw.x -in a\n     Error in routine read_upf_new (1):\n     pseudo file Fe.UPF could not be read',
      '$ ph.x -in a\n     Error in routine phq_readin: file O.pbe-rrkjus.UPF not found in pseudo_dir',
    ],
  },
  'espresso-cards': {
    source: 'https://www.quantum-espresso.org/Doc/INPUT_PW.html',
    outputs: [
      '$ pw.x -in a\n     Error in routine card_atomic_positions (2):\n     ATOMIC_SPECIES must be present before',
      '$ pw.x -in a\n     Error in routine read_namelists (2):\n     bad line in namelist &system: "ecutwfcc=18.0" (error could be in the previous line)',
      '$ pw.x -in b\nWarning: card K_POINT ignored\n     Error in routine read_cards (1):\n     Missing kpoints info',
    ],
  },
  'espresso-diagonalization': {
    source: 'https://www.quantum-espresso.org/faq/faq-self-consistency/',
    outputs: [
      '$ pw.x -in a\n      Error in routine  cdiaghg (159):\n       S matrix not positive definite',
      '$ pw.x -in a\n     Error in routine c_bands (1):\n     too many bands are not converged',
      '$ pw.x -in a\n     Error in routine pcdiaghg (1):\n     problems computing cholesky',
    ],
  },
  'amber-unstable': {
    source: 'http://archive.ambermd.org/200308/0117.html',
    outputs: [
      '$ sander -O -i md.in\n vlimit exceeded for step      5; vmax =    31.1272',
      '$ pmemd -O -i md.in\n     COORDINATE RESETTING (SHAKE) CANNOT BE ACCOMPLISHED,\n     DEVIATION IS TOO LARGE',
      '$ pmemd.cuda -O -i md.in\nError: an illegal memory access was encountered launching kernel kNLSkinTest',
      '$ pmemd.cuda -O -i md.in\nERROR: Calculation halted.  Periodic box dimensions have changed too much from their initial values.',
    ],
  },
  'amber-parameters': {
    source: 'https://ambermd.org/tutorials/basic/tutorial4b/',
    outputs: [
      '$ tleap -f in.leap\nFATAL:  Atom .R<LIG 1>.A<C1 1> does not have a type.',
      '$ tleap -f in.leap\nUnknown residue: HEM   number: 12   type: Terminal/last',
      '$ tleap -f in.leap\nCould not find bond parameter for: c3 - n4',
    ],
  },
  'nwchem-libraries': {
    source: 'https://github.com/nwchemgit/nwchem/issues/165',
    outputs: [
      '$ nwchem a.nw\n bas_tag_lib: failed to open basis library                   0',
      '$ nwchem a.nw\n  could not find library for Qq',
      '$ mpirun nwchem a.nw\n ------------------------------------------------------------------------\n nwpw_libfile: missing library file                    0\n ------------------------------------------------------------------------',
    ],
  },
};
