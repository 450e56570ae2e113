import type { ActingPost, Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import type { OrganKind } from '#modules/organisation/organisation.ts'
import type { App } from '#platform/app.ts'
import { unseal } from '#platform/crypto/seal-box.ts'
import type { Db } from '#platform/db/database.ts'
import { findContacts } from './deputy-import.queries.ts'
import { type DeputyFilter, deputies, findAllDeputies } from './deputy-list.queries.ts'
import { findExportAreas, findExportConstituencies, findExportPosts, findExportUnits } from './export.queries.ts'
import { electionKinds, postRoles, unitKinds, unitSystems, wordOf } from './roster.form.ts'
import { rosterScope } from './roster.policy.ts'
import type { RosterKind } from './roster.ts'
import { sexWords } from './sex-word.ts'

/** Cells by the keys of the form. An ID number is never among them: only its hash is kept. */
export type ExportRow = Readonly<Record<string, string | null>>

/** What the list shows: of deputies, of units. */
export type ExportFilter = DeputyFilter & { organKind?: OrganKind | undefined }

const rowsMax = 20_000

export async function exportRows(
  app: App,
  db: Db,
  actor: Actor,
  acting: ActingPost,
  order: { kind: RosterKind; phones: boolean; filter?: ExportFilter | undefined },
): Promise<ExportRow[]> {
  const today = shanghaiDate(app.clock.now())
  switch (order.kind) {
    case 'areas':
      return findExportAreas(db, acting.areaPath, rowsMax)
    case 'units':
      return (await findExportUnits(db, acting.congressId, order.filter ?? {}, rowsMax)).map((unit) => ({
        code: unit.code,
        name: unit.name,
        shortName: unit.short_name,
        kind: wordOf(unitKinds, unit.kind),
        system: wordOf(unitSystems, unit.system),
        area: unit.area_code,
        parent: unit.parent_name,
        startsOn: unit.starts_on,
        endsOn: unit.ends_on,
      }))
    case 'constituencies':
      return (await findExportConstituencies(db, acting.areaPath, today, rowsMax)).map((one) => ({
        code: one.code,
        name: one.name,
        kind: wordOf(electionKinds, one.kind),
        seats: String(one.seats),
        area: one.area_code,
        congress: one.congress_name,
      }))
    case 'posts':
      return postRows(app, db, acting, today, order.phones)
    case 'deputies':
      return deputyRows(app, db, actor, today, order)
  }
}

async function postRows(app: App, db: Db, acting: ActingPost, today: string, phones: boolean): Promise<ExportRow[]> {
  const rows = await findExportPosts(db, acting.congressId, today, rowsMax)
  const contactOf = await contactsOf(app, db, phones ? rows.map(({ person_id }) => person_id) : [])
  return rows.map((row) => ({
    name: row.name,
    number: row.number,
    sex: sexWord(row.sex),
    unit: row.organ_name,
    role: wordOf(postRoles, row.role),
    title: row.title || null,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    phone: contactOf.get(row.person_id)?.phone ?? null,
    mail: contactOf.get(row.person_id)?.mail ?? null,
  }))
}

async function deputyRows(
  app: App,
  db: Db,
  actor: Actor,
  today: string,
  { phones, filter = {} }: { phones: boolean; filter?: ExportFilter | undefined },
): Promise<ExportRow[]> {
  const rows = await findAllDeputies(deputies(db, rosterScope(actor), filter, today))
  const contactOf = await contactsOf(app, db, phones ? rows.map(({ person_id }) => person_id) : [])
  return rows.map((row) => ({
    number: row.number,
    name: row.name,
    sex: sexWord(row.sex),
    // the month, as offices write it; bringing it in again leaves the day alone
    born: row.born_on?.slice(0, 7) ?? null,
    ethnicity: row.ethnicity,
    party: row.party,
    education: row.education,
    occupation: row.occupation,
    occupationGroup: row.occupation_group,
    congress: row.congress_full_name,
    constituency: row.constituency_name,
    delegation: row.delegation_name,
    startedOn: row.started_on,
    phone: contactOf.get(row.person_id)?.phone ?? null,
    mail: contactOf.get(row.person_id)?.mail ?? null,
  }))
}

const sexWord = (sex: string | null): string | null => (sex === 'male' || sex === 'female' ? sexWords[sex] : null)

type Reached = { phone: string | null; mail: string | null }

async function contactsOf(app: App, db: Db, personIds: readonly string[]): Promise<Map<string, Reached>> {
  const contacts = personIds.length === 0 ? [] : await findContacts(db, personIds)
  return new Map(
    contacts.map(({ person_id, phone, mail }) => [
      person_id,
      { phone: phone && unseal(app.keys, person_id, phone), mail: mail && unseal(app.keys, person_id, mail) },
    ]),
  )
}
