const packageFolder =
  /(?:^|[\\/])(?:site-packages|dotnet[\\/]sdk|dist-packages|node_modules|vendor|importlib|\.cargo|\.rustup|rustc(?:-\d[\w.-]*)?|rustlib|rust-buildbot|checkout[\\/]src|gems[\\/][\w.-]+-\d[\w.]*|torchinductor_\w+|perl5|sysdeps|libsanitizer|buildworker|pyspark|py4j|\.julia[\\/](?:packages|artifacts)|\.nextflow|pydev|pip-(?:install|req-build|build-env|wheel|unpack)-\w+|[\w.-]+@v\d+\.\d[\w.+-]*|(?:Windows)?PowerShell[\\/](?:v?\d[\w.-]{0,20}[\\/])?Modules)[\\/]/i;
const runtimeFolder =
  /(?:^|[\\/])(?:lib(?:64)?[\\/](?:python\d|ruby)|Python\d+[\\/]Lib|share[\\/]lua|lib[\\/]luarocks|pkg[\\/]mod|usr[\\/](?:lib|lib64|include|share|libexec)|usr[\\/]local[\\/](?:lib|go)|(?:mini|ana)?conda\d?[\\/]lib|go\d?[\d.]*[\\/]src[\\/](?:runtime|net|os|log|syscall|internal)|R[\\/]library|share[\\/]julia|hfs\d[\d.]*[\\/]houdini|\d\.\d+[\\/]scripts[\\/](?:modules|addons|startup))(?:[\\/.\d]|$)/i;
/** Matches Python and Conda environments on Windows, where libraries are directly in `Lib`. */
const windowsPython =
  /\\(?:Python\d[\d.]*|envs\\[\w.-]+)\\(?:Lib\\|Scripts\\(?:[\w.-]+-script\.pyw?|[\w.-]+\.exe[\\/]__main__\.py|[^\\.]+)$)|^[a-z]:\\Python\\Lib\\|[\\/]lib[\\/](?:encodings|multiprocessing|asyncio|concurrent|ctypes|json|unittest)[\\/][\w\\/]+\.py$/i;
/** Matches programs and data that are installed in an environment of Conda or Python. */
const environment =
  /[\\/](?:(?:mini|ana|mamba|micro)?(?:conda|mamba|forge)\d?(?:[\\/]envs[\\/][\w.-]+)?|envs[\\/][\w.-]+|\.?venv|virtualenvs[\\/][\w.-]+)[\\/](?:bin|share|libexec|opt|etc|Library)[\\/]/i;
const archiveMember = /\.(?:zip|egg|whl|jar)[\\/]/i;
/** Matches programs in a `bin` folder, which have no extension: `torchrun`, `pip`. */
const installedProgram = /[\\/]bin[\\/][\w-]+$/;
/** Matches sources of a runtime, as named on the machine that built it. */
const buildPath =
  /^(?:node:|internal[\\/]|(?:src[\\/])?lib(?:alloc|core|std)[\\/]|(?:library|crates)[\\/]|<frozen |<(?:__array_function__|attrs generated|pip-setuptools-caller|decorator-gen|unknown|anonymous|native|built-in)|(?:\.\.?[\\/])+(?:src[\\/])?(?:sysdeps|csu|nptl|elf|malloc|stdlib|base|torch|aten|c10|Python|Objects|Modules|libsanitizer|libgfortran|libphobos|libstdc\+\+-v3|libgomp|signal|external_\w+)[\\/]|[^\\/\s]\S*\.(?:pyx|pxi|pxd)$)/;
/** Matches Nextflow's files around the script of a task, which is `.command.sh`. */
const nextflowWrapper = /(?:^|\/)\.command\.(?:run|stub|init)$/;
/** Matches sources of Node before version 16 and of Docker's runtime, which have no folder. */
const bareSource =
  /^(?:_?(?:assert|bootstrap_node|buffer|child_process|cluster|dgram|dns|domain|events|fs|https?|_http_(?:client|server|outgoing)|module|net|path|stream|_stream_(?:readable|writable)|timers|tls|_tls_wrap|url|util|vm|zlib)\.js|(?:container|process|rootfs|init|setns_init|standard_init)_linux\.go)$/;
const goSource =
  /[\\/]src[\\/](?:bufio|bytes|compress|context|crypto|database|encoding|errors|flag|fmt|html|internal|io|log|math|net|os|path|reflect|regexp|runtime|sort|strconv|strings|sync|syscall|testing|text|time)(?:[\\/][\w\\/]+)?[\\/]\w+\.(?:go|s)$/;
/** Matches modules of Python and of packages, which frozen programs name without their folder. */
const bareModule =
  /^(?:abc|argparse|ast|asyncio|codecs|contextlib|copy|ctypes|encodings|functools|gzip|http|importlib|inspect|json|logging|multiprocessing|os|pathlib|pickle|queue|random|re|runpy|shutil|socket|ssl|string|struct|subprocess|tarfile|tempfile|threading|traceback|typing|urllib|uuid|weakref|zipfile)(?:[\\/][\w\\/]+)?\.py$|^(?:urllib3|requests|certifi|numpy|pandas|scipy|torch|tensorflow|keras|sklearn|PIL|cv2|aiohttp|botocore|boto3|azure|google|grpc|yaml|click|pkg_resources|setuptools|pip)[\\/]/;
const shell = /^(?:\/\S*\/)?(?:ba|da|z|k|a|c|tc)?sh$/;

/** Checks whether a file named in a stack trace belongs to the user rather than to a runtime or a package. */
export function isOwnFile(file: string): boolean {
  const foreign = [
    packageFolder,
    runtimeFolder,
    windowsPython,
    environment,
    archiveMember,
    installedProgram,
    buildPath,
    bareSource,
    bareModule,
    goSource,
    nextflowWrapper,
    shell,
  ];
  return !foreign.some((pattern) => pattern.test(file));
}
