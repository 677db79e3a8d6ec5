import * as l10n from '@vscode/l10n';
import { redactText } from '../../../text/redact.ts';
import type { Advice } from './advice.ts';

/** Matches a package manager named as a missing program; each one comes only with some distributions. */
const packageManager = /(?:^|[\s:'"])(?:apt-get|apt|yum|dnf|tdnf|microdnf|zypper|apk)(?:$|[:'"])/;

/** Matches modules that distributions package with their Python and that pip doesn't have. */
const ofSystemPython =
  /No module named ['"]?(?:apt_pkg|apt_inst|gi|dnf|rpm|lsb_release|_?tkinter|ensurepip|distutils|_(?:ctypes|ssl|bz2|lzma|sqlite3))\b/;

/** Matches names that projects give their own Python modules, and a file of the project that hides a package. */
const ownPython =
  /No module named ['"]?(?:(?:my|our)_\w{1,60}|my(?:module|package|code|lib|app|model|project)s?|src|utils?|helpers?|common|config|settings|constants|functions|scripts?|tools?|lib|libs|core|modules?|models?|pipelines?|preprocess(?:ing)?|main|app|tests?)(?:\.[\w.]{1,200})?['"]?(?:$|[\s;.])|No module named .{1,200}; .{1,100} is not a package/;

const compiler =
  /Microsoft Visual C\+\+ 14|\b(?:Fortran|C|CXX|C\+\+) compiler\b|_COMPILER\b|[\s'"`/](?:[\w-]{1,40}-)?(?:gcc|g\+\+|cc|c\+\+|cc1plus|clang(?:\+\+)?|gfortran|ifort|icc|cl(?:\.exe)?|link\.exe)(?:-\d+)?['"`: ]/;

const newerFile = {
  when: /\b(?:written|saved|created|made|generated|produced|exported) (?:by|with|in|using|from) (?:an? |the )?(?:newer|later|more recent|future)\b|\b(?:file|format|schema|checkpoint|protocol|model|database)\b.{0,60}\b(?:newer (?:version )?than|(?:later|more recent|higher) version than)\b|\bversion\b.{0,40}\b(?:later|more recent|higher) than\b|\b(?:newer|later|future) (?:file|format|schema|protocol)\b|unsupported pickle protocol/i,
  fix: () =>
    l10n.t(
      'Use the version of the program that wrote the file, or a newer one, or save the file for the older one: the version here is too old to read it.',
    ),
  isWhole: true,
} as const;

/** Data in a version that the program doesn't read, which no package changes. */
const otherFormat = {
  when: /\b(?:schema|format|file|config(?:uration)?|checkpoint|index|opset|manifest|snapshot|database|header)(?:'s)? (?:format |schema )?version\b.{0,60}\b(?:(?:not |un)supported|expected|too old|reads|maximum supported)\b|\bunsupported (?:model|IR|opset|file|data) (?:\w+ )?version\b|\b(?:unsupported|unknown|unexpected|incompatible) (?:input |data |file )?(?:schema|format|file|config(?:uration)?|checkpoint|index|opset|manifest|snapshot|database|header) version\b/i,
  fix: () =>
    l10n.t(
      'Convert or create the data in the version that the program reads, or use a version of the program that reads it.',
    ),
  isWhole: true,
} as const;

/** Advice on programs, modules, and libraries that are missing or incompatible. */
export const programAdvice: readonly Advice[] = [
  { category: 'dependency-version', ...newerFile },
  { category: 'bad-input', ...newerFile },
  { category: 'dependency-version', ...otherFormat },
  { category: 'bad-input', ...otherFormat },
  {
    category: 'exception-in-user-code',
    when: /undefined reference (?:due )?to|unresolved external symbol|Undefined symbols for architecture/,
    fix: () =>
      l10n.t(
        'Link the library or object file that defines the symbol, after the files that use it (-lm for mathematical functions).',
      ),
    isWhole: true,
  },
  {
    category: 'missing-program',
    when: compiler,
    fix: () =>
      l10n.t(
        'Install a compiler where this build runs (build-essential, or the Visual Studio Build Tools on Windows), or use a package that is already built.',
      ),
    isWhole: true,
  },
  {
    category: 'gpu',
    when: /\bsame device\b|at least two devices|^(?!.*cuda.*cuda).*input type .{0,80} and weight type/i,
    fix: () => l10n.t('Move the model and everything that it is given to one device (.to(device)).'),
    isWhole: true,
  },
  {
    category: 'gpu',
    when: /\b(?:not|without) (?:been )?(?:compiled|built) with (?:CUDA|GPU|HIP|ROCm)|\b(?:built|compiled) without (?:CUDA|GPU|HIP|ROCm)|\bCPU[- ]only (?:build|version|binary)/i,
    fix: () => l10n.t('Install a build with GPU support: this one was built without it, whatever the node has.'),
    isWhole: true,
  },
  {
    category: 'dependency-version',
    when: /\b(?:not compiled (?:with|in)|compiled without|built without|not (?:enabled|turned on) when)\b/i,
    fix: () => l10n.t('Use a build or an image of the program that includes the part that this one was built without.'),
    isWhole: true,
  },
  {
    category: 'missing-program',
    when: /\/wd\/\S{1,300}: (?:command )?(?:not found|No such file)/,
    fix: () =>
      l10n.t(
        'Find the step that puts the program in the working directory (wd), and let it run each time: also after the node restarts. What has to stay belongs in AZ_BATCH_NODE_SHARED_DIR.',
      ),
    isWhole: true,
  },
  {
    category: 'missing-program',
    when: packageManager,
    fix: () =>
      l10n.t("Use the package manager in the node's image (apt-get, dnf, tdnf, zypper, or apk), or use another image."),
    isWhole: true,
  },
  {
    category: 'missing-program',
    when: /\b(?:conda|mamba|micromamba)\b/,
    fix: () =>
      l10n.t(
        "A task doesn't run a login shell, so conda isn't initialized: source its etc/profile.d/conda.sh first, or call the environment's program by its full path.",
      ),
  },
  {
    category: 'missing-program',
    when: /(?:^|[\s:'"])module\b.*not found/,
    fix: () =>
      l10n.t(
        "Batch nodes don't have environment modules unless the image includes them: set PATH and LD_LIBRARY_PATH instead.",
      ),
  },
  {
    category: 'missing-program',
    when: /(?<!\/wd\/\S{0,300})\bpython(?:’|'|"|`)?: (?:command )?(?:not found|No such file)/,
    fix: () => l10n.t('Many Linux images have only python3: call that, or install python-is-python3.'),
  },
  {
    category: 'missing-program',
    when: /\bsudo\b/,
    fix: () => l10n.t('Leave sudo out and run the task with an elevated user identity (elevationLevel admin).'),
  },
  {
    category: 'missing-program',
    when: /\b(?:docker|nvidia-docker|singularity|apptainer): (?:command )?not found/,
    fix: () =>
      l10n.t(
        "Use an image for container workloads with a container configuration on the pool, and specify the container image in the task's container settings.",
      ),
  },
  {
    category: 'missing-program',
    when: /OCI runtime|in \$PATH|docker|containerd/,
    fix: () =>
      l10n.t(
        "The container image doesn't have the program on its path: check the command line and the image's entry point (docker inspect).",
      ),
  },
  {
    category: 'missing-program',
    when: /\bnvidia-smi\b|\bnvcc\b/,
    fix: () =>
      l10n.t('Use a VM size with a GPU and an image, extension or start task that installs the NVIDIA driver.'),
  },
  {
    category: 'missing-program',
    when: /^(?!.*required file not found).*(?:\bazcopy\b|(?:^|[\s:'"])az\b)/,
    fix: () => l10n.t('Download the tool in the start task, or let resource files and output files do the transfer.'),
  },
  {
    category: 'missing-program',
    when: /not recognized as (?:an internal or external|the name of|a name of)/,
    fix: () =>
      l10n.t(
        "Set PATH for the task, or call the program by its full path under %AZ_BATCH_APP_PACKAGE_…% or %AZ_BATCH_NODE_SHARED_DIR%; additions to PATH in the start task aren't inherited.",
      ),
  },
  {
    category: 'missing-module',
    when: /\bconfigure: error: |\b\w+-config\b.{0,20}\bnot found\b|\bpkg-config\b|\bheaders? (?:files? )?(?:was |were |is |are )?(?:not found|missing)\b/i,
    fix: () =>
      l10n.t(
        'Install the development package of the library in the image or the start task (its name ends in -dev or -devel), or a build of the package that includes it.',
      ),
    isWhole: true,
  },
  {
    category: 'missing-module',
    when: ofSystemPython,
    fix: () =>
      l10n.t(
        "This module comes with the distribution's Python: install its package there (such as python3-apt or python3-tk), or call /usr/bin/python3.",
      ),
    isWhole: true,
  },
  {
    category: 'missing-module',
    when: ownPython,
    fix: () =>
      l10n.t(
        'This is probably a module of your own: give the task its folder (resource files or an application package), and start Python there or add the folder to PYTHONPATH.',
      ),
    isWhole: true,
  },
  {
    category: 'missing-module',
    when: /No module named(?! ['"]?(?:apt_pkg|apt_inst|gi|dnf|rpm|lsb_release|_?tkinter|ensurepip|distutils|_(?:ctypes|ssl|bz2|lzma|sqlite3))\b)|ModuleNotFoundError|cannot import name|\bpkg_resources\b/,
    fix: () =>
      l10n.t(
        'Install the package that provides the module, using the pip or conda of the same interpreter that runs the task (python3 -m pip install …).',
      ),
  },
  ...(['missing-module', 'missing-file'] as const).map((category) => ({
    category,
    when: /\bld-(?:linux|musl)[\w.-]{0,30}\.so\b/,
    fix: () =>
      l10n.t(
        'The loader that starts the program is not in the image: use an image with the C library and processor that the program was built for (Debian or Ubuntu rather than Alpine), or a static build.',
      ),
    isWhole: true as const,
  })),
  {
    category: 'missing-module',
    when: /^(?!.*\bor one of its dependencies\b).*(?:shared object|\.so\b|libstdc\+\+|ld\.so|LD_LIBRARY_PATH)/,
    fix: () =>
      l10n.t(
        "Install the system package that contains the library, or add the library's folder to LD_LIBRARY_PATH in the task's environment; ldd lists what a program is missing.",
      ),
  },
  {
    category: 'missing-module',
    when: /there is no package called|library\(|loadNamespace|requireNamespace/,
    fix: () =>
      l10n.t('Install the R package in the start task, into a library that all users can read (see .libPaths()).'),
  },
  {
    category: 'missing-module',
    when: /Cannot find module ['"](?:\.{0,2}\/|[A-Za-z]:\\)(?!.*node_modules)/,
    fix: (text) => ({
      text: l10n.t(
        'Check that {0} is there: a file of your own has to come with the task, and what a build writes (dist, build) has to be built before.',
        redactText(/['"]([^'"]+)['"]/.exec(text)?.[1] ?? ''),
      ),
      ofSeveral: l10n.t(
        'Check that the files are there: your own have to come with the task, and what a build writes (dist, build) has to be built before.',
      ),
    }),
    isWhole: true,
  },
  {
    category: 'missing-module',
    when: /Cannot find (?:module|package)|ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND/,
    fix: () =>
      l10n.t(
        "Run npm ci in the program's folder, or ship node_modules with it; check the path if it's one of your own files.",
      ),
  },
  {
    category: 'missing-module',
    when: /Can't locate .+ in @INC|@INC/,
    fix: () => l10n.t('Install the Perl module (cpanm or the system package), or add its folder to PERL5LIB.'),
  },
  {
    category: 'missing-module',
    when: /ClassNotFoundException|NoClassDefFoundError|Could not find or load main class/,
    fix: () =>
      l10n.t(
        'Put the jar with the class on the class path (--jars or --packages with Spark), or build one jar with all dependencies.',
      ),
  },
  {
    category: 'missing-module',
    when: /Could not load file or assembly '(?!System\b|Microsoft\.|mscorlib\b|netstandard\b|WindowsBase\b)[\w.-]+(?:,| ?')/,
    fix: () =>
      l10n.t(
        'Give the task all files that dotnet publish wrote, and check that this assembly is one of them: a project that nothing refers to is not built or published with the program.',
      ),
    isWhole: true,
  },
  {
    category: 'missing-module',
    when: /dependencies manifest|Could not load file or assembly|hostfxr|hostpolicy|You must install (?:or update )?\.NET|framework .+ was not found/,
    fix: () =>
      l10n.t(
        'Publish the program self-contained, or install the matching .NET runtime version in the start task or the image.',
      ),
  },
  {
    category: 'missing-module',
    os: 'linux',
    when: /\bor one of its dependencies|DLL load failed|LoadLibrary failure|DllNotFoundException/,
    fix: () =>
      l10n.t(
        'Install the native library and those that it needs in the start task or the image: ldd on its file lists what is missing (for .NET on Linux mostly libcurl, libssl or libicu).',
      ),
    isWhole: true,
  },
  {
    category: 'missing-module',
    when: /0xC0000135|-1073741515|3221225781|\.dll\b|DLL load failed|LoadLibrary failure|DllNotFoundException/i,
    fix: () =>
      l10n.t(
        'Install the component that provides the DLL on the nodes (often the Visual C++ redistributable), or ship the DLL next to the program.',
      ),
  },
  {
    category: 'missing-module',
    when: /No matching distribution|satisfies the requirement|PackagesNotFoundError|ResolvePackageNotFound|nothing provides requested|code E404|Couldn't find package|FETCH_404|NU1101/,
    fix: () =>
      l10n.t(
        'Correct the name or version that the command installs, or check that the nodes reach the right index: it has none that fits.',
      ),
    isWhole: true,
  },
  {
    category: 'missing-module',
    when: /Package .+ not found in current path|Pkg\.add/,
    fix: () =>
      l10n.t(
        'Instantiate the project on the node (julia --project -e "using Pkg; Pkg.instantiate()") in the start task.',
      ),
  },
  {
    category: 'dependency-version',
    when: /ResolutionImpossible|conflicting dependencies|No matching distribution|satisfies the requirement|\bpython\b.{0,60}incompatible with|incompatible with.{0,60}\bpython\b/i,
    fix: () =>
      l10n.t(
        'Check the Python version on the nodes against what the packages support, then pin a set that resolves (pip freeze from a working environment).',
      ),
  },
  {
    category: 'dependency-version',
    when: /numpy|ABI|binary incompatib|compiled (?:against|using)/i,
    fix: () =>
      l10n.t(
        'Reinstall anything that was compiled against another version, or pin that version (for example numpy<2).',
      ),
  },
];
