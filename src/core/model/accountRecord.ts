/** Why it is unknown what Resource Manager has of an account. */
export type WhyNoRecord =
  /** The account is opened by its key, which Resource Manager does not accept. */
  | { readonly kind: 'key' }
  | { readonly kind: 'otherCloud'; readonly host: string }
  /** None of the subscriptions that the user can see has it. */
  | { readonly kind: 'notFound'; readonly host: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly why: string };
