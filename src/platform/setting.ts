import { z } from 'zod'

/** A fault in the configuration says what is wrong in both languages of the program. */
export const words = (chinese: string, english: string) => `${chinese}\n    ${english}`

// An empty value is how an unset one looks in .env files and compose files.
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema)

export const yesOrNo = optional(
  z
    .enum(['1', '0', 'true', 'false'], { error: words('应为 1 或 0。', 'It is 1 or 0.') })
    .default('0')
    .transform((value) => value === '1' || value === 'true'),
)

export function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && /^\/?$/.test(url.pathname) && !url.search && !url.username
}

export function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1 && isDecodable(text)
}

// a per cent sign that spells no byte, or bytes that are no UTF-8
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
