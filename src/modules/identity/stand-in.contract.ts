import { z } from '@hono/zod-openapi'
import { roles } from '#kernel/actor.ts'
import { Id, pageOf, pageQuery, whole } from '#platform/http/routes.ts'
import { manyLines } from '#platform/http/typed-text.ts'
import { standInBoxes, standInSorts, standInStates } from './identity.ts'

const Day = z.iso.date()
const Note = manyLines().trim().min(1).max(1000).optional()

export const StandInView = z
  .object({
    id: Id,
    organName: z.string(),
    role: z.enum(roles),
    forPerson: z.object({ id: Id, name: z.string() }),
    byPerson: z.object({ id: Id, name: z.string() }),
    powers: z.array(z.string()),
    /** Null: every case of the post. */
    caseIds: z.array(Id).nullable(),
    startsOn: Day,
    lastOn: Day,
    state: z.enum(standInStates),
    endedAt: z.iso.datetime().nullable(),
    allowed: z.array(z.enum(['end'])),
    version: z.number().int(),
  })
  .openapi('StandIn')
export type StandInView = z.infer<typeof StandInView>

export const StandInPage = pageOf(StandInView).openapi('StandInPage')
export const standInQuery = z.object({
  ...pageQuery,
  q: z.string().trim().min(1).max(40).optional(),
  state: z.enum(standInStates).optional(),
  box: z.enum(standInBoxes).optional(),
  /** Newest first; by the last day; by the name of who gave it. */
  sort: z.enum(standInSorts).default('given'),
})
export type StandInQuery = z.infer<typeof standInQuery>

export const StandInChoices = z
  .object({
    modules: z.array(z.object({ module: z.string(), powers: z.array(z.string()) })),
    colleagues: z.array(z.object({ postId: Id, name: z.string(), role: z.enum(roles), title: z.string() })),
  })
  .openapi('StandInChoices')

export const NewStandInBody = z
  .object({
    toPostId: Id,
    powers: z.array(z.string().min(1).max(40)).min(1).max(40),
    /** Left out: every case of the post. */
    caseIds: z.array(Id).min(1).max(100).optional(),
    startsOn: Day,
    /** The last day of it; with the first at most 30. */
    lastOn: Day,
    note: Note,
  })
  .openapi('NewStandIn')

export const StandInEndBody = z.object({ version: whole(0), note: Note }).openapi('StandInEnd')
