import type { Acting, Actor } from '#kernel/actor.ts'
import { nameKeys } from '#kernel/name-order.ts'
import { newSalt } from '#modules/identity/index.ts'
import {
  addOrgan,
  addSession,
  createCongress,
  importAreas,
  setCoordinator,
  startTerm,
} from '#modules/organisation/index.ts'
import type { AtomicApp } from './atomic-app.ts'
import type { Cast } from './cast.ts'
import {
  findAreaIds,
  insertAccounts,
  insertConstituencies,
  insertDelegations,
  insertMandates,
  insertOrganNames,
  insertPeople,
  insertPosts,
  insertSuspensions,
  mergeOrgan,
} from './demo.queries.ts'
import type { DemoCongress, DemoOrgan, District } from './district.types.ts'

type Placed = { id: string; termId: string; areaPath: string; level: DemoCongress['level'] }
type Places = {
  areas: ReadonlyMap<string, { id: string; path: string }>
  congresses: ReadonlyMap<string, Placed>
}

const organsStartOn = '2010-01-01'

/** The district as it stands, without its stories; returns who can act in it. */
export async function loadDistrict(app: AtomicApp, district: District, passwordHash: string): Promise<Cast> {
  const places = await loadPlaces(app, district)
  const organIds = await loadOrgans(app, district, places)
  const people = await loadPeople(app, district, passwordHash)
  const mandateActors = await loadMandates(app, district, places, people)
  const posts = district.posts.map((post) => ({ ...post, id: app.ids.uuid() }))
  await insertPosts(
    app.db,
    posts.map(({ id, personKey, organKey, role, title, startsOn }) => ({
      id,
      person_id: placed(people, personKey).personId,
      organ_id: placed(organIds, organKey),
      role,
      title,
      starts_on: startsOn,
    })),
  )
  const organs = new Map(district.organs.map((organ) => [organ.key, organ]))
  const postActors = posts.map(({ id, personKey, organKey, role }) => {
    const organ = placed(organs, organKey)
    const { id: congressId, level } = placed(places.congresses, organ.congressKey)
    const acting: Acting = {
      kind: 'post',
      id,
      role,
      organId: placed(organIds, organKey),
      congressId,
      congressLevel: level,
      areaPath: placed(places.areas, organ.areaCode).path,
    }
    return { organKey, role, actor: { ...placed(people, personKey), acting, locale: 'zh-CN' as const } }
  })
  return { districtId: placed(places.congresses, 'district').id, organIds, mandateActors, postActors }
}

