/** Matches a script in the working directory that the first command of a command line runs. */
const firstScript =
  /^(?:\S+\s+(?:-\w+\s+)*-\w*c\s+["']?|cmd(?:\.exe)?\s+\/c\s+"?)?(?:(?:python3?|bash|sh|Rscript|perl|julia|node|ruby)\s+|(?=\.\/))(?:\.\/)?([A-Za-z_][\w./-]*\.(?:py|sh|R|pl|jl|js|rb))(?=["'\s;&|]|$)/;

/** Matches the file with a list of packages to install. */
const requirements = /\bpip3? install (?:-\S+ )*(?:-r|--requirement)[ =]([A-Za-z_][\w-]*\.txt)(?=["'\s;&|]|$)/;

/** Finds the file in the working directory that a command line needs first: a script, or a list of packages. */
export function findWorkingFile(commandLine: string): string | undefined {
  return firstScript.exec(commandLine)?.[1] ?? requirements.exec(commandLine)?.[1];
}
