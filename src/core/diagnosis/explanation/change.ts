/** What has to change before another run succeeds: nothing (it may pass), something around the task, or its definition. */
export type Change = 'nothing' | 'surroundings' | 'definition';
