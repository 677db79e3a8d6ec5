import type { FamilyExamples } from './family.ts';
import type { runtimeFamilies } from './runtimes.ts';

export const runtimesExamples: FamilyExamples<typeof runtimeFamilies> = {
  'newer-libraries': {
    source: 'https://github.com/Azure/azure-storage-fuse/wiki/1.-Installation',
    outputs: [
      "$ mytool --mount in\nmytool: /usr/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.26' not found (required by mytool)",
      "$ ./solver\n./solver: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by ./solver)",
      "$ bash run.sh\n/opt/fit/bin/fit: /lib64/libstdc++.so.6: version `CXXABI_1.3.13' not found (required by /opt/fit/bin/fit)",
    ],
  },
  'foreign-module': {
    source: 'https://perldoc.perl.org/perlrun#PERL5LIB',
    outputs: [
      '$ perl a.pl\nperl: symbol lookup error: /opt/p5/lib/perl5/auto/JSON/XS/XS.so: undefined symbol: Perl_xs_apiversion_bootcheck',
      '$ python a.py\nImportError: /opt/py/lxml/etree.so: undefined symbol: PyUnicodeUCS4_DecodeUTF8',
      '$ perl b.pl\nCwd.c: loadable library and perl binaries are mismatched (got handshake key 0xdb00080, needed 0xdb80080)',
    ],
  },
  'r-other-version': {
    source: 'https://github.com/bwlewis/irlba/issues/70',
    outputs: [
      "$ Rscript a.R\nError in stringi::f(x) :\n  'stri_x' is not an exported object from 'namespace:stringi'\nExecution halted",
      '$ Rscript b.R\nError in spelnet(x) :\n  "lognet_exp" not resolved from current namespace (glmnet)\nExecution halted',
      "$ Rscript c.R\nError in f(x) :\n  function 'Csparse_sub' not provided by package 'Matrix'\nExecution halted",
      "$ Rscript d.R\nError in get(x) :\n  object 'cpp_env' not found\nCalls: library ... loadNamespace -> namespaceImportFrom\nExecution halted",
    ],
  },
  'spark-scala': {
    source: 'https://spark.apache.org/docs/latest/building-spark.html',
    outputs: [
      '$ spark-submit a.jar\njava.lang.NoSuchMethodError: scala.Predef$.refArrayOps',
      '$ spark-submit b.jar\njava.lang.NoClassDefFoundError: scala/Product$class',
      '$ spark-submit c.jar\njava.lang.ClassNotFoundException: scala.collection.GenTraversable',
    ],
  },
  'java-modules': {
    source: 'https://github.com/clojure-finance/datajure/issues/15',
    outputs: [
      '$ spark-submit a.jar\nException in thread "main" java.lang.IllegalAccessError: class A cannot access class sun.nio.ch.DirectBuffer because module java.base does not export sun.nio.ch',
      '$ java -jar a.jar\nException in thread "main" java.lang.reflect.InaccessibleObjectException: Unable to make field accessible',
      '$ java -jar b.jar\nERROR: module java.base does not "opens java.lang" to unnamed module',
    ],
  },
  'java-version': {
    source: 'https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html',
    outputs: [
      '$ java -jar a.jar\njava.lang.UnsupportedClassVersionError: Main : Unsupported major.minor version 52.0',
      '$ java -jar b.jar\nError: Main has been compiled by a more recent version of the Java Runtime (class file version 61.0)',
      '$ java -jar c.jar\nException in thread "main" java.lang.UnsupportedClassVersionError: a/B (class file version 65.0)',
    ],
  },
  'hadoop-scheme': {
    source: 'https://github.com/apache/hudi/issues/1228',
    outputs: [
      '$ spark-submit a.jar\nException in thread "main" java.io.IOException: No FileSystem for scheme: abfss',
      '$ flink run b.jar\norg.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3"',
      '$ java -jar druid.jar\njava.io.IOException: No FileSystem for scheme: hdfs',
    ],
  },
  'hadoop-default': {
    source: 'https://github.com/OryxProject/oryx/issues/276',
    outputs: [
      '$ spark-submit a.jar\njava.lang.IllegalArgumentException: Wrong FS: hdfs://n1:8020/m.pmml, expected: file:///',
      '$ flink run b.jar\njava.lang.IllegalArgumentException: Wrong FS: s3a://data/x, expected: hdfs://n1:8020',
      '$ java -jar c.jar\njava.lang.IllegalArgumentException: Wrong FS: file:///tmp/a, expected: wasb://a@b.example.com',
    ],
  },
  'r-mirror': {
    source: 'https://cran.r-project.org/doc/manuals/r-release/R-admin.html',
    outputs: [
      '$ Rscript a.R\nError in contrib.url(repos, "source") : \n  trying to use CRAN without setting a mirror\nCalls: install.packages -> contrib.url',
      '$ Rscript -e "update.packages()"\nError in contrib.url(repos, type) : \n  trying to use CRAN without setting a mirror',
      '$ Rscript b.R\nError: (converted from warning) trying to use CRAN without setting a mirror\nCalls: install_github -> install_deps',
    ],
  },
  'r-binary': {
    source: 'https://cran.r-project.org/doc/manuals/r-release/R-admin.html',
    outputs: [
      "$ Rscript a.R\nError in dyn.load(file) : unable to load shared object '/r/a.so':\n  /r/a.so: undefined symbol: _ZTIN3tbb4taskE",
      '$ Rscript b.R\nError in library.dynam(a) : symbol x not found',
      "$ Rscript c.R\nError in dyn.load(file) : version `GLIBCXX_3.4.29' not found (required by /r/c.so)",
    ],
  },
  'r-dependency': {
    source: 'https://www.bioconductor.org/install/',
    outputs: [
      '$ Rscript a.R\nError: package or namespace load failed for ‘proBatch’ in loadNamespace(i, c(lib.loc)):\n there is no package called ‘GO.db’',
      '$ Rscript b.R\nError in loadNamespace(x) : there is no package called ‘sf’',
      '$ Rscript -e "BiocManager::install()"\nERROR: dependency ‘XML’ is not available for package ‘b’',
    ],
  },
  'r-version': {
    source: 'https://github.com/aemon-j/LakeEnsemblR/issues/58',
    outputs: [
      '$ Rscript a.R\nError: package or namespace load failed for ‘dplyr’ in loadNamespace(i):\n namespace ‘rlang’ 0.4.8 is already loaded, but >= 0.4.9 is required',
      '$ Rscript b.R\nError in loadNamespace(j) : namespace ‘Matrix’ 1.5-1 is being loaded, but >= 1.6.1 is required',
      '$ Rscript c.R\nError: package ‘Rcpp’ was installed before R 4.0.0: please re-install it',
    ],
  },
  'r-display': {
    source: 'https://github.com/CenterForMedicalGeneticsGhent/WisecondorX/issues/28',
    outputs: [
      '$ Rscript a.R\nError in .External2(C_X11, paste0("png::", filename)) : \n  unable to start device PNG',
      "$ Rscript b.R\nError in png(x) : unable to open connection to X11 display ''",
      '$ Rscript c.R\nError in x11() : X11 is not available',
    ],
  },
  'julia-path': {
    source: 'https://docs.julialang.org/en/v1/manual/environment-variables/',
    outputs: [
      '$ julia a.jl\nERROR: LoadError: ArgumentError: Package Pkg not found in current path:\n- Run `import Pkg; Pkg.add("Pkg")` to install the Pkg package.',
      '$ julia b.jl\nERROR: LoadError: ArgumentError: Package LinearAlgebra not found in current path.',
      '$ julia c.jl\nERROR: JULIA_LOAD_PATH has no standard library',
    ],
  },
  'matlab-runtime': {
    source: 'https://www.mathworks.com/products/compiler/matlab-runtime.html',
    outputs: [
      '$ ./run_a.sh /opt/mcr\nError:Could not find version 7.14 of the MCR.',
      '$ ./a\n./a: error while loading shared libraries: libmwlaunchermain.so: cannot open shared object file: No such file or directory',
      '$ ./run_b.sh\nERROR: MATLAB Runtime R2022b was not found',
    ],
  },
  'dotnet-drawing': {
    source:
      'https://learn.microsoft.com/dotnet/core/compatibility/core-libraries/6.0/system-drawing-common-windows-only',
    outputs: [
      "$ dotnet a.dll\nSystem.TypeInitializationException: The type initializer for 'Gdip' threw an exception.",
      "$ dotnet b.dll\nUnhandled exception. System.DllNotFoundException: Unable to load shared library 'libgdiplus' or one of its dependencies",
      '$ dotnet c.dll\nUnhandled exception. System.PlatformNotSupportedException: System.Drawing.Common is not supported on non-Windows platforms.',
    ],
  },
  'dotnet-icu': {
    source: 'https://learn.microsoft.com/dotnet/core/runtime-config/globalization',
    outputs: [
      "$ dotnet a.dll\nProcess terminated. Couldn't find a valid ICU package installed on the system.",
      '$ dotnet b.dll\nERROR: libicu was not found',
      '$ dotnet c.dll\nUnhandled exception: System.Globalization.GlobalizationMode: cannot be initialized',
    ],
  },
  'dotnet-runtime': {
    source: 'https://github.com/GDATASoftwareAG/motornet/pull/1644',
    outputs: [
      '$ dotnet a.dll\nYou must install or update .NET to run this application.',
      '$ dotnet b.dll\nIt was not possible to find any compatible framework version',
      "$ dotnet c.dll\nERROR: The framework 'Microsoft.NETCore.App', version '6.0.0' was not found.",
    ],
  },
  'browser-libraries': {
    source: 'https://github.com/microsoft/playwright/issues/17975',
    outputs: [
      '$ node playwright.js\nError: browserType.launch: Host system is missing dependencies to run browsers.',
      "$ node playwright.js\nbrowserType.launch: Executable doesn't exist at /root/.cache/ms-playwright/chromium-1/chrome",
      '$ node puppeteer.js\nError: Failed to launch the browser process!\n/chrome: error while loading shared libraries: libnss3.so: cannot open shared object file',
    ],
  },
  'bundled-library': {
    source: 'https://github.com/precice/PreCICE.jl/issues/44',
    outputs: [
      '$ julia a.jl\nERROR: LoadError: could not load library "libp"\n/opt/julia/bin/../lib/julia/libstdc++.so.6: version `GLIBCXX_3.4.30\' not found (required by /usr/local/lib/libp.so)\nStacktrace:\n [1] top-level scope',
      "$ python a.py\nImportError: /opt/conda/lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by /opt/conda/lib/python3.9/site-packages/a.so)",
      "$ ./a\n./a: /home/u/miniconda3/lib/libgomp.so.1: version `GOMP_5.0' not found (required by ./a)",
    ],
  },
  'node-addon': {
    source: 'https://nodejs.org/api/addons.html',
    outputs: [
      "$ node a.js\nError: The module '/a/b.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 93. This version of Node.js requires\nNODE_MODULE_VERSION 108.",
      '$ node a.js\nError: /a/b.node: invalid ELF header',
      '$ node a.js\nError: /a/c.node: wrong ELF class: ELFCLASS32',
    ],
  },
  'node-openssl': {
    source: 'https://github.com/webpack/webpack/issues/14532',
    outputs: [
      '$ npm run build\nError: error:0308010C:digital envelope routines::unsupported',
      "$ node build.js\nError: unsupported\n  code: 'ERR_OSSL_EVP_UNSUPPORTED'\nError: ERR_OSSL_EVP_UNSUPPORTED",
      "$ npx webpack\nError: digital envelope routines initialization error\n  opensslErrorStack: [ 'error:03000086' ]",
    ],
  },
  'java-headless': {
    source: 'https://www.oracle.com/technical-resources/articles/javase/headless.html',
    outputs: [
      '$ java -jar a.jar\nException in thread "main" java.awt.HeadlessException: \nNo X11 DISPLAY variable was set,',
      "$ java -jar a.jar\nException in thread \"main\" java.awt.AWTError: Can't connect to X11 window server using ':0' as the value of the DISPLAY variable.",
      '$ java -jar a.jar\nException in thread "main" java.lang.NoClassDefFoundError: Could not initialize class sun.awt.X11GraphicsEnvironment',
    ],
  },
  'r-library-folder': {
    source: 'https://stat.ethz.ch/R-manual/R-devel/library/base/html/libPaths.html',
    outputs: [
      '$ Rscript a.R\nWarning in install.packages("x") :\n  \'lib = "/usr/lib/R/library"\' is not writable\nError in install.packages("x") : unable to install packages\nExecution halted',
      '$ Rscript b.R\nError in install.packages("y") : unable to install packages\nExecution halted',
      "$ Rscript c.R\nError: library '/usr/local/lib/R/site-library' is not writable\nExecution halted",
    ],
  },
  'cache-folder': {
    source: 'https://numba.readthedocs.io/en/stable/reference/envvars.html#envvar-NUMBA_CACHE_DIR',
    outputs: [
      "$ python3 a.py\nRuntimeError: cannot cache function 'f': no locator available for file '/opt/a.py'",
      "$ python3 a.py\nPermissionError: [Errno 13] Permission denied: '/.cache/huggingface'",
      "$ python3 a.py\nOSError: [Errno 30] Read-only file system: '/home/u/.triton/cache'",
    ],
  },
  'blas-threads': {
    source: 'https://github.com/OpenMathLib/OpenBLAS/wiki/Faq',
    outputs: [
      '$ ./a\nBLAS : Program is Terminated. Because you tried to allocate too many memory regions.',
      '$ python3 a.py\nOpenBLAS blas_thread_init: pthread_create failed for thread 31 of 64: Resource temporarily unavailable\nSegmentation fault (core dumped)',
      '$ python3 b.py\nOpenBLAS warning: precompiled NUM_THREADS exceeded, adding auxiliary array for thread metadata.\nBLAS : Bad memory unallocation! : precompiled NUM_THREADS exceeded\nError: precompiled NUM_THREADS exceeded',
    ],
  },
  'matlab-path': {
    source: 'https://www.mathworks.com/help/matlab/ref/addpath.html',
    outputs: [
      "$ matlab -batch a\nUnrecognized function or variable 'spm_vol'.\n\nError in a (line 12)\nV = spm_vol('a.nii');",
      "$ matlab -batch a\nUndefined function 'fitlm' for input arguments of type 'double'.\n\nError in a (line 3)",
      "$ matlab -r a\nUndefined function or variable 'butter'.\n\nError in a (line 7)",
    ],
  },
  'hadoop-windows': {
    source: 'https://cwiki.apache.org/confluence/display/HADOOP2/WindowsProblems',
    outputs: [
      '$ spark-submit a.py\njava.io.FileNotFoundException: HADOOP_HOME and hadoop.home.dir are unset.',
      '$ spark-submit a.py\njava.io.IOException: Could not locate executable null\\bin\\winutils.exe in the Hadoop binaries.',
      '$ spark-submit a.py\njava.io.FileNotFoundException: Did not find winutils.exe: java.io.FileNotFoundException: Hadoop bin directory',
    ],
  },
  'browser-sandbox': {
    source: 'https://pptr.dev/troubleshooting',
    outputs: [
      '$ node a.js\nError: Failed to launch the browser process!\n[1103/095455.101:ERROR:zygote_host_impl_linux.cc(90)] Running as root without --no-sandbox is not supported.',
      '$ node a.js\nError: Failed to launch the browser process!\n[0101/000000.1:FATAL:zygote_host_impl_linux.cc(117)] No usable sandbox!',
      '$ node a.js\nError: Failed to launch the browser process!\nFailed to move to new namespace: PID namespaces supported',
    ],
  },
  'octave-package': {
    source: 'https://github.com/blink1073/oct2py/issues/175',
    outputs: [
      '$ octave run.m\nerror: package statistics is not installed\nerror: called from\n    load_packages at line 47 column 7\n    pkg at line 639 column 7',
      "$ octave run.m\nerror: 'butter' undefined. The 'butter' function belongs to the signal package from Octave Forge which you have installed but not loaded.",
      '$ octave run.m\nerror: the following dependencies were unsatisfied:\n   signal needs control >= 2.4.0',
    ],
  },
  'java-too-new': {
    source: 'https://docs.gradle.org/current/userguide/compatibility.html',
    outputs: [
      "$ ./gradlew jar\n* What went wrong:\n> BUG! exception in phase 'semantic analysis' in source unit '_BuildScript_' Unsupported class file major version 65",
      '$ spark-submit a.py\njava.lang.IllegalArgumentException: Unsupported class file major version 55\n\tat org.apache.xbean.asm6.ClassReader.<init>(ClassReader.java:166)',
      "$ gradle build\nFAILURE: Build failed with an exception.\n\n* What went wrong:\nCould not determine java version from '11.0.2'.",
    ],
  },
  'build-isolation': {
    source: 'https://github.com/Dao-AILab/flash-attention/issues/246',
    outputs: [
      "$ pip install flash-attn\n      ModuleNotFoundError: No module named 'torch'\n      [end of output]\n",
      "$ pip install scikit-bio\n    ModuleNotFoundError: No module named 'numpy'\n    ----------------------------------------\nERROR: Command errored out with exit status 1: python setup.py egg_info Check the logs for full command output.",
      '$ pip install apex\n  File "<string>", line 3, in <module>\n  ModuleNotFoundError: No module named \'packaging\'\n  [end of output]',
    ],
  },
  'lock-file-outdated': {
    source: 'https://github.com/PacktPublishing/LLM-Engineers-Handbook/issues/8',
    outputs: [
      '$ poetry install\nInstalling dependencies from lock file\n\npyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock [--no-update]` to fix the lock file.',
      '$ cargo build --locked\nerror: the lock file /mnt/wd/Cargo.lock needs to be updated but --locked was passed to prevent this',
      '$ uv sync --locked\nerror: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.',
      '$ pnpm install\n ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with package.json',
      '$ yarn install --immutable\nYN0028: The lockfile would have been modified by this install, which is explicitly forbidden.',
    ],
  },
  'docker-terminal': {
    source: 'https://github.com/bdd/runitor/issues/34',
    outputs: [
      '$ docker run -it a ./b\nthe input device is not a TTY',
      '$ bash run.sh\n+ docker exec -ti a ls\nthe input device is not a TTY.  If you are using mintty, try prefixing the command with winpty',
      '$ docker run -it c\ncannot attach stdin to a TTY-enabled container because stdin is not a terminal',
    ],
  },
  'fuse-in-container': {
    source: 'https://rclone.org/install/#docker',
    outputs: [
      '$ rclone mount data: /d\nFatal error: failed to mount FUSE fs: fusermount: exit status 1\nfusermount3: mount failed: Operation not permitted',
      "$ blobfuse2 mount /d\nfuse: device not found, try 'modprobe fuse' first",
      '$ s3fs bucket /d\nfuse: failed to open /dev/fuse: Operation not permitted',
    ],
  },
  'locked-memory': {
    source: 'https://docs.open-mpi.org/en/main/tuning-apps/networking/ib-and-roce.html',
    outputs: [
      '$ mpirun -np 8 ./a\nmemlock limits are set too low.  For most HPC installations, the\n*** An error occurred in MPI_Init',
      '$ mpirun ./b\nibv_create_cq() failed: Cannot allocate memory',
      '$ python3 train.py\nmisc/ibvwrap.cc:252 NCCL WARN Call to ibv_reg_mr failed with error Cannot allocate memory\nncclSystemError: System call failed',
    ],
  },
};
