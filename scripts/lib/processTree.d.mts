export function listProcessTree(
  root: number,
): readonly { readonly pid: number; readonly parent: number; readonly processorS: number; readonly command: string }[];
