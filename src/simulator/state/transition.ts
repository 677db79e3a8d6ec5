/** A resource that has its state and the one before; the fields have the wire's names. */
export interface Transitional<State> {
  state: State;
  stateTransitionTime: string;
  previousState: State | undefined;
  previousStateTransitionTime: string | undefined;
}

/** The state of a resource that was added at a time of the wire. */
export function firstState<State>(state: State, at: string): Transitional<State> {
  return { state, stateTransitionTime: at, previousState: undefined, previousStateTransitionTime: undefined };
}

/** Puts a resource into another state at a time of the wire. */
export function enterState<State>(resource: Transitional<State>, state: NoInfer<State>, at: string): void {
  resource.previousState = resource.state;
  resource.previousStateTransitionTime = resource.stateTransitionTime;
  resource.state = state;
  resource.stateTransitionTime = at;
}
