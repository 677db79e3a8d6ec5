/** Numbers that are tried. */
const [firstNumber, lastNumber] = [2, 20];

/**
 * The first number that makes an id which nothing has yet. Where all that are tried are taken the last: the user sees the
 * id, and one that is taken is told when it is used.
 */
export async function findFreeNumber(isTaken: (number: number) => Promise<boolean>): Promise<number> {
  for (let number = firstNumber; number < lastNumber; number += 1) if (!(await isTaken(number))) return number;
  return lastNumber;
}
