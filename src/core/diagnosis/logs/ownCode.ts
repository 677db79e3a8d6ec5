/** Folders of runtimes, packages and build machines: code in them is not the user's. */
const foreignFolder =
  /(?:^|[\\/])(?:site-packages|dist-packages|node_modules|python\d\.\d+|Python\d+[\\/]Lib|lib[\\/]python\d|importlib|pkg[\\/]mod|\.cargo|\.rustup|rustc|rustlib|usr[\\/](?:lib|include|share|local[\\/](?:lib|go))|sysdeps|glibc[\w.-]*|gcc[\w.-]*[\\/](?:lib|src)|libsanitizer|miniconda\d?[\\/]lib|anaconda\d?[\\/]lib|conda[\\/]lib|perl5?|share[\\/]julia|buildworker|R[\\/]library|nptl|csu|elf|malloc|stdlib)[\\/]|^(?:node:|internal[\\/]|<frozen |\.\.?[\\/]sysdeps|\.\/(?:base|stdlib|nptl|csu|stdlib|usr[\\/]share[\\/]julia)\/|^[^\\/][^\s]{0,200}\.(?:pyx|pxi|pxd)$|^(?:\/\S{0,200}\/)?(?:ba|da|z|k|a|c|tc)?sh$|[\\/]bin[\\/][\w.-]{1,60}$|<(?:__array_function__|attrs generated|decorator-gen|unknown|anonymous|native|built-in))/i;

/** Whether a file named in a stack trace belongs to the user and not to a runtime or a package. */
export function isOwnFile(file: string): boolean {
  return !foreignFolder.test(file);
}
