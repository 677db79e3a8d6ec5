const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueByDigit = new Map([...digits].map((digit, value) => [digit, value]));

/**
 * Decodes the numbers of one segment of a source map's `mappings`: base 64 digits of five bits, with the sign in the
 * lowest bit.
 */
function decodeNumbers(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = valueByDigit.get(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/**
 * Lists every mapping of a source map: its position in the generated text and in the source.
 * @param {{mappings: string}} map
 * @returns {{line: number, column: number, source: number, sourceLine: number, sourceColumn: number}[]} from 0
 */
export function decodeMappings({ mappings }) {
  const places = [];
  let [source, sourceLine, sourceColumn] = [0, 0, 0];
  for (const [line, text] of mappings.split(';').entries()) {
    let column = 0;
    for (const segment of text === '' ? [] : text.split(',')) {
      const [columns, sources, lines, sourceColumns] = decodeNumbers(segment);
      column += columns;
      if (sources === undefined) continue;
      source += sources;
      sourceLine += lines;
      sourceColumn += sourceColumns;
      places.push({ line, column, source, sourceLine, sourceColumn });
    }
  }
  return places;
}
