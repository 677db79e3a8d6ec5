/** Entry point of the bundle that draws the views, which is loaded when the first account is shown. */

export { RepeatedCauses } from '../../app/causes/repeatedCauses.ts';
export { configureText } from '../../core/text/configureText.ts';
export { ExplorerView } from './explorer/explorerView.ts';
export { FailuresView } from './failures/failuresView.ts';
