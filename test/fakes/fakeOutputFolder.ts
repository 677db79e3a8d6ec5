import type { OutputFolder } from '../../src/app/ports.ts';

/** Makes an output folder in memory; `files` contains the written files by path. */
export function fakeOutputFolder(
  path = '/home/user/downloaded',
): OutputFolder & { readonly files: Map<string, string> } {
  const files = new Map<string, string>();
  return {
    path,
    files,
    async begin(names) {
      const parts: string[] = [];
      return {
        size: 0,
        append: async (bytes) => void parts.push(new TextDecoder().decode(bytes)),
        finish: async () => void files.set(names.join('/'), parts.join('')),
        close: async () => undefined,
      };
    },
    tidy: async () => undefined,
    write: async (names, content) => void files.set(names.join('/'), new TextDecoder().decode(content)),
  };
}
