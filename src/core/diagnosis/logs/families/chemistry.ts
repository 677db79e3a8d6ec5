import * as l10n from '@vscode/l10n';
import type { Families } from './family.ts';

/** Program families for quantum chemistry and solid-state physics. */
export const chemistryFamilies = {
  'vasp-symmetry': {
    program: /\bvasp|\bVASP|POSCAR|I REFUSE TO CONTINUE/,
    match:
      /HNFORM|[Ii]nconsistent Bravais lattice|POSMAP|inverse of (?:the )?rotation matrix was not found|internal error in subroutine (?:SGRCON|PRICEL|IBZKPT|INVGRP|RHOSYG)|symmetry equivalent atom not found|reciprocal lattice .{0,60}incommensurate/i,
    step: () =>
      l10n.t(
        'Check the lattice in POSCAR and the grid in KPOINTS, and set SYMPREC (1E-6 or 1E-4) or ISYM = 0 in INCAR: their symmetries differ.',
      ),
  },
  'vasp-electrons': {
    program: /\bvasp|\bVASP|DAV:|RMM:/,
    match:
      /EDDDAV|EDDRMM|call to ZHEGV failed|BRMIX: very serious|Sub-Space-Matrix is not hermitian|LAPACK: Routine ZPOTRF (?:ZTRTRI )?failed|WARNING in EDDIAG|ZHEEV failed/i,
    step: () =>
      l10n.t(
        'Set ALGO = Normal (or All) in INCAR, and check the structure in POSCAR for atoms that are too close: the electrons could not be converged.',
      ),
  },
  'gaussian-memory': {
    program: /gaussian|\bg(?:16|09|03)\b|\bl\d{1,4}\.exe/i,
    match:
      /galloc: +could not allocate|Out-of-memory error in routine|Not enough memory (?:to run|for)|insufficient memory|ntrex1|could not allocate memory/i,
    step: () =>
      l10n.t(
        "Set %mem to about 80 % of the memory that one task has on the node: more can't be allocated, and less is too little for some steps.",
      ),
  },
  'gaussian-convergence': {
    program: /gaussian|\bg(?:16|09|03)\b|\bl\d{1,4}\.exe/i,
    match:
      /Convergence failure -- run terminated|Number of steps exceeded|Optimization stopped|Linear angle in (?:Bend|Tors)|FormBX had a problem|NtrErr Called from FileIO/i,
    step: () =>
      l10n.t(
        'Start again from the last geometry (geom=check, opt=restart), with more cycles or another algorithm (scf=xqc, opt=calcfc): it did not converge.',
      ),
  },
  'electrons-and-multiplicity': {
    program:
      /gaussian|\bg(?:16|09)\b|\borca\b|O +R +C +A|psi4|pyscf|nwchem|gamess|q-?chem|\bxtb\b|cp2k|molpro|\bxtb\b/i,
    match:
      /multiplicity .{0,80}(?:impossible|not (?:possible|consistent)|incompatible|inconsistent)|(?:odd|even) number of electrons|multiplicity \(\d+\) is (?:odd|even)|electrons? .{0,40}(?:spin|multiplicity) .{0,40}(?:mismatch|inconsistent|not consistent)/i,
    step: () =>
      l10n.t(
        'Correct charge and multiplicity in the input: with an even number of electrons the multiplicity is odd, with an odd number even.',
      ),
  },
  'orca-path': {
    program: /\borca\b|O +R +C +A|orca_/i,
    match:
      /orca_\w+.{0,120}(?:not found|No such file|not recognized)|(?:unable to find|failed to launch|could not (?:find|execute)).{0,200}orca_|Calling Command: mpi(?:run|exec) .{0,40}\borca_\w+|ORCA finished by error termination in Startup/i,
    step: () =>
      l10n.t(
        'Call ORCA by its full path, with the version of MPI that it was built for: it starts its parallel parts from that path.',
      ),
  },
  'orca-memory': {
    program: /\borca\b|O +R +C +A|orca_/i,
    match:
      /[Pp]lease increase [Mm]ax[Cc]ore|MaxCore.{0,80}(?:too small|not (?:enough|sufficient))|Not enough memory (?:available|for)|insufficient .{0,30}MaxCore/i,
    step: () =>
      l10n.t(
        "Raise %maxcore, in MB for each process, up to three quarters of the node's memory divided by the number of processes; else use fewer processes.",
      ),
  },
  'espresso-pseudopotentials': {
    program: /\bpw\.x\b|\bph\.x\b|Quantum ESPRESSO|PWSCF|\bcp\.x\b/i,
    match: /\b(?:readpp|read_pseudo|read_upf)|\.UPF .{0,60}(?:not found|No such|missing)|\bpseudo_dir\b/i,
    step: () =>
      l10n.t(
        'Give the task the .UPF files that the input names, and set pseudo_dir (or ESPRESSO_PSEUDO) to their folder.',
      ),
  },
  'espresso-cards': {
    program: /\bpw\.x\b|\bph\.x\b|Quantum ESPRESSO|PWSCF|\bcp\.x\b/i,
    match:
      /must be present before|card \S+ ignored|Error in routine (?:card_\w+|read_namelists|read_cards|iosys)|bad line in namelist/i,
    step: () =>
      l10n.t(
        'Correct the card or the namelist entry that is named: its spelling, its place, the / before it, and LF line ends in the whole input.',
      ),
  },
  'espresso-diagonalization': {
    program: /\bpw\.x\b|\bph\.x\b|Quantum ESPRESSO|PWSCF|\bcp\.x\b/i,
    match:
      /(?:c|r|p[cr])diaghg|S matrix not positive definite|too many bands are not converged|problems computing cholesky|eigenvectors failed to converge/i,
    step: () =>
      l10n.t(
        "Check the structure (atoms too close) and the pseudopotentials, and set diagonalization = 'cg': the matrix could not be diagonalized.",
      ),
  },
  'amber-unstable': {
    program: /\bsander|\bpmemd|\bAMBER\b/i,
    match:
      /vlimit exceeded for step|COORDINATE RESETTING (?:\(SHAKE\) )?CANNOT BE ACCOMPLISHED|DEVIATION IS TOO LARGE|launching kernel kNL\w*|Periodic box dimensions have changed too much/i,
    step: () =>
      l10n.t(
        'Minimize and warm up the structure again, in smaller steps and with restraints, or go on from the last good restart: atoms moved too far in one step.',
      ),
  },
  'amber-parameters': {
    program: /\b[tx]?leap\b|leaprc/i,
    match:
      /Atom \.R<.{1,60} does not have a type|Could not find (?:bond|angle|torsion) parameter|Unknown residue: |could not find vdW/i,
    step: () =>
      l10n.t(
        'Load the parameters of the molecule first (antechamber, parmchk2, loadamberparams), or give its residues and atoms the names of the force field (pdb4amber).',
      ),
  },
  'nwchem-libraries': {
    program: /nwchem/i,
    match:
      /bas_tag_lib: (?:failed|could not)|failed to open basis library|nwpw_libfile: missing library|could not find library for \S+|cannot open .{0,80}\blibraries\b/i,
    step: () =>
      l10n.t(
        'Set NWCHEM_BASIS_LIBRARY and NWCHEM_NWPW_LIBRARY to the folders with the libraries on the node, with a slash at the end.',
      ),
  },
} satisfies Families;
