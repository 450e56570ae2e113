import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { photoOf, upload } from '#modules/attachment/attachment.given.ts'
import type { SuggestionView, TodoView } from '#modules/suggestion/index.ts'
import { type Cast, codeOf, given as suggestionGiven, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import type { OversightDraft, OversightRow, OversightView } from './oversight.contract.ts'
import { given, leadOf, namedLead, oversightIn, oversightOf, type Watchers } from './oversight.given.ts'
import { lockCases } from './oversight.queries.ts'

let site: TestSite
let cast: Cast & Watchers
let play: Stage
beforeAll(async () => {
  site = await testApp({ fresh: true })
  const own = await suggestionGiven.cast(site.app)
  cast = { ...own, ...(await given.watchers(site.app, own.congress)) }
  play = stage(site, own)
})

type Name = Exclude<keyof (Cast & Watchers), 'congress' | 'leadUnit' | 'coUnit'>
const by = (name: Name) => site.as(cast[name])
const activity = {
  kind: 'site_visit',
  heldOn: '2026-03-04',
  place: '看守所',
  people: '陆建华',
  found: '医务室已经腾空。',
  asked: '',
}
const onDay = { decidedOn: '2026-03-04', number: '主任会〔2026〕3 号' }

async function proposed(cases: readonly SuggestionView[], change: Partial<OversightDraft> = {}) {
  const draft = oversightOf({ suggestionIds: cases.map(({ id }) => id), leads: [leadOf(cast.leader)], ...change })
  return oversightIn(await by('office').post('/api/oversights', draft))
}
const decide = async ({ id, version }: OversightView) =>
  oversightIn(await by('office').post(`/api/oversights/${id}/decision`, { version, ...onDay }))

describe('an oversight of a confidential case', () => {
  const title = '看守所医疗条件'
  let secret: OversightView
  let openCase: SuggestionView
  beforeAll(async () => {
    const { id, version } = await play.accepted({ confidential: true })
    const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
    const plan = { version, units }
    const kase = await viewOf(await by('government').post(`/api/suggestions/${id}/assignment-plan`, plan))
    openCase = await play.assigned()
    secret = await decide(await proposed([kase, openCase], { title, committeeId: cast.committee.organ.id }))
  })
  const listed = async (name: Name) =>
    (await (await by(name).get(`/api/oversights?q=${encodeURIComponent(title)}`)).json()) as {
      items: OversightRow[]
      total: { value: number }
    }

  test('is found by who leads it, by the sponsor, and by those of the office who are named readers', async () => {
    for (const name of ['office', 'leader', 'lead', 'government'] as const) {
      expect([name, (await by(name).get(`/api/oversights/${secret.id}`)).status]).toEqual([name, 200])
      expect([name, (await listed(name)).total.value]).toEqual([name, 1])
    }
  })

  test('is not there for anybody else: not by its address, in the list, its count or a search, nor on its open case', async () => {
    const late = await given.post(site.app, 'deputy_office', { congress: cast.congress })
    expect(await codeOf(await site.as(late).get(`/api/oversights/${secret.id}`))).toBe('404 oversight.not_found')
    for (const name of ['otherLeader', 'committee', 'secretary', 'clerk'] as const) {
      expect(await codeOf(await by(name).get(`/api/oversights/${secret.id}`))).toBe('404 oversight.not_found')
      expect(await listed(name)).toMatchObject({ items: [], total: { value: 0 } })
    }
    const ofCase = await (await by('clerk').get(`/api/suggestions/${openCase.id}/oversights`)).json()
    expect(ofCase).toEqual({ items: [] })
    const todo = JSON.stringify(await (await by('otherLeader').get('/api/todo')).json())
    expect(todo).not.toContain(title)
  })

  test('pictures of an activity are seen by who sees it and by nobody else, without the place where they were taken', async () => {
    const [lead] = secret.leads
    await oversightIn(await by('leader').post(`/api/oversights/${secret.id}/confirmation`, { leadId: lead?.id }))
    const noted = await oversightIn(await by('leader').post(`/api/oversights/${secret.id}/activities`, activity))
    const [held] = noted.activities
    expect(held?.attachable).toEqual([{ place: 'activity', subjectId: null }])
    const to = { caseKind: 'oversight_activity', caseId: held?.id ?? '', place: 'activity' } as const
    const add = async (name: Name) => upload(by(name), to, '现场.jpg', await photoOf())
    const added = await add('leader')
    expect(added.status).toBe(201)
    for (const name of ['committee', 'secretary', 'clerk'] as const)
      expect([name, (await add(name)).status]).toEqual([name, 404])
    expect((await add('lead')).status).toBe(403)

    const { id } = (await added.json()) as { id: string }
    const path = `/api/attachments/${id}/content`
    const picture = Buffer.from(await (await by('office').get(path)).arrayBuffer())
    expect((await sharp(picture).metadata()).exif).toBeUndefined()
    for (const name of ['lead', 'government'] as const)
      expect([name, (await by(name).get(path)).status]).toEqual([name, 200])
    for (const name of ['otherLeader', 'committee', 'secretary', 'clerk'] as const) {
      expect([name, await codeOf(await by(name).get(path))]).toEqual([name, '404 attachment.not_found'])
    }
    const seen = await viewOf(await by('clerk').get(`/api/suggestions/${openCase.id}`))
    expect(JSON.stringify(seen)).not.toContain(id)

    // what was signed stays as it was signed
    const sign = { leadId: lead?.id }
    const signed = await oversightIn(
      await by('leader').post(`/api/oversight-activities/${held?.id}/countersignature`, sign),
    )
    expect(signed.activities[0]).toMatchObject({ attachable: [], attachments: [{ id, takeBack: 'withdraw' }] })
    expect(await codeOf(await add('leader'))).toBe('409 oversight.activity_signed')
    expect(await codeOf(await by('leader').delete(`/api/attachments/${id}`))).toBe('409 attachment.act_done')
  })

  test('a word on why it was withdrawn does not stand on the timeline of an open case beside it', async () => {
    const reason = '看守所已另行整改。'
    const { version } = await oversightIn(await by('office').get(`/api/oversights/${secret.id}`))
    await oversightIn(await by('office').post(`/api/oversights/${secret.id}/withdrawal`, { version, reason }))
    const seen = await viewOf(await by('clerk').get(`/api/suggestions/${openCase.id}`))
    expect(seen.timeline.map(({ type }) => type)).toContain('oversight.withdrawn')
    expect(JSON.stringify(seen)).not.toContain(reason)
  })
})

test('next year’s proposal is not told of by the oversight it goes on with before it is decided', async () => {
  const [kase, further] = [await play.assigned(), await play.assigned()]
  const before = await decide(await proposed([kase], { year: 2025 }))
  const after = await proposed([further], { continuesId: before.id, title: '明年继续督办' })
  const seenBy = async (name: Name) => oversightIn(await by(name).get(`/api/oversights/${before.id}`))
  expect((await seenBy('office')).continuedBy.map(({ id }) => id)).toEqual([after.id])
  expect((await seenBy('leader')).continuedBy).toEqual([])
  expect((await seenBy('lead')).continuedBy).toEqual([])
  await decide(after)
  expect((await seenBy('leader')).continuedBy.map(({ id }) => id)).toEqual([after.id])
})

test('in a township the presidium confirms for the head of its government, who is known by name only', async () => {
  const town = await given.congress(site.app, { areaCode: '320412100' })
  const presidium = await given.post(site.app, 'presidium', { congress: town })
  await given.coordinator(site.app, town, 'government', presidium.organ)
  const leader = await given.post(site.app, 'leader', { congress: town })
  const deputy = await given.deputy(site.app, { congress: town })
  const townPlay = stage(site, { ...cast, lead: deputy, office: presidium })
  const kase = await townPlay.accepted()
  const client = site.as(presidium)
  const leads = [leadOf(leader), namedLead('吴建新')]
  const draft = oversightOf({ suggestionIds: [kase.id], leads })
  const { id, version } = await oversightIn(await client.post('/api/oversights', draft))
  const view = await oversightIn(await client.post(`/api/oversights/${id}/decision`, { version, ...onDay }))
  const todo = Object.values((await (await client.get('/api/todo')).json()) as TodoView).flat()
  expect(todo.map((line) => line.todo)).toContain('confirmOversight')
  const leadId = (side: string) => ({ leadId: view.leads.find((lead) => lead.side === side)?.id })
  const path = `/api/oversights/${id}/confirmation`
  const confirmed = await oversightIn(await client.post(path, leadId('government')))
  expect(confirmed.leads.find(({ side }) => side === 'government')).toMatchObject({ onBehalf: true })
  expect(await codeOf(await client.post(path, leadId('congress')))).toBe('403 oversight.leaders_only')
})

/** Until somebody waits for what another transaction holds. */
async function someoneWaits(): Promise<void> {
  const asked = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await runSql(site.db, asked)).length === 0) await pause(10)
}

