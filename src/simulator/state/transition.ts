/** A resource with its current and previous state; the fields have the wire's names. */
export interface Transitional<State> {
  state: State;
  stateTransitionTime: string;
  previousState: State | undefined;
  previousStateTransitionTime: string | undefined;
}

/** Returns the state of a resource that was added at a time in the wire's format. */
export function firstState<State>(state: State, at: string): Transitional<State> {
  return { state, stateTransitionTime: at, previousState: undefined, previousStateTransitionTime: undefined };
}

/** Changes the state of a resource at a time in the wire's format. */
export function enterState<State>(resource: Transitional<State>, state: NoInfer<State>, at: string): void {
  resource.previousState = resource.state;
  resource.previousStateTransitionTime = resource.stateTransitionTime;
  resource.state = state;
  resource.stateTransitionTime = at;
}
