import { type ActingPost, type Actor, actsAsRole } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { FieldChoices, FieldQuery, FieldView, NewFields } from './field.contract.ts'
import {
  countFields,
  endField,
  type FieldRow,
  type FieldSubject,
  findField,
  findFieldOrgans,
  findFields,
  findLinesOf,
  insertField,
  lockField,
  lockFieldsOf,
} from './field.queries.ts'
import { checkEnding, checkGiving, fieldStateOn } from './field.ts'
import { type Category, categories } from './suggestion.ts'

/** The deputies' office of a congress says which committee looks after what. */
const keepsFields = (actor: Actor): boolean => actsAsRole(actor, 'deputy_office')

function asKeeper(actor: Actor): ActingPost {
  if (!keepsFields(actor) || actor.acting?.kind !== 'post') {
    throw new Refusal('forbidden', 'suggestion.fields_not_yours')
  }
  return actor.acting
}

/** The fields of the congress acted in; everyone who acts there may know them. Refuses `suggestion.not_yours_to_do`. */
export async function listFields(
  app: App,
  actor: Actor,
  { cursor, limit, ...filter }: FieldQuery,
): Promise<Page<FieldView>> {
  const { q } = filter
  const asked = {
    ...filter,
    congressId: congressOf(actor),
    today: shanghaiDate(app.clock.now()),
    categories: categories.filter((one) => q && translate(actor.locale, `suggestion.categories.${one}`).includes(q)),
  }
  const list = listMark('committee-fields', filter)
  const rows = await findFields(app.db, asked, decodeCursor(cursor, ['date', 'id'], list), limit)
  return toPage(
    rows,
    limit,
    await countFields(app.db, asked),
    (row) => [row.starts_on, row.id],
    (row) => presentField(actor, row, asked.today),
    list,
  )
}

/** Refuses `suggestion.not_yours_to_do` to who acts as nobody. */
export const mayReadFields = (actor: Actor): void => void congressOf(actor)

function congressOf({ acting }: Actor): string {
  if (!acting) throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
  return acting.congressId
}

/** Committees and units of the congress that can be chosen. */
export async function fieldChoices(app: App, actor: Actor): Promise<FieldChoices> {
  const congressId = congressOf(actor)
  return {
    committees: await findFieldOrgans(app.db, congressId, 'committee'),
    units: await findFieldOrgans(app.db, congressId, 'unit'),
    allowed: keepsFields(actor) ? ['give'] : [],
  }
}

/**
 * From a day on a committee looks after categories and units; who did so before does until then. The open cases follow
 * on that day (`sweepFields`). Refuses `suggestion.fields_not_yours`, `.unknown_committee`, `.unknown_unit` and what
 * `checkGiving` refuses, for all of them together.
 */
export async function giveFields(app: App, actor: Actor, given: NewFields): Promise<{ items: FieldView[] }> {
  const { congressId } = asKeeper(actor)
  const today = shanghaiDate(app.clock.now())
  const items = await app.db.transaction().execute(async (trx) => {
    await lockFieldsOf(trx, congressId)
    await checkOrgans(trx, congressId, given)
    const rows: FieldRow[] = []
    for (const subject of subjectsOf(given)) rows.push(await giveOne(app, trx, actor, given, subject, congressId))
    return rows
  })
  return { items: items.map((row) => presentField(actor, row, today)) }
}

const subjectsOf = ({ categories: kinds, unitIds }: NewFields): FieldSubject[] => [
  ...[...new Set(kinds)].map((category) => ({ category, unitId: null })),
  ...[...new Set(unitIds)].map((unitId) => ({ category: null, unitId })),
]

async function checkOrgans(trx: Trx, congressId: string, { committeeId, unitIds }: NewFields): Promise<void> {
  const committees = await findFieldOrgans(trx, congressId, 'committee')
  if (!committees.some(({ id }) => id === committeeId)) throw new Refusal('invalid', 'suggestion.unknown_committee')
  if (unitIds.length === 0) return
  const units = new Set((await findFieldOrgans(trx, congressId, 'unit')).map(({ id }) => id))
  if (!unitIds.every((id) => units.has(id))) throw new Refusal('invalid', 'suggestion.unknown_unit')
}

async function giveOne(
  app: App,
  trx: Trx,
  actor: Actor,
  { committeeId, startsOn }: NewFields,
  subject: FieldSubject,
  congressId: string,
): Promise<FieldRow> {
  const today = shanghaiDate(app.clock.now())
  const before = checkGiving(await findLinesOf(trx, congressId, subject), { committeeId, startsOn }, today)
  if (before) await endField(trx, before.id, startsOn)
  const id = app.ids.uuid()
  await insertField(trx, { ...subject, id, congressId, committeeId, startsOn })
  await recordEvent(app, trx, {
    type: 'field.given',
    subjectKind: 'committee_field',
    subjectId: id,
    actor,
    data: { ...subject, committeeId, startsOn, before: before?.committeeId ?? null },
  })
  return findField(trx, id)
}

/** From a day on nobody looks after it. Refuses `suggestion.stale_version` and what `checkEnding` refuses. */
export async function endOneField(
  app: App,
  actor: Actor,
  id: string,
  { version, endsOn }: { version: number; endsOn: string },
): Promise<FieldView> {
  const { congressId } = asKeeper(actor)
  const today = shanghaiDate(app.clock.now())
  const row = await app.db.transaction().execute(async (trx) => {
    await lockFieldsOf(trx, congressId)
    const field = await lockField(trx, id, congressId)
    if (field.version !== version) throw new Refusal('conflict', 'suggestion.stale_version')
    const line = { committeeId: field.committee_id, startsOn: field.starts_on, endsOn: field.ends_on }
    checkEnding(line, endsOn, today)
    await endField(trx, id, endsOn)
    await recordEvent(app, trx, {
      type: 'field.ended',
      subjectKind: 'committee_field',
      subjectId: id,
      actor,
      data: { committeeId: line.committeeId, endsOn },
    })
    return findField(trx, id)
  })
  return presentField(actor, row, today)
}

const presentField = (actor: Actor, row: FieldRow, today: string): FieldView => ({
  id: row.id,
  committeeId: row.committee_id,
  committeeName: row.committee_name,
  category: row.category as Category | null,
  unitId: row.unit_id,
  unitName: row.unit_name,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  state: fieldStateOn({ startsOn: row.starts_on, endsOn: row.ends_on }, today),
  version: row.version,
  allowed: keepsFields(actor) && row.ends_on === null ? ['end'] : [],
})
