export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonObject = { readonly [key: string]: JsonValue }

export const refusalKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'unmet',
  'too_late',
  'locked',
  'too_many',
] as const
export type RefusalKind = (typeof refusalKinds)[number]

/**
 * We said no on purpose; anything else thrown is a bug. Always thrown, never returned: a returned error would commit
 * the transaction. `code` is `module.reason` and names the translated sentence `refusals.reason` of that module.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly data: JsonObject

  constructor(kind: RefusalKind, code: string, data: JsonObject = {}) {
    super(code)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.data = data
  }
}
