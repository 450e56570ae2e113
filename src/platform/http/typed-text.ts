import { z } from '@hono/zod-openapi'
import { asItReads, linesAsTheyRead } from '#kernel/plain-text.ts'

/**
 * A text of one line: a title, a name, a place. Marks that nobody sees are left out as it comes in, before its length is
 * counted: pasted text brings them along unnoticed, so that a refusal would ask for what cannot be seen.
 */
export const oneLine = () =>
  z
    .string()
    .overwrite(asItReads)
    .openapi({ description: 'One line; invisible and direction marks are left out, line breaks become blanks' })

/** A text of many lines: what a deputy writes, an answer, a reason. Its lines stay, what nobody sees is left out. */
export const manyLines = () =>
  z
    .string()
    .overwrite(linesAsTheyRead)
    .openapi({ description: 'Lines are kept; invisible and direction marks are left out, a tab becomes a blank' })
