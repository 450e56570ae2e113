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
