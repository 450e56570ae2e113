import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import type { Cursor } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import {
  countBornWithin,
  countBy,
  countDeputies,
  type DeputyFilter,
  deputies,
  figureColumns,
  findDeputies,
} from './deputy-list.queries.ts'
import { rosterScope } from './roster.policy.ts'
import { ageBands, birthDatesOf, type DeputySort } from './roster.ts'

/** The roster as the actor may see it. Refuses `roster.not_yours`. */
export function listDeputies(
  app: App,
  actor: Actor,
  filter: DeputyFilter,
  page: { sort: DeputySort; after: Cursor | undefined; limit: number },
) {
  const query = deputies(app.db, rosterScope(actor), filter, shanghaiDate(app.clock.now()))
  return findDeputies(app.db, query, page)
}

export type Figure = { value: string; count: number; filter: Record<string, string> }
export type Composition = { total: number; figures: { by: string; items: Figure[] }[] }

/** 代表结构: every figure carries the filter under which the list shows the deputies it counts. */
export async function deputyComposition(app: App, actor: Actor, filter: DeputyFilter): Promise<Composition> {
  const today = shanghaiDate(app.clock.now())
  const query = deputies(app.db, rosterScope(actor), filter, today)
  const asked = Object.fromEntries(
    Object.entries(filter).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  )
  const itemsOf = (by: string, counts: readonly { value: string | null; count: number }[]) => ({
    by,
    items: counts.map(({ value, count }) => ({
      value: value ?? 'unknown',
      count,
      filter: { ...asked, [by]: value ?? 'unknown' },
    })),
  })
  const figures: Composition['figures'] = []
  for (const column of figureColumns) figures.push(itemsOf(column, await countBy(query, column)))
  const bands = ageBands.map(({ code }) => ({ code, ...birthDatesOf(code, today) }))
  figures.push(itemsOf('ageBand', await countBornWithin(query, bands)))
  return { total: await countDeputies(query), figures }
}
