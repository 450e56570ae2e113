import type { Db } from '#platform/db/database.ts'
import { findMandatesOf } from './mandate.queries.ts'
import { findPersons } from './person.queries.ts'
import { findPostsOf } from './post.queries.ts'

/** Rows by name and by what each of them holds or held, one arrow a set: the names of one person say nothing. */
export async function tellRows(db: Db, sets: readonly (readonly string[])[]): Promise<string[]> {
  const ids = [...new Set(sets.flat())]
  if (ids.length === 0) return sets.map(() => '')
  const [persons, mandates, posts] = [
    await findPersons(db, ids),
    await findMandatesOf(db, ids),
    await findPostsOf(db, ids),
  ]
  const told = persons.map(({ id, name }): [string, string] => {
    const held = [
      ...mandates.filter((one) => one.person_id === id).map((one) => `${one.congress_name} ${one.number}`),
      ...posts.filter((one) => one.person_id === id).map((one) => `${one.organ_name} ${one.title}`),
    ]
    return [id, [name, ...held].join(' · ')]
  })
  const words = new Map(told)
  return sets.map((set) => set.map((id) => words.get(id) ?? '').join(' → '))
}
