const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/**
 * The values in a text of JSON: each object, list, text, number, … counts as one. An empty list counts twice when there
 * is white space in it, and what is no JSON has some number as well. Takes 1 to 2 ns a character.
 */
export function countValues(text: string): number {
  let count = 1;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = findEnd(text, index);
        break;
      case comma:
      case openList:
      case openObject:
        count++;
        break;
      case closeList:
        if (text.charCodeAt(index - 1) === openList) count--;
        break;
      case closeObject:
        if (text.charCodeAt(index - 1) === openObject) count--;
        break;
    }
  }
  return count;
}

/** Where the string of JSON that begins at `start` ends. */
function findEnd(text: string, start: number): number {
  let index = start + 1;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === backslash) index++;
    else if (code === quote) break;
  }
  return index;
}
