/** Reason why the Resource Manager record of an account is unknown. */
export type WhyNoRecord =
  /** The account is opened by its key, which Resource Manager does not accept. */
  | { readonly kind: 'key' }
  | { readonly kind: 'otherCloud'; readonly host: string }
  /** None of the subscriptions that the user can see has it. */
  | { readonly kind: 'notFound'; readonly host: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly why: string };
