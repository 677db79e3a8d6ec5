/** Treatment of tasks on a node that is removed or restarted, with the wire's names. */
export const deallocationOptions = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'] as const;

export type DeallocationOption = (typeof deallocationOptions)[number];

/** Returns the option with that name; `requeue` by default. */
export function toDeallocationOption(name: string | undefined): DeallocationOption {
  return deallocationOptions.find((option) => option === name) ?? 'requeue';
}
