/** What becomes of the tasks on a node that is taken away or made to start again, in the wire's names. */
export const deallocationOptions = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'] as const;

export type DeallocationOption = (typeof deallocationOptions)[number];

/** The option of that name; `requeue` by default. */
export function toDeallocationOption(name: string | undefined): DeallocationOption {
  return deallocationOptions.find((option) => option === name) ?? 'requeue';
}
