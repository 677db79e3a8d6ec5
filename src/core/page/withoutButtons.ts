/**
 * Removes the buttons from the text of a page, `[Retry This Task] [Fix and Resubmit…]` at the end of a line, which lead
 * nowhere outside the editor. Lines of logs and code stay as they are.
 */
export function withoutButtons(text: string): string {
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const [, mark] = /^\s*(`{3,})/.exec(line) ?? [];
    const isCode = fence !== undefined || mark !== undefined;
    if (mark !== undefined && mark.length >= (fence?.length ?? 0)) fence = fence === undefined ? mark : undefined;
    const rest = isCode ? line : dropButtons(line);
    // A paragraph that only had buttons leaves its blank lines behind.
    if (isCode || rest !== '' || lines.at(-1) !== '') lines.push(rest);
  }
  return lines.join('\n');
}

const button = /^\[[^\][]{1,80}\]$/;

function dropButtons(line: string): string {
  let rest = line;
  while (rest.endsWith(']')) {
    const at = rest.lastIndexOf('[');
    if (at < 0 || !/(?:^|\s)$/.test(rest.slice(0, at)) || !button.test(rest.slice(at))) break;
    rest = rest.slice(0, at).trimEnd();
  }
  return rest;
}
