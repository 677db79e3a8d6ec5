/** Reason why the Resource Manager record of an account is unknown. */
export type WhyNoRecord =
  /** The account is opened with its key, which Resource Manager does not accept. */
  | { readonly kind: 'key' }
  | { readonly kind: 'otherCloud'; readonly host: string }
  /** The account is in none of the subscriptions that the user can see. */
  | { readonly kind: 'notFound'; readonly host: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly why: string };
