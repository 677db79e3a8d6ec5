/** Runs one thing after the other: each starts once the one before has settled. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** A queue of its own. What is thrown concerns only who asked for it. */
export function makeQueue(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}
