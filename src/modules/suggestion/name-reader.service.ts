import type { ActingPost, Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { loadImages } from './case.queries.ts'
import { findColleagues, findReaders } from './reader.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { isRegistrar } from './suggestion.policy.ts'
import { addReaders, findNamed, removeReader } from './suggestion.queries.ts'
import { changeCase, loadSeen } from './suggestion.service.ts'

/** Each organ names its own people; deputies name nobody. */
function ownOrgan(actor: Actor): ActingPost {
  if (actor.acting?.kind !== 'post') throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
  return actor.acting
}

/** Whoever may read a confidential case names one more person of their own organ who may. */
export function nameReader(app: App, actor: Actor, id: string, personId: string): Promise<SuggestionView> {
  return changeCase(app, actor, id, null, async (trx) => {
    const { organId } = ownOrgan(actor)
    await requireColleague(app, trx, organId, personId)
    await addReaders(trx, id, [personId])
    await recordReader(app, trx, actor, id, 'suggestion.reader_named', { personId, organId })
  })
}

/** Takes it from a colleague again; never from oneself, so that somebody of the organ always can. */
export function dropReader(app: App, actor: Actor, id: string, personId: string): Promise<SuggestionView> {
  return changeCase(app, actor, id, null, async (trx) => {
    const { organId } = ownOrgan(actor)
    await requireColleague(app, trx, organId, personId)
    if (personId === actor.personId) throw new Refusal('conflict', 'suggestion.reader_not_oneself')
    if (!(await removeReader(trx, id, personId))) return
    await recordReader(app, trx, actor, id, 'suggestion.reader_removed', { personId, organId })
  })
}

/** Opens a confidential case by name to who has to do with it beside its own course; the case is held by the caller. */
export async function openToPersons(app: App, trx: Trx, id: string, personIds: readonly string[]): Promise<void> {
  const known = await findNamed(trx, id)
  const named = [...new Set(personIds)].filter((personId) => !known.has(personId))
  if (named.length === 0) return
  await addReaders(trx, id, named)
  const after = (await loadImages(trx, [id])).get(id) ?? null
  const subject = { subjectKind: 'suggestion', subjectId: id, caseId: id, actor: 'system' } as const
  for (const personId of named) {
    await recordEvent(app, trx, { ...subject, type: 'suggestion.reader_named', data: { personId }, after })
  }
}

async function requireColleague(app: App, trx: Trx, organId: string, personId: string): Promise<void> {
  const colleagues = await findColleagues(trx, organId, shanghaiDate(app.clock.now()))
  if (!colleagues.some(({ id }) => id === personId)) throw new Refusal('forbidden', 'suggestion.not_a_colleague')
}

const recordReader = (
  app: App,
  trx: Trx,
  actor: Actor,
  id: string,
  type: 'suggestion.reader_named' | 'suggestion.reader_removed',
  data: { personId: string; organId: string },
) => recordEvent(app, trx, { type, subjectKind: 'suggestion', subjectId: id, caseId: id, actor, data })

/** Who may read a confidential case: to an organ its own people, to the congress's office those of all organs. */
export async function listReaders(app: App, actor: Actor, id: string) {
  const kase = await loadSeen(app.db, actor, id)
  const { organId } = ownOrgan(actor)
  const today = shanghaiDate(app.clock.now())
  const readers = await findReaders(app.db, id, today)
  const known = new Set(readers.map(({ person_id }) => person_id))
  return {
    readers: readers
      .filter((one) => one.organ_id === organId || isRegistrar(actor, kase))
      .map((one) => ({
        personId: one.person_id,
        name: one.name,
        organName: one.organ_name,
        mayBeDropped: one.organ_id === organId && one.person_id !== actor.personId,
      })),
    colleagues: (await findColleagues(app.db, organId, today))
      .filter((one) => !known.has(one.id))
      .map((one) => ({ personId: one.id, name: one.name })),
  }
}
