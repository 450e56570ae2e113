import { z } from '@hono/zod-openapi'

// they turn the reading direction, or show nothing and tell apart what reads alike: Chinese text needs none of them. The
// selectors of rare variants of characters (U+FE00–FE0F, U+E0100–E01EF) are no such marks and stay.
const hidden =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu
const breaks = /[\p{Cc}\u2028\u2029]+/gu

/** As it reads: without marks that nobody sees, line breaks and tabs as one blank. */
export const asItReads = (text: string): string => text.replace(breaks, ' ').replace(hidden, '')

/**
 * A text of one line: a title, a name, a place. Marks that nobody sees are left out as it comes in, before its length is
 * counted: pasted text brings them along unnoticed, so that a refusal would ask for what cannot be seen.
 */
export const oneLine = () =>
  z
    .string()
    .overwrite(asItReads)
    .openapi({ description: 'One line; invisible and direction marks are left out, line breaks become blanks' })