function placed<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the demo district has no ${key}`)
  return value
}

async function loadPlaces(app: AtomicApp, district: District): Promise<Places> {
  for (const code of district.countyCodes) await importAreas(app, app.db, code)
  const areas = new Map((await findAreaIds(app.db)).map(({ id, code, path }) => [code, { id, path }]))
  const congresses = new Map<string, Placed>()
  for (const congress of district.congresses) {
    const area = placed(areas, congress.areaCode)
    const { name, shortName } = congress
    const id = await createCongress(app, app.db, { areaId: area.id, name, shortName })
    const termId = await startTerm(app, app.db, {
      congressId: id,
      number: congress.termNumber,
      firstSessionOn: congress.firstSessionOn,
      seats: congress.seats,
    })
    for (const session of congress.sessions) await addSession(app, app.db, { termId, ...session })
    congresses.set(congress.key, { id, termId, areaPath: area.path, level: congress.level })
  }
  return { areas, congresses }
}

async function loadOrgans(app: AtomicApp, district: District, places: Places): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const organ of district.organs) {
    const id = await addOrgan(app, app.db, {
      code: codeOf(organ),
      name: organ.name,
      shortName: organ.shortName,
      kind: organ.kind,
      system: organ.system,
      congressId: placed(places.congresses, organ.congressKey).id,
      areaId: placed(places.areas, organ.areaCode).id,
      startsOn: organsStartOn,
    })
    ids.set(organ.key, id)
  }
  await insertOrganNames(
    app.db,
    district.organs.flatMap(({ key, formerNames = [] }) =>
      formerNames.map(({ name, shortName, until }) => ({
        organ_id: placed(ids, key),
        name,
        short_name: shortName,
        starts_on: organsStartOn,
        ends_on: until,
      })),
    ),
  )
  for (const { key, mergedInto } of district.organs) {
    if (mergedInto) await mergeOrgan(app.db, placed(ids, key), placed(ids, mergedInto.key), mergedInto.on)
  }
  for (const { congressKey, system, organKey } of district.coordination) {
    await setCoordinator(app.db, placed(places.congresses, congressKey).id, system, placed(ids, organKey))
  }
  return ids
}

const codeOf = ({ key }: DemoOrgan): string => `WJ-${key.toUpperCase()}`

type Signed = Pick<Actor, 'accountId' | 'personId'>

async function loadPeople(
  app: AtomicApp,
  { people }: District,
  passwordHash: string,
): Promise<ReadonlyMap<string, Signed>> {
  const rows = people.map((person) => ({ person, personId: app.ids.uuid(), accountId: app.ids.uuid() }))
  await insertPeople(
    app.db,
    rows.map(({ person, personId }) => {
      const { stroke, pinyin } = nameKeys(person.name)
      return {
        id: personId,
        name: person.name,
        name_stroke: stroke,
        name_pinyin: pinyin,
        sex: person.sex,
        born_on: person.bornOn,
        ethnicity: person.ethnicity,
        party: person.party,
        occupation: person.occupation,
        occupation_group: person.occupationGroup,
        education: person.education,
        died_on: person.diedOn ?? null,
        salt: newSalt(app),
      }
    }),
  )
  const now = app.clock.now()
  await insertAccounts(
    app.db,
    rows.map(({ person, personId, accountId }) => ({
      id: accountId,
      person_id: personId,
      name: person.accountName,
      password_hash: passwordHash,
      password_changed_at: now,
      must_change_password: false,
      created_at: now,
    })),
  )
  return new Map(rows.map(({ person, personId, accountId }) => [person.key, { personId, accountId }]))
}

async function loadMandates(
  app: AtomicApp,
  district: District,
  places: Places,
  people: ReadonlyMap<string, Signed>,
): Promise<ReadonlyMap<string, Actor>> {
  const termOf = (congressKey: string) => placed(places.congresses, congressKey)
  const constituencyIds = new Map(district.constituencies.map(({ key }) => [key, app.ids.uuid()]))
  await insertConstituencies(
    app.db,
    district.constituencies.map(({ key, congressKey, kind, code, name, areaCode, seats }) => ({
      id: placed(constituencyIds, key),
      congress_id: termOf(congressKey).id,
      term_id: termOf(congressKey).termId,
      kind,
      code,
      name,
      area_id: places.areas.get(areaCode)?.id ?? null,
      seats,
    })),
  )
  const delegationIds = new Map(district.delegations.map(({ key }) => [key, app.ids.uuid()]))
  await insertDelegations(
    app.db,
    district.delegations.map(({ key, congressKey, name, position }) => ({
      id: placed(delegationIds, key),
      term_id: termOf(congressKey).termId,
      name,
      position,
    })),
  )
  const mandates = district.mandates.map((mandate) => ({ ...mandate, id: app.ids.uuid() }))
  await insertMandates(
    app.db,
    mandates.map((mandate) => ({
      id: mandate.id,
      person_id: placed(people, mandate.personKey).personId,
      congress_id: termOf(mandate.congressKey).id,
      term_id: termOf(mandate.congressKey).termId,
      number: mandate.number,
      constituency_id: placed(constituencyIds, mandate.constituencyKey),
      delegation_id: placed(delegationIds, mandate.delegationKey),
      status: mandate.status,
      started_on: mandate.startedOn,
      ended_on: mandate.endedOn ?? null,
      end_reason: mandate.endReason ?? null,
    })),
  )
  await insertSuspensions(
    app.db,
    mandates.flatMap(({ id, suspendedOn }) =>
      suspendedOn ? [{ id: app.ids.uuid(), mandate_id: id, starts_on: suspendedOn }] : [],
    ),
  )
  return new Map(
    mandates.map(({ key, id, personKey, congressKey }) => {
      const { id: congressId, termId, areaPath, level } = termOf(congressKey)
      const acting: Acting = { kind: 'mandate', id, congressId, congressLevel: level, termId, areaPath }
      return [key, { ...placed(people, personKey), acting, locale: 'zh-CN' }]
    }),
  )
}
