import type { JsonObject, JsonValue } from '#kernel/refusal.ts'

/** A row in the form whose hash the record holds: its columns by name, instants in ISO 8601. */
export const rowImage = (row: { readonly [column: string]: unknown }): JsonObject =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Date ? value.toISOString() : (value as JsonValue),
    ]),
  )