test('a case comes to an oversight while another act takes both cases: neither act is broken off', async () => {
  const [lower, higher] = [await play.assigned(), await play.assigned()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (!lower || !higher) throw new Error('no cases')
  const { id, version } = await decide(await proposed([higher]))
  let added: Promise<Response> | undefined
  await site.db.transaction().execute(async (trx) => {
    await lockCases(trx, [lower.id])
    added = by('office').post(`/api/oversights/${id}/cases`, { version, suggestionId: lower.id })
    await someoneWaits()
    expect(await lockCases(trx, [higher.id])).toHaveLength(1)
  })
  expect((await added)?.status).toBe(200)
})

test('a proposal is put anew with another case while another act takes both: neither act is broken off', async () => {
  const [lower, higher] = [await play.assigned(), await play.assigned()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (!lower || !higher) throw new Error('no cases')
  const { id, version } = await proposed([higher])
  const draft = oversightOf({ suggestionIds: [lower.id], leads: [leadOf(cast.leader)] })
  let changed: Promise<Response> | undefined
  await site.db.transaction().execute(async (trx) => {
    await lockCases(trx, [lower.id])
    changed = by('office').put(`/api/oversights/${id}`, { version, ...draft })
    await someoneWaits()
    expect(await lockCases(trx, [higher.id])).toHaveLength(1)
  })
  expect((await changed)?.status).toBe(200)
})
