import { idNumberHmac } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { decidePost, type PostWorld } from './decide-post.service.ts'
import { findMandatesByNumber, findScopeCongresses } from './deputy-import.queries.ts'
import { loadHolders, writeHolders, writtenHolders } from './holder-register.service.ts'
import type { ImportPlan } from './import-plan.ts'
import { byNames, type ImportScope, termOf } from './import-scope.ts'
import { findPostsOfPersons, findUnits, insertPosts, type KnownPost, updatePosts } from './place-import.queries.ts'
import { draftOf, finish, type ImportRow } from './row-plan.ts'
import { inTurns, pause, type Turn } from './turns.ts'

/** Who holds which post in the units of the importing congress. */
export async function planPosts(
  app: App,
  db: Db,
  scope: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const world = await loadWorld(app, db, scope, rows)
  const made: { post: KnownPost; isNew: boolean; fields: string[] }[] = []
  const drafts = rows.map(draftOf)
  await inTurns(drafts, turn, (batch) => {
    for (const draft of batch) {
      const post = decidePost(world, draft)
      if (post && (draft.isNew || draft.changes.length > 0))
        made.push({ post, isNew: draft.isNew, fields: draft.changes.map(({ field }) => field) })
    }
  })
  return {
    rows: drafts.map(finish),
    alsoNew: { delegations: [] },
    written: [
      ...writtenHolders(world.register),
      ...made.map(({ post, isNew, fields }) => ({ kind: 'post' as const, id: post.id, isNew, fields })),
    ],
    async write(trx, writing) {
      await writeHolders(app, trx, world.register, pause)
      await inTurns(made, writing, async (batch) => {
        await insertPosts(
          trx,
          batch.filter(({ isNew }) => isNew).map(({ post }) => post),
        )
        await updatePosts(
          trx,
          batch.filter(({ isNew }) => !isNew).map(({ post }) => post),
        )
      })
    },
  }
}

async function loadWorld(app: App, db: Db, scope: ImportScope, rows: readonly ImportRow[]): Promise<PostWorld> {
  const cellsOf = (key: string): string[] => [...new Set(rows.flatMap(({ cells }) => cells[key] ?? []))]
  const congresses = await findScopeCongresses(db, scope.congress.areaPath, scope.today)
  const own = congresses.find(({ id }) => id === scope.congress.id)
  const termId = own && termOf(own, undefined, scope.today)?.id
  const mandates = termId ? await findMandatesByNumber(db, [termId], cellsOf('number')) : []
  const hmacs = new Map<string, Buffer>()
  await inTurns(cellsOf('idNumber'), pause, (idNumbers) => {
    for (const idNumber of idNumbers) hmacs.set(idNumber, idNumberHmac(app, idNumber))
  })
  const register = await loadHolders(app, db, {
    ids: [...new Set(mandates.map(({ person_id }) => person_id))],
    hmacs: [...hmacs.values()],
    names: cellsOf('name'),
  })
  const units = (await findUnits(db, scope.congress.id, cellsOf('unit'))).filter(
    ({ congress_id }) => congress_id === scope.congress.id,
  )
  return {
    scope,
    register,
    newId: () => app.ids.uuid(),
    hmacOf: (idNumber) => (hmacs.get(idNumber) ?? idNumberHmac(app, idNumber)).toString('hex'),
    personOfNumber: new Map(mandates.map(({ number, person_id }) => [number.toUpperCase(), person_id])),
    units: byNames(units, ({ name, short_name, code }) => [name, short_name, code]),
    posts: await findPostsOfPersons(db, [...register.byId.keys()]),
    seen: new Map(),
  }
}
