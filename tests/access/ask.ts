/** What is asked of a route: what stands in its path, its query, what is sent. */
export type Ask = {
  path?: Readonly<Record<string, string>>
  query?: string
  body?: unknown
  /** Sent as a form with a file instead of JSON. */
  form?: () => FormData
}
