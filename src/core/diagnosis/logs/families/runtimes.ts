import * as l10n from '@vscode/l10n';
import type { Families } from './family.ts';

const rLanguage = /\bR(?:script)?\b|loadNamespace|dyn\.load|grDevices|C_X11|Execution halted/;

/** Program families for Java, .NET, R, Julia, MATLAB, and browsers, independent of the code that runs in them. */
export const runtimeFamilies = {
  'newer-libraries': {
    program: /required by/i,
    match: /(?:GLIBCXX|CXXABI|GLIBC)_[\d.]+['’]? not found \(required by (?:[^\s()]*\/)?([\w+-]+)\)/,
    step: (what) =>
      l10n.t(
        "Use an image with a newer distribution (the container's if the task has one, otherwise the pool's), or a version of {what} for the one it has.",
        { what },
      ),
  },
  'spark-scala': {
    program: /spark|scala/i,
    match: /NoSuchMethodError.{0,200}scala[./]|NoClassDefFoundError: scala\/|ClassNotFoundException: scala\./i,
    step: () =>
      l10n.t(
        'Use the build of the library for the Scala version of this Spark, by the end of its name (_2.12 or _2.13).',
      ),
  },
  'java-modules': {
    program: /java|spark|jar/i,
    match:
      /module (java\.base) does not (?:export|"?opens)|cannot access class (sun\.[\w.]+)|InaccessibleObjectException/i,
    title: (what) => l10n.t('Java refuses access to {0}', what === '' ? 'java.base' : what),
    step: () =>
      l10n.t(
        'Use the Java version that the program supports (JAVA_HOME; 8 or 11 for older Spark), or open the module with --add-opens.',
      ),
  },
  'java-too-new': {
    program: /java|gradle|groovy|scala|spark|\bjvm\b/i,
    match:
      /Unsupported class file major version|Unsupported Java\. |Could not determine java version from|Gradle version .{0,40}incompatible with .{0,20}Java/i,
    title: () => l10n.t('The program is too old for the Java that runs it'),
    step: () =>
      l10n.t(
        'Run it with an older Java version (JAVA_HOME), or use a newer version of the tool (Gradle, Groovy, Spark).',
      ),
  },
  'java-version': {
    program: /java/i,
    match: /Unsupported major\.minor version|compiled by a more recent version of the Java|class file version \d\d/i,
    step: () =>
      l10n.t(
        'Run it with the Java version that it was compiled for (52 is Java 8, 55 is 11, 61 is 17, 65 is 21), or compile it for the older one.',
      ),
  },
  'hadoop-scheme': {
    program: /hadoop|spark|flink|java|jar/i,
    match: /No FileSystem for scheme:? ['"]?(\w+)/,
    title: (what) => l10n.t('The class path has no Hadoop library for {0}: paths', what),
    step: (what) =>
      l10n.t(
        "Add the Hadoop library for {0}: paths to the program's class path, in the version of its Hadoop (hadoop-azure for wasb and abfs, hadoop-aws for s3a).",
        what,
      ),
  },
  'hadoop-default': {
    program: /hadoop|spark|flink|java|jar/i,
    match: /Wrong FS: (\w+:)\/.{0,300}, expected: \w+:/,
    title: (what) => l10n.t('The code opens a {0} path with another file system', what),
    step: () =>
      l10n.t(
        'Have the code get the file system from the path (path.getFileSystem(conf)), or set fs.defaultFS to that of the path.',
      ),
  },
  'r-mirror': {
    program: rLanguage,
    match: /without setting a mirror/,
    title: () => l10n.t('R has no package repository to install from'),
    step: () =>
      l10n.t(
        'Name the repository in the script: install.packages(…, repos = "https://cloud.r-project.org"), or options(repos = …).',
      ),
  },
  'r-other-version': {
    program: rLanguage,
    match:
      /not provided by package [‘'"]|not resolved from current namespace|is not an exported object from [‘'"]namespace:|object [‘'][^’'\n]{1,80}[’'] not found\nCalls: [^\n]{0,200}(?:validityMethod|loadNamespace|\.onLoad)/,
    step: () =>
      l10n.t(
        'Reinstall the R packages that the message and its calls name from source, the needed ones first: one was built for another version of the other.',
      ),
  },
  'foreign-module': {
    program: /perl|python|lib/i,
    match:
      /undefined symbol: (?:Perl_|PL_|Py\w|_Py)|loadable library and perl binaries are mismatched|Perl_xs_handshake/,
    step: () =>
      l10n.t(
        'Unset PERL5LIB or PYTHONPATH for this program, or reinstall the module for its interpreter: the module was compiled for another Perl or Python.',
      ),
  },
  'r-binary': {
    program: rLanguage,
    match: /undefined symbol: |symbol \S+ (?:version )?not (?:found|defined)|version [`'‘]\w+_[\d.]+['’] not found/i,
    step: () =>
      l10n.t(
        'Reinstall the R package from source on this image (install.packages with type = "source"): it was built with other libraries.',
      ),
  },
  'r-dependency': {
    program: /package or namespace load failed|loadNamespace|BiocManager/,
    match:
      /there is no package called [‘'"“]?([\w.]+)[’'"”]?|dependenc(?:y|ies) [‘'“]?([\w.]+)[’'”]? (?:is|are) not available/i,
    title: (what) => l10n.t('The R package {0} is not installed', what),
    step: (what) =>
      l10n.t(
        'Install the R package {0} in the start task or the image (BiocManager::install or install.packages).',
        what,
      ),
  },
  'r-version': {
    program: rLanguage,
    match:
      /namespace [‘'“]?([\w.]+)[’'”]? \S+ is (?:already|being) loaded, but >=? ?\S+ is required|package [‘'“]?([\w.]+)[’'”]? was installed before R|dependency [‘'“]?([\w.]+)[’'”]? \S+ is too old/i,
    step: (what) =>
      l10n.t('Update the R package {0} in the library that R reads first (.libPaths()), and pin its version.', what),
  },
  'r-display': {
    program: rLanguage,
    match: /unable to start device (PNG|X11|JPEG)|unable to open connection to X11|X11 (?:is not available|font)/i,
    step: () =>
      l10n.t('Set options(bitmapType = "cairo") in the script, or run it with xvfb-run: nodes have no X11 display.'),
  },
  'julia-path': {
    program: /julia/i,
    match:
      /Package (?:Pkg|LinearAlgebra|Statistics|Random|Printf|Dates|Distributed) not found in current path|JULIA_LOAD_PATH|Pkg\.add\("Pkg"\)/,
    title: () => l10n.t("Julia doesn't find its own standard library"),
    step: () => l10n.t("Unset JULIA_LOAD_PATH, or add @stdlib to it: Julia's own packages are not found."),
  },
  'matlab-runtime': {
    program: /matlab|\bMCR\b|libmw|run_\w+\.sh/i,
    match:
      /Could not find version \S+ of the (?:MCR|MATLAB Runtime)|(libmw\w+\.so\S*)|MATLAB Runtime .{0,60}(?:not found|version)/i,
    step: () =>
      l10n.t(
        'Install the MATLAB Runtime of exactly the version that the program was compiled with, and put its folders in LD_LIBRARY_PATH.',
      ),
  },
  'dotnet-drawing': {
    program: /System\.Drawing|gdiplus|Gdip/i,
    match: /(libgdiplus)|type initializer for '?Gdip|System\.Drawing\.Common is not supported/i,
    step: () =>
      l10n.t('Install libgdiplus in the image or the start task, or draw with another library than System.Drawing.'),
  },
  'dotnet-icu': {
    program: /\.NET|dotnet|System\.Globalization|Process terminated/i,
    match: /valid ICU package|libicu\w* .{0,60}(?:not found|missing)|GlobalizationMode|Invariant mode/i,
    step: () =>
      l10n.t(
        'Install libicu in the image or the start task, or set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 in the environment settings.',
      ),
  },
  'dotnet-runtime': {
    program: /\.NET|dotnet|Microsoft\.NETCore/i,
    match:
      /must install or update \.NET|not possible to find any compatible framework|framework 'Microsoft\.\S+', version .{0,60}not found/i,
    step: () =>
      l10n.t(
        'Use an image with the version of the .NET runtime that the message names, or publish the program self-contained.',
      ),
  },
  'browser-libraries': {
    program: /playwright|puppeteer|chrom(?:e|ium)/i,
    match:
      /missing dependencies to run browsers|Executable doesn't exist at|loading shared libraries: lib(?:nss3|atk|gbm|asound|nspr4|cups|x11|gtk)/i,
    step: () =>
      l10n.t(
        "Install the browser's libraries in the image (`playwright install --with-deps`), or use the image of this version of Playwright.",
      ),
  },
  'bundled-library': {
    program: /conda|mamba|julia|matlab|\/opt\/|\/home\/|\/envs?\/|\/venv|\/usr\/local\//i,
    match:
      /(?<=\/)(?<!(?:^|[\s:'"(])\/(?:usr\/)?lib(?:64|32|x32)?\/(?:[\w.-]{1,40}\/)?)(lib[\w+-]{1,40})\.so[.\d]{0,12}: version [`'‘]\w{1,20}[\d.]{0,12} ?['’]? ?not found/m,
    title: (what) => l10n.t('An older {0} is found first', what),
    step: (what) =>
      l10n.t(
        "Let the program find the newer {0}: update it in the environment whose path is named, or put the system's first (LD_PRELOAD).",
        what,
      ),
  },
  'node-addon': {
    program: /node|npm/i,
    match:
      /NODE_MODULE_VERSION|compiled against a different Node\.js version|\.node: (?:invalid ELF header|wrong ELF class)/i,
    step: () =>
      l10n.t(
        'Run npm ci (or npm rebuild) with the Node.js of the nodes: node_modules was copied from another version or system.',
      ),
  },
  'node-openssl': {
    program: /node|npm|webpack/i,
    match: /digital envelope routines|ERR_OSSL_EVP_UNSUPPORTED|opensslErrorStack|error:0308010C/i,
    step: () =>
      l10n.t('Update the build tools (webpack 5), or run them with Node.js 16: from 17 on, OpenSSL has no such hash.'),
  },
  'java-headless': {
    program: /java|jvm|\bat sun\.|awt/i,
    match:
      /HeadlessException|Can't connect to X11 window server|No X11 DISPLAY variable|Could not initialize class sun\.awt/i,
    step: () =>
      l10n.t(
        'Run Java with -Djava.awt.headless=true (JAVA_TOOL_OPTIONS), or start the program under xvfb-run: nodes have no display.',
      ),
  },
  'r-library-folder': {
    program: /Rscript|install\.packages|\bR\b/,
    match:
      /'lib = .{1,100}' is not writable|unable to install packages|cannot (?:create dir|open file) '.{1,60}site-library|lib(?:rary)? .{0,60}not writable/i,
    step: () =>
      l10n.t(
        'Install R packages in the image, or in the start task as administrator; else set R_LIBS_USER to a folder that the task may write to.',
      ),
  },
  'cache-folder': {
    program: /python|numba|matplotlib|huggingface|transformers|julia|triton|libreoffice|soffice|dconf/i,
    match:
      /no locator available for file|User installation could not be completed|unable to create directory '\/\.(?:cache|config)|trying to write in your cache folder|(?:Permission denied|Read-only file system).{0,20}['"]\S*\/\.(?:cache|config|local|julia|triton|keras|torch)\b|\/\.(?:cache|config|julia|triton|keras)\b\S*['"]?: ?(?:Permission denied|[Rr]ead-only)/i,
    step: () =>
      l10n.t(
        'Set HOME, or the folder of this cache (NUMBA_CACHE_DIR, MPLCONFIGDIR, HF_HOME, JULIA_DEPOT_PATH), to AZ_BATCH_TASK_WORKING_DIR.',
      ),
  },
  'blas-threads': {
    program: /BLAS|numpy|scipy|python|\bR\b/,
    match:
      /tried to allocate too many memory regions|OpenBLAS blas_thread_init|precompiled NUM_THREADS exceeded|blas_thread_init: pthread_create/i,
    step: () =>
      l10n.t(
        'Set OPENBLAS_NUM_THREADS and OMP_NUM_THREADS to the cores that one task has: this OpenBLAS was built for fewer threads than it starts.',
      ),
  },
  'matlab-path': {
    program: /matlab|octave|\.m\b/i,
    match:
      /Unrecognized function or variable '[\w.]+'|Undefined function '?[\w.]+'?|Undefined (?:variable|function or variable) ['"]?[\w.]+/,
    step: () =>
      l10n.t(
        'Put the folder of this function on the path (addpath, MATLABPATH) or install the toolbox or package that has it; or correct its name.',
      ),
  },
  'hadoop-windows': {
    program: /spark|hadoop/i,
    match:
      /HADOOP_HOME and hadoop\.home\.dir are unset|[Cc]ould not locate (?:executable )?\S{0,40}winutils|Did not find winutils\.exe|winutils\.exe.{0,40}(?:not found|missing)/i,
    title: () => l10n.t('HADOOP_HOME is not set'),
    step: () =>
      l10n.t(
        'Give Windows nodes winutils.exe and hadoop.dll of this Hadoop version, and set HADOOP_HOME to the folder whose bin has them.',
      ),
  },
  'browser-sandbox': {
    program: /chrom|puppeteer|playwright|selenium|browser/i,
    match: /Running as root without|No usable sandbox|Failed to move to new namespace|SUID sandbox helper/i,
    step: () =>
      l10n.t(
        "Run the task as a non-administrator user (userIdentity), or give the container a USER: the browser's sandbox refuses root.",
      ),
  },
  'octave-package': {
    program: /octave/i,
    match:
      /package ['"‘]?([\w-]+)['"’]? (?:is not installed|was not found|must be installed)|belongs to the (\S+) package from Octave|dependencies were unsatisfied:\s+\S+ needs (?!octave\b)(\w+)/i,
    title: (what) => l10n.t('The Octave package {0} is not installed or not loaded', what),
    step: (what) =>
      l10n.t(
        'Install the Octave package {0} in the image (with apt, its name begins with octave-), and load it with pkg load.',
        what,
      ),
  },
  'build-isolation': {
    program: /\bpip\b|pip-build-env|PEP 517/i,
    match:
      /ModuleNotFoundError: No module named '(torch|numpy|cython|Cython|jax|tensorflow|cupy|mpi4py|packaging|wheel|psutil|pkg_resources)'[\s\S]{0,300}(?:\[end of output\]|egg_info|build_wheel|get_requires)/,
    step: (what) =>
      l10n.t(
        'Build the package with --no-build-isolation, after {0} was installed: pip otherwise builds in a fresh environment.',
        what,
      ),
  },
  'lock-file-outdated': {
    program: /poetry|pnpm|\buv\b|cargo|bundle|yarn|composer|\bpdm\b/i,
    match:
      /since poetry\.lock was last generated|\block ?file\b.{0,80}(?:up[- ]to[- ]date|out of date|outdated|in sync|needs to be updated|would have been modified)|OUTDATED_LOCKFILE/i,
    title: () => l10n.t("The lock file doesn't match the list of dependencies"),
    step: () =>
      l10n.t(
        'Update the lock file where the dependencies were changed (such as with poetry lock), and ship it with them.',
      ),
  },
  'docker-terminal': {
    program: /docker|podman|kubectl|nerdctl/i,
    match: /input device is not a TTY|stdin is not a terminal|(?:allocate|use) a (?:pseudo-)?TTY/i,
    title: () => l10n.t("The command asks for a terminal, which tasks don't have"),
    step: () => l10n.t('Leave out -t in the command line (write -i in place of -it): tasks have no terminal.'),
  },
  'fuse-in-container': {
    program: /fuse|rclone|s3fs|sshfs|goofys|mount/i,
    match:
      /fusermount3?: (?:mount failed: Operation not permitted|failed to open \/dev\/fuse)|fuse: (?:device not found|failed to open \/dev\/fuse)|\/dev\/fuse: (?:No such file|Operation not permitted)|cannot open fuse device/i,
    title: () => l10n.t('The program may not mount a file system'),
    step: () =>
      l10n.t(
        'In a container, add --privileged to `containerRunOptions`, or --device /dev/fuse with --cap-add SYS_ADMIN; elsewhere, run the task as an administrator.',
      ),
  },
  'locked-memory': {
    program: /mpi|openib|OpenFabrics|\bib[v_]|mlx\d|UCX|NCCL|libfabric/i,
    match:
      /memlock limits? (?:are|is) |RLIMIT_MEMLOCK|allocate some locked memory|ib_?v\w*_(?:create_cq|reg_mr|create_qp|alloc_pd)\w*\W{0,3}.{0,60}(?:Cannot allocate memory|failed)|max locked memory/i,
    title: () => l10n.t('The network adapter may not lock enough memory'),
    step: () =>
      l10n.t(
        'Raise the limit of locked memory: --ulimit memlock=-1 in `containerRunOptions` (with --device /dev/infiniband), or ulimit -l unlimited on the node.',
      ),
  },
} satisfies Families;
