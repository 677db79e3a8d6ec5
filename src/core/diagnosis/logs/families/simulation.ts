import * as l10n from '@vscode/l10n';
import type { Families } from './family.ts';

const gromacs =
  /\bgmx(?:_mpi|_d)?\b|GROMACS|\bmdrun\b|\bgrompp\b|src\/gromacs|Source code file: src\/(?:mdlib|domdec)/i;
const openFoam = /Foam|openfoam/i;
const lammps = /lammps|\blmp(?:_\w+)?\b|pair_style|pair_coeff|Last command:/i;

/** Program families that simulate molecules, fluids, structures, and weather, and the MPI libraries that they use. */
export const simulationFamilies = {
  'gromacs-domains': {
    program: gromacs,
    match:
      /no domain decomposition for \d|number of ranks you selected|too small for a cut-?off of .{0,80}domain decomposition|minimum (?:initial )?cell size|DD cell .{0,60}too small/i,
    step: () =>
      l10n.t(
        "Use fewer ranks (-ntmpi, or -np of mpirun) and more threads for each (-ntomp): the box can't be divided into so many cells.",
      ),
  },
  'gromacs-unstable': {
    program: gromacs,
    match:
      /LINCS warnings?|can ?not be settled|step size too small|Water molecule starting at atom|Too many (?:LINCS|SHAKE)|moved (?:more|too far) than/i,
    step: () =>
      l10n.t('Minimize and equilibrate the structure again, or lower the time step (dt): the simulation is unstable.'),
  },
  'gromacs-warnings': {
    program: gromacs,
    match: /Too many warnings \(\d|Too many errors? or warnings|There (?:was|were) \d+ warnings?/i,
    step: () => l10n.t('Correct what the warnings above it speak of, such as a net charge (gmx genion -neutral).'),
  },
  'lammps-package': {
    program: lammps,
    match:
      /is part of the \S+ package|not enabled in this LAMMPS|(?:Unrecognized|Unknown|Invalid) (?:pair|fix|compute|bond|angle|dihedral|kspace|atom|dump|region)[_ ]style/i,
    step: () =>
      l10n.t(
        'Use a build or image of LAMMPS with the package that has this style; compare its spelling with the documentation first.',
      ),
  },
  'lammps-coefficients': {
    program: lammps,
    match:
      /All (?:pair|bond|angle|dihedral|improper)? ?coeffs are not set|coeff(?:icient)?s? (?:are|is|have) not (?:been )?set|Incorrect args? for (?:pair|bond|angle) coeff/i,
    step: () =>
      l10n.t('Set the coefficients of all types in the input script (pair_coeff, bond_coeff and so on) before run.'),
  },
  'openfoam-name': {
    program: openFoam,
    match:
      /Unknown (?:patchField|\w+) (?:type|model)|Unknown \w{1,40} \w{1,60}\s+Valid|Valid (?:patchField |\w+ )?(?:types|models|options) (?:are|:)/i,
    step: () =>
      l10n.t(
        "Compare the name with the valid ones that are listed; if it's of another library, build that for this version and name it under libs in controlDict.",
      ),
  },
  'openfoam-patch': {
    program: openFoam,
    match: /(?:Cannot find|missing) patchField entry|patchField entry for|boundaryField .{0,60}(?:missing|not found)/i,
    step: () =>
      l10n.t(
        'Add this patch to boundaryField of each field in the folder 0, with its name in constant/polyMesh/boundary.',
      ),
  },
  'openfoam-field': {
    program: openFoam,
    match:
      /cannot (?:find|open) file[^/]{0,30}\S*\/0(?:\.\w+)?\/|(?:file|object): \S*\/0\/\S+ .{0,40}(?:not|missing)|\/0\/[\w.]+.{0,60}(?:No such file|does not exist|is missing)/i,
    step: () =>
      l10n.t(
        'Add this field to the folder 0 of the case (restore 0 from 0.orig), or use the solver of the version that the case is for.',
      ),
  },
  'openfoam-diverged': {
    program: openFoam,
    match:
      /Foam::sigFpe::sigHandler|Floating point exception ?(?:\(core dumped\)|$)|Maximum number of iterations exceeded|bounding \w+, min: -?\d\S*e\+\d\d/i,
    title: () => l10n.t('The solution diverged: floating point exception'),
    step: () =>
      l10n.t(
        'Check the boundary conditions and the mesh (checkMesh), and lower the time step or the relaxation factors: the solution diverged.',
      ),
  },
  'espresso-pools': {
    program: /\bpw\.x\b|\bph\.x\b|Quantum ESPRESSO|PWSCF/i,
    match: /some nodes have no k-points|(?:wrong|too many|invalid) .{0,30}(?:n?pools?)\b|npool.{0,60}k-points/i,
    step: () => l10n.t('Use at most as many pools (-nk or -npool) as there are k-points.'),
  },
  'vasp-npar': {
    program: /\bvasp/i,
    match: /VASP internal routines have requested a change|NPAR ?= ?(?:\d+|number of nodes)|only possible if NPAR/i,
    title: () => l10n.t("VASP can't change the k-points with this NPAR"),
    step: () => l10n.t('Remove NPAR from INCAR for this kind of calculation, or set it to the number of ranks.'),
  },
  'fortran-stack': {
    program: /forrtl|gfortran|libgfortran|\bwrf(?:\.exe)?\b|\breal\.exe|\bfds\b|ifort/i,
    match: /SIGSEGV|segmentation fault|invalid memory reference|severe \(174\)/i,
    step: () =>
      l10n.t(
        'Raise the stack in the command line (ulimit -s unlimited, OMP_STACKSIZE): Fortran programs keep large arrays there.',
      ),
  },
  'mpi-fabric': {
    program: /MPIDI_OFI|MPID_Init|I_MPI|Intel\(R\) MPI|libfabric|impi|MPIR_Init/i,
    match:
      /fi_getinfo\(\) failed|OFI (?:addrinfo|get address vector|fi_\w+).{0,20}fail|ofi_init.{0,200}(?:No data available|fail)|no (?:suitable|usable) provider/i,
    step: () =>
      l10n.t(
        'Set FI_PROVIDER=tcp in the environment settings, or use a VM size with the network that this MPI expects.',
      ),
  },
  'wrf-namelist': {
    program: /real\.exe|wrf\.exe|\bWRF\b|REAL_EM|metgrid/i,
    match: /SIZE MISMATCH|namelist vs input data|Mismatch between namelist and|Please check and reset these options/i,
    title: () => l10n.t("namelist.input doesn't match the input files"),
    step: () =>
      l10n.t(
        'Set the values in namelist.input to those of the input files that the lines above name (num_metgrid_levels, e_we, e_sn).',
      ),
  },
  'wrf-met-files': {
    program: /real\.exe|wrf\.exe|\bWRF\b|REAL_EM/i,
    match:
      /error opening (met_em\S+)|bad date in namelist or file not in directory|(?:cannot|could not) (?:open|find) (met_em\S+)/i,
    step: () =>
      l10n.t(
        'Compare the dates in namelist.input with the names of the met_em files, and their colons or underscores with nocolons.',
      ),
  },
  'nwchem-memory': {
    program: /nwchem|ARMCI|comex/i,
    match:
      /insufficient memory|increase memory in input|MA (?:error|_\w+).{0,60}(?:alloc|fail)|inp_match: units missing|memory .{0,30}too small/i,
    step: () =>
      l10n.t(
        'Correct the line `memory total … mb` in the input file, within the memory of the VM size divided by the number of ranks.',
      ),
  },
  'namd-unstable': {
    program: /NAMD|\bnamd[23]\b|Charm\+\+/i,
    match: /Constraint failure|RATTLE algorithm|atoms? moving too fast|simulation has become unstable/i,
    step: () =>
      l10n.t(
        'Minimize the structure for longer and lower the time step: atoms move too fast, since they overlap or the box is wrong.',
      ),
  },
  'petsc-diverged': {
    program: /petsc|dolfin|fenics|firedrake|\bmoose\b/i,
    match: /DIVERGED_\w+|Unable to solve (?:non)?linear system|Zero pivot|failed to converge in \d+ iterations/i,
    title: () => l10n.t("The linear system couldn't be solved: the solver diverged"),
    step: () =>
      l10n.t('Check the mesh and the boundary conditions, or use another solver or preconditioner (-pc_type lu).'),
  },
  'lammps-unstable': {
    program: lammps,
    match:
      /Lost atoms|(?:Bond|Angle|Dihedral|Improper) atoms .{0,60}missing|Out of range atoms|Non-numeric (?:pressure|positions|atom|box)|Neighbor list overflow|Pair distance . table inner cutoff/i,
    step: () =>
      l10n.t(
        'Minimize the structure first and lower the timestep; check the potential and the box: atoms moved too far in one step.',
      ),
  },
  'gromacs-topology': {
    program: gromacs,
    match:
      /number of coordinates in coordinate file|does not match topology|No such moleculetype|Atomtype \S+ not found|No default \S+ types|Unknown bond_atomtype/i,
    step: () =>
      l10n.t(
        'Correct topol.top: its atom types, and the names and numbers under [ molecules ], have to be those of the coordinates (gmx solvate -p keeps them equal).',
      ),
  },
  'openfoam-processors': {
    program: openFoam,
    match:
      /specifies \d+ processors but job was started|number of processor directories ?= ?\d+ is not equal|attempt to run parallel on 1 processor|(?:cannot|could not) (?:find|open) .{0,100}\/processor\d+\/|processor\d+.{0,60}(?:No such file|does not exist)/i,
    step: () =>
      l10n.t(
        'Run decomposePar with numberOfSubdomains in system/decomposeParDict equal to the number of processes that mpirun starts (-np).',
      ),
  },
  'openfoam-entry': {
    program: openFoam,
    match:
      /keyword \S+ is undefined in dictionary|Essential entry '?\S+'? missing|Entry '?\S+'? not found in dictionary|Unknown (?:keyword|entry) '?\S+ in dictionary/i,
    step: () =>
      l10n.t(
        'Add this entry to the dictionary that is named, as in the tutorials of this version, or use the version that the case was written for.',
      ),
  },
  'su2-marker': {
    program: /\bSU2(?:_\w+)?\b/,
    match:
      /doesn't have any definition for marker|marker \S+ (?:not found|is not defined|does not exist)|(?:no|unknown|invalid) (?:boundary )?marker|MARKER_\w+/i,
    step: () =>
      l10n.t(
        'Give each marker of the mesh one boundary condition (MARKER_…) in the .cfg file, under the name that it has in the mesh.',
      ),
  },
  'deck-keyword': {
    program: /calculix|\bccx\w*\b|abaqus/i,
    match:
      /\*ERROR (?:reading|in calinput)|Card image|is an unknown (?:element type|keyword)|(?:KEYWORD|PARAMETER) .{0,60}(?:MISPLACED|UNKNOWN|NOT VALID|NOT ALLOWED)|unknown (?:parameter|keyword)/i,
    step: () =>
      l10n.t(
        'Correct the line of the input deck (.inp) that the message shows: its keyword, its parameters, or the order of keywords.',
      ),
  },
  'increments-too-small': {
    program: /abaqus|ansys|mapdl|calculix|\bccx\b|code_aster/i,
    match:
      /TOO MANY ATTEMPTS MADE FOR THIS INCREMENT|time increment required is less than the minimum|increment size smaller than minimum|excessive(?:ly)? (?:distort|element distortion)|did not converge|solution not converged|too many cutbacks|NOOK/i,
    step: () =>
      l10n.t(
        'Read the warnings above it (.msg, .sta, .out): begin with smaller increments, and check contacts, supports and material, as the analysis did not converge.',
      ),
  },
  'wrf-entries': {
    program: /real\.exe|wrf\.exe|\bWRF\b|REAL_EM|metgrid|geogrid|ungrib/i,
    match:
      /ERRORS? while reading (?:one or more )?namelists?|Error while reading namelist|Invalid (?:data )?(?:in|namelist) .{0,40}namelist|namelist\.(?:input|wps).{0,60}(?:error|invalid)/i,
    step: () =>
      l10n.t(
        'Correct the section of namelist.input that is named: an entry that this build does not have, a comma that is missing, or the / at its end.',
      ),
  },
  'gromacs-residue': {
    program: gromacs,
    match:
      /Residue '?\S{1,12}'? not found in|was not found in rtp entry|do not have a consistent type|not found in residue topology/i,
    step: () =>
      l10n.t(
        'Name residues and atoms as the force field does (-ignh for hydrogens), or make the topology of a ligand apart and include it.',
      ),
  },
  'wrf-input-missing': {
    program: /wrf\.exe|\bWRF\b|FATAL CALLED/,
    match:
      /error opening (wrf(?:input|bdy|lowinp|fdda)_d\d\d)|(wrf(?:input|bdy|lowinp)_d\d\d).{0,60}(?:not found|No such file|does not exist)|(?:cannot|could not) open (wrf(?:input|bdy)_d\d\d)/i,
    step: (what) =>
      l10n.t('Run real.exe first: it makes {0}; if it ran before, its rsl.error.0000 says why it failed.', what),
  },
  'openmpi-versions': {
    program: /PMIX|OPAL|ORTE|PRTE|open ?mpi|mpirun/i,
    // Matches only at the beginning, because these lines also appear after a rank aborted for another reason.
    match:
      /^(?:\[[^\]]{1,60}\] )?(?:PMIX ERROR: .{0,40}(?:UNAVAILABLE|OUTDATED)|OPAL ERROR: Unreachable|ORTE_ERROR_LOG: Data unpack)/,
    step: () =>
      l10n.t(
        'Use the same version of Open MPI in the container as outside: mpirun outside starts the ranks inside, and the two talk to each other.',
      ),
  },
} satisfies Families;
