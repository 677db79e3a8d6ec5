const [firstNumber, lastNumber] = [2, 20];

/**
 * The first number that makes an id which nothing has yet. The last one tried when all are taken: the user sees the id,
 * and using it reports the conflict.
 */
export async function findFreeNumber(isTaken: (number: number) => Promise<boolean>): Promise<number> {
  for (let number = firstNumber; number < lastNumber; number += 1) if (!(await isTaken(number))) return number;
  return lastNumber;
}
