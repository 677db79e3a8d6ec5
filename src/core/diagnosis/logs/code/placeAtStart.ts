import type { Frame } from '../engine/finding.ts';
import { isOwnFile } from './ownCode.ts';

/** `src/main.cpp:4: `, `grid.c(212): `, and glog's `F1120 08:00:01.000000 12 mesh.cc:88] `. */
const place =
  /^(?:[EFW]\d{4,8} [\d:.]{8,15} +\d{1,9} )?(?<file>[\w./\\-]+\.(?:c|cc|cpp|cxx|cu|h|hh|hpp|f|for|f90|f95|f03|F|F90|go|rs|i))[:(](?<at>\d{1,7})\)?[:\]](?! \[debug\])/;

/** The place in the user's own source code that a program or its logger names before its message. */
export function placeAtStart(text: string): Frame | undefined {
  const { file, at } = place.exec(text)?.groups ?? {};
  return file === undefined || !isOwnFile(file) ? undefined : { file, line: Number(at) };
}
