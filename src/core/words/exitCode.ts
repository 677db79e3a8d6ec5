/** Returns the exit code that a text is: a whole number, or as Windows shows it, `0xC0000005`. */
export function toExitCode(text: string): number | undefined {
  return /^(?:-?\d{1,10}|0x[\da-f]{1,8})$/i.test(text.trim()) ? Number(text) : undefined;
}
