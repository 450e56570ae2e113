import { z } from '@hono/zod-openapi'
import type { SetAsideRow } from '#modules/record/index.ts'
import { pageOf, pageQuery, whole } from '#platform/http/routes.ts'

/** One event that a reader of the record went on without. Codes only: neither what it was about nor whose it was. */
const SetAsideEvent = z
  .object({
    reader: z
      .string()
      .openapi({ description: 'Which part of the program went on without it: `notification`, `stats`' }),
    leafIndex: z.number().int().openapi({ description: 'Its place in the sealed record' }),
    type: z.string(),
    happenedAt: z.iso.datetime(),
    setAsideAt: z.iso.datetime(),
    fault: z.string().openapi({ description: 'Name or code of the error; the log has the rest' }),
    tries: z.number().int(),
    waits: z.boolean().openapi({ description: 'Somebody has asked for it: it is tried at the next beat' }),
  })
  .openapi('SetAsideEvent')
export type SetAsideEvent = z.infer<typeof SetAsideEvent>

export const SetAsidePage = pageOf(SetAsideEvent).openapi('SetAsideEventPage')
export const SetAsideQuery = z.object(pageQuery)
export type SetAsideQuery = z.infer<typeof SetAsideQuery>

export const ReadAgain = z
  .object({
    reader: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional()
      .openapi({ description: 'Only those of this reader' }),
    leafIndex: whole(0).optional().openapi({ description: 'Only this one' }),
  })
  .openapi('ReadAgain')
export type ReadAgain = z.infer<typeof ReadAgain>
export const ReadingAsked = z
  .object({ events: z.number().int().openapi({ description: 'How many are tried again; 0 when none is set aside' }) })
  .openapi('ReadingAsked')

export const presentSetAside = (row: SetAsideRow): SetAsideEvent => ({
  reader: row.reader,
  leafIndex: row.leaf_index,
  type: row.type,
  happenedAt: row.happened_at.toISOString(),
  setAsideAt: row.set_aside_at.toISOString(),
  fault: row.fault,
  tries: row.tries,
  waits: row.asked_again_at !== null,
})
