import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import { type PeopleQuery, type PersonSummary, presentMandate, presentPost } from './people.contract.ts'
import { listPeople } from './people.service.ts'

/** 人员 as the reader sees them, a page at a time. Refuses `identity.people_not_yours`. */
export async function pageOfPeople(app: App, actor: Actor, query: PeopleQuery): Promise<Page<PersonSummary>> {
  const { cursor, limit, q, ...filter } = query
  const list = listMark('people', query)
  const after = decodeCursor(cursor, ['word', 'word', 'id'], list)
  const { people, counted } = await listPeople(app, actor, { ...filter, search: q }, after, limit)
  return toPage(
    people,
    limit,
    counted,
    (row) => [row.sort_key, row.name, row.id],
    (row) => ({
      id: row.id,
      name: row.name,
      diedOn: row.died_on,
      mandates: row.mandates.map(presentMandate),
      posts: row.posts.map(presentPost),
    }),
    list,
  )
}
