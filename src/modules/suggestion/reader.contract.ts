import { z } from '@hono/zod-openapi'
import { Id } from '#platform/http/routes.ts'

export const ReaderList = z
  .object({
    readers: z.array(z.object({ personId: Id, name: z.string(), organName: z.string(), mayBeDropped: z.boolean() })),
    /** Of the caller's organ, and not named yet. */
    colleagues: z.array(z.object({ personId: Id, name: z.string() })),
  })
  .openapi('SuggestionReaderList')

export const readerParam = z.object({ id: Id, personId: Id })
