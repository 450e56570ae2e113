import { beforeAll, describe, expect, test } from 'vitest'
import { shanghaiDate } from '#kernel/clock.ts'
import { verifyRecord } from '#modules/record/index.ts'
import type { SuggestionRow, SuggestionView, TodoView } from '#modules/suggestion/index.ts'
import { type Cast, codeOf, given as suggestionGiven, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { testApp } from '#tests/support/test-app.ts'
import {
  addCase,
  conclude,
  confirmLeading,
  countersign,
  noteActivity,
  noteDecision,
  noteFaceReply,
  proposeOversight,
} from './index.ts'
import type { OversightDraft, OversightRow, OversightView } from './oversight.contract.ts'
import { given, leadOf, namedLead, oversightIn, oversightOf, type Watchers } from './oversight.given.ts'

type Site = Awaited<ReturnType<typeof testApp>>
let site: Site
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
const onDay = { decidedOn: '2026-03-04', number: '主任会〔2026〕3 号' }
const activity = {
  kind: 'site_visit',
  heldOn: '2026-03-04',
  place: '东升社区',
  people: '陆建华、民政局负责人',
  found: '二楼用房已腾空，等待消防验收。',
  asked: '四月底前开餐。',
}

async function proposed(kase: SuggestionView, change: Partial<OversightDraft> = {}): Promise<OversightView> {
  const draft = oversightOf({ suggestionIds: [kase.id], leads: [leadOf(cast.leader), namedLead()], ...change })
  return oversightIn(await by('office').post('/api/oversights', draft))
}
async function decided(kase: SuggestionView, change: Partial<OversightDraft> = {}): Promise<OversightView> {
  const { id, version } = await proposed(kase, change)
  return oversightIn(await by('secretary').post(`/api/oversights/${id}/decision`, { version, ...onDay }))
}
const leadIn = (view: OversightView, side: string) => {
  const found = view.leads.find((lead) => lead.side === side)
  if (!found) throw new Error('no such lead')
  return { leadId: found.id }
}
async function begun(kase: SuggestionView, change: Partial<OversightDraft> = {}): Promise<OversightView> {
  const view = await decided(kase, change)
  await oversightIn(await by('leader').post(`/api/oversights/${view.id}/confirmation`, leadIn(view, 'congress')))
  if (view.leads.length === 1) return oversightIn(await by('office').get(`/api/oversights/${view.id}`))
  return oversightIn(await by('government').post(`/api/oversights/${view.id}/confirmation`, leadIn(view, 'government')))
}
const todosOf = async (name: Name, kase: SuggestionView): Promise<string[]> => {
  const view = (await (await by(name).get('/api/todo')).json()) as TodoView
  return Object.values(view).flatMap((lines) =>
    lines.filter(({ caseId }) => caseId === kase.id).map(({ todo }) => todo),
  )
}

describe('putting a suggestion under key oversight', () => {
  test('a proposal is the office’s own paper: the leader finds neither it nor the case', async () => {
    const kase = await play.assigned()
    const view = await proposed(kase)
    expect(view.state).toBe('proposed')
    expect(await codeOf(await by('leader').get(`/api/oversights/${view.id}`))).toBe('404 oversight.not_found')
    expect(await codeOf(await by('leader').get(`/api/suggestions/${kase.id}`))).toBe('404 suggestion.not_found')
  })

  test('with the decision the case opens for the leader, whose to-do page asks to confirm', async () => {
    const kase = await play.assigned()
    const view = await decided(kase)
    expect(view).toMatchObject({ state: 'decided', decidedOn: '2026-03-04', decisionNumber: onDay.number })
    expect((await viewOf(await by('leader').get(`/api/suggestions/${kase.id}`))).id).toBe(kase.id)
    expect(await todosOf('leader', kase)).toEqual(['confirmOversight'])
    expect(await todosOf('government', kase)).toContain('confirmOversight')
  })

  test('the case keeps its leader when it moves on by itself', async () => {
    const kase = await play.assigned()
    await decided(kase)
    await play.answered(kase)
    const seen = await viewOf(await by('leader').get(`/api/suggestions/${kase.id}`))
    expect(seen.state).toBe('awaiting_evaluation')
    const list = (await (await by('leader').get('/api/suggestions?box=all&limit=100')).json()) as {
      items: SuggestionRow[]
    }
    expect(list.items.find(({ id }) => id === kase.id)?.state).toBe('awaiting_evaluation')
    expect(await todosOf('leader', kase)).toEqual(['confirmOversight'])
  })

  test('双领衔: it begins when both have confirmed, the government’s by its office in the name that is noted', async () => {
    const kase = await play.assigned()
    const view = await decided(kase)
    const half = await oversightIn(
      await by('leader').post(`/api/oversights/${view.id}/confirmation`, leadIn(view, 'congress')),
    )
    expect(half.state).toBe('decided')
    const whole = await oversightIn(
      await by('government').post(`/api/oversights/${view.id}/confirmation`, leadIn(view, 'government')),
    )
    expect(whole.state).toBe('under_way')
    expect(whole.leads.map(({ side, name, onBehalf }) => [side, name, onBehalf])).toEqual([
      ['congress', '陆建华', false],
      ['government', '钱卫东', true],
    ])
  })

  test('nobody confirms for a leader of the congress', async () => {
    const view = await decided(await play.assigned())
    for (const name of ['office', 'government', 'otherLeader', 'committee'] as const) {
      const reply = await by(name).post(`/api/oversights/${view.id}/confirmation`, leadIn(view, 'congress'))
      expect(await codeOf(reply)).toMatch(/^403 oversight.leaders_only$|^404 oversight.not_found$/)
    }
  })

  test('two presses of the same leader confirm once', async () => {
    const view = await decided(await play.assigned())
    const confirm = () => by('leader').post(`/api/oversights/${view.id}/confirmation`, leadIn(view, 'congress'))
    const replies = await Promise.all([confirm(), confirm()])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('who heads the handling unit can’t lead it', async () => {
    const kase = await play.assigned()
    await given.post(site.app, 'leader', { congress: cast.congress, person: cast.head })
    const post = (lead: OversightDraft['leads'][number]) =>
      by('office').post('/api/oversights', oversightOf({ suggestionIds: [kase.id], leads: [lead] }))
    expect(await codeOf(await post(leadOf(cast.head)))).toBe('403 oversight.lead_heads_unit')
    expect(await codeOf(await post(namedLead(cast.head.name)))).toBe('403 oversight.lead_heads_unit')
  })

  test('a suggestion is under one key oversight at a time, and only after it was accepted', async () => {
    const kase = await play.assigned()
    await decided(kase)
    const again = oversightOf({ suggestionIds: [kase.id], leads: [leadOf(cast.leader)] })
    expect(await codeOf(await by('office').post('/api/oversights', again))).toBe('409 oversight.already_under')
    const early = oversightOf({ suggestionIds: [(await play.submitted()).id], leads: [leadOf(cast.leader)] })
    expect(await codeOf(await by('office').post('/api/oversights', early))).toBe('409 oversight.case_not_open')
  })
})

describe('while it is under way', () => {
  test('an activity stands on the timeline of each case and waits for both signatures', async () => {
    const [first, second] = [await play.assigned(), await play.assigned()]
    const view = await begun(first, { suggestionIds: [first.id, second.id] })
    const noted = await oversightIn(await by('office').post(`/api/oversights/${view.id}/activities`, activity))
    expect(noted.activities[0]).toMatchObject({ kind: 'site_visit', found: activity.found, signatures: [] })
    expect(await todosOf('leader', second)).toEqual(['countersignOversight'])
    for (const { id } of [first, second]) {
      const { timeline } = await viewOf(await by('lead').get(`/api/suggestions/${id}`))
      expect(timeline.map(({ type }) => type)).toContain('oversight.activity_held')
    }
    const path = `/api/oversight-activities/${noted.activities[0]?.id}/countersignature`
    await oversightIn(await by('leader').post(path, leadIn(view, 'congress')))
    const signed = await oversightIn(await by('government').post(path, leadIn(view, 'government')))
    expect(signed.activities[0]?.signatures.map(({ name, onBehalf }) => [name, onBehalf])).toEqual([
      ['陆建华', false],
      ['钱卫东', true],
    ])
    expect(await codeOf(await by('leader').post(path, leadIn(view, 'congress')))).toBe('409 oversight.already_signed')
    expect(await todosOf('leader', second)).toEqual([])
  })

  test('it is concluded only when signed by all and every case was answered in person', async () => {
    const kase = await play.assigned()
    const view = await begun(kase, { leads: [leadOf(cast.leader)] })
    const conclude = async () => {
      const { version } = await oversightIn(await by('office').get(`/api/oversights/${view.id}`))
      return by('office').post(`/api/oversights/${view.id}/conclusion`, { version, conclusion: '助餐点已开餐。' })
    }
    expect(await codeOf(await conclude())).toBe('409 oversight.nothing_done')
    const early = { ...activity, heldOn: '2026-03-03' }
    expect(await codeOf(await by('leader').post(`/api/oversights/${view.id}/activities`, early))).toBe(
      '422 oversight.day_before',
    )
    const noted = await oversightIn(await by('leader').post(`/api/oversights/${view.id}/activities`, activity))
    expect(await codeOf(await conclude())).toBe('409 oversight.signatures_missing')
    const path = `/api/oversight-activities/${noted.activities[0]?.id}/countersignature`
    await oversightIn(await by('leader').post(path, leadIn(view, 'congress')))
    expect(await codeOf(await conclude())).toBe('409 oversight.face_reply_missing')
    const face = `/api/oversights/${view.id}/cases/${kase.id}/face-reply`
    const reply = { repliedOn: '2026-03-04', headName: '蒋文斌', note: '在社区当面答复。' }
    const versionNow = async () => (await oversightIn(await by('office').get(`/api/oversights/${view.id}`))).version
    const put = async (who: Parameters<typeof by>[0], body: object) =>
      by(who).put(face, { version: await versionNow(), ...body })
    expect(await codeOf(await put('coClerk', reply))).toBe('404 oversight.not_found')
    expect(await codeOf(await put('clerk', reply))).toBe('409 oversight.not_in_hand')
    await play.step(by('clerk'), kase, cast.leadUnit.id, 'acknowledgement')
    expect(await codeOf(await put('clerk', { ...reply, repliedOn: '2026-01-03' }))).toBe('422 oversight.day_before')
    // two who note it at once: one is told, the other's words stand
    const version = await versionNow()
    const both = await Promise.all([put('clerk', { ...reply, version }), put('office', { ...reply, version })])
    expect((await Promise.all(both.map(codeOf))).toSorted()).toEqual(['200 undefined', '409 oversight.stale_version'])
    const ended = await oversightIn(await conclude())
    expect(ended).toMatchObject({ state: 'concluded', conclusion: '助餐点已开餐。', allowed: [] })
    // what was led can still be opened
    expect((await by('leader').get(`/api/suggestions/${kase.id}`)).status).toBe(200)
  })

  test('a topic goes on over years with further suggestions', async () => {
    const [kase, further] = [await play.assigned(), await play.assigned()]
    const before = await begun(kase, { year: 2025 })
    const after = await proposed(further, { year: 2026, continuesId: before.id })
    expect(after.continues).toEqual({ id: before.id, title: before.title, year: 2025 })
    const third = await play.assigned()
    const added = await oversightIn(
      await by('office').post(`/api/oversights/${before.id}/cases`, {
        version: before.version,
        suggestionId: third.id,
      }),
    )
    expect(added.cases.map(({ id }) => id).toSorted()).toEqual([kase.id, third.id].toSorted())
    expect((await by('leader').get(`/api/suggestions/${third.id}`)).status).toBe(200)
  })

  test('nothing moved for thirty days: the leaders and the office are warned once', async () => {
    const kase = await play.assigned()
    const view = await begun(kase)
    site.clock.advance(29 * 86_400_000)
    await site.beat()
    expect((await oversightIn(await by('office').get(`/api/oversights/${view.id}`))).stalledAt).toBeNull()
    site.clock.advance(86_400_000)
    await site.beat()
    await site.beat()
    expect((await oversightIn(await by('office').get(`/api/oversights/${view.id}`))).stalledAt).not.toBeNull()
    expect(await todosOf('leader', kase)).toEqual(['moveOversight'])
    expect(await todosOf('office', kase)).toContain('moveOversight')
    const told = await runSql(site.db, `select 1 from event where type = 'oversight.stalled' and case_id = $1`, [
      kase.id,
    ])
    expect(told).toHaveLength(1)
    await oversightIn(await by('office').post(`/api/oversights/${view.id}/activities`, activity))
    expect(await todosOf('office', kase)).not.toContain('moveOversight')
  })

  test('a withdrawn oversight closes the case for the leader again', async () => {
    const kase = await play.assigned()
    const { id, version } = await begun(kase)
    await oversightIn(
      await by('office').post(`/api/oversights/${id}/withdrawal`, { version, reason: '与另一件合并。' }),
    )
    expect((await by('leader').get(`/api/suggestions/${kase.id}`)).status).toBe(404)
  })
})

describe('who sees it', () => {
  test('the committee of the field sees its own, no other committee', async () => {
    const kase = await play.assigned()
    const { id } = await decided(kase, { committeeId: cast.committee.organ.id })
    expect((await by('committee').get(`/api/oversights/${id}`)).status).toBe(200)
    expect((await by('committee').get(`/api/suggestions/${kase.id}`)).status).toBe(200)
    expect((await by('otherCommittee').get(`/api/oversights/${id}`)).status).toBe(404)
  })

  test('a confidential case opens for the leader who leads it, by name, and for no other leader', async () => {
    const { id, version } = await play.accepted({ confidential: true })
    const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
    const kase = await viewOf(await by('government').post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
    const view = await proposed(kase)
    await oversightIn(
      await by('office').post(`/api/oversights/${view.id}/decision`, { version: view.version, ...onDay }),
    )
    expect((await by('leader').get(`/api/suggestions/${id}`)).status).toBe(200)
    expect((await by('leader').get(`/api/oversights/${view.id}`)).status).toBe(200)
    expect((await by('otherLeader').get(`/api/suggestions/${id}`)).status).toBe(404)
    expect(await codeOf(await by('otherLeader').get(`/api/oversights/${view.id}`))).toBe('404 oversight.not_found')
  })

  test('a leader’s own list holds what they lead; it is searched and counted', async () => {
    const view = await decided(await play.assigned(), { title: '海棠河岸线整治' })
    const listed = async (name: Name, query: string) =>
      (await (await by(name).get(`/api/oversights?${query}`)).json()) as {
        items: OversightRow[]
        total: { value: number }
      }
    const mine = await listed('leader', 'box=mine&q=海棠河')
    expect(mine.items.map(({ id }) => id)).toEqual([view.id])
    expect(mine.total.value).toBe(1)
    expect((await listed('otherLeader', 'box=mine')).items).toEqual([])
    // what has never moved comes first, then what has stood still longest; none is left out
    const { items: still, total } = await listed('office', 'box=all&sort=still&limit=100')
    const moved = still.map(({ movedAt }) => movedAt ?? '')
    expect(moved).toEqual(moved.toSorted())
    expect(still.length).toBe(total.value)
    expect((await listed('first', 'box=all')).items).toEqual([])
  })

  test('sponsors and the unit see it on their case', async () => {
    const kase = await play.assigned()
    const { id } = await decided(kase)
    for (const name of ['lead', 'clerk', 'leader'] as const) {
      const { items } = (await (await by(name).get(`/api/suggestions/${kase.id}/oversights`)).json()) as {
        items: OversightView[]
      }
      expect(items.map((one) => one.id)).toEqual([id])
    }
    expect((await by('second').get(`/api/suggestions/${kase.id}/oversights`)).status).toBe(404)
  })
})

test('an oversight from its proposal to its conclusion through the door of the module', async () => {
  const { app } = site
  const [kase, further] = [await play.assigned(), await play.assigned()]
  const draft = oversightOf({ suggestionIds: [kase.id], leads: [leadOf(cast.leader)] })
  const { id, version } = await proposeOversight(app, cast.office, draft)
  const view = await noteDecision(app, cast.secretary, id, { version, ...onDay })
  const { leadId } = leadIn(view, 'congress')
  const started = await confirmLeading(app, cast.leader, id, leadId)
  await addCase(app, cast.office, id, started.version, further.id)
  const noted = await noteActivity(app, cast.leader, id, { ...activity, kind: 'site_visit' })
  await countersign(app, cast.leader, noted.activities[0]?.id ?? '', leadId)
  const reply = { repliedOn: shanghaiDate(app.clock.now()), headName: '蒋文斌', note: '' }
  for (const one of [kase, further]) {
    await play.step(by('clerk'), one, cast.leadUnit.id, 'acknowledgement')
    const { version: read } = await oversightIn(await by('office').get(`/api/oversights/${id}`))
    await noteFaceReply(app, cast.office, id, one.id, { ...reply, version: read })
  }
  const now = await oversightIn(await by('office').get(`/api/oversights/${id}`))
  expect((await conclude(app, cast.office, id, now.version, '已办结。')).state).toBe('concluded')
})

test('what the record holds of oversights is what stands in the tables', async () => {
  await site.beat()
  expect((await verifyRecord(site.app)).faults).toEqual([])
})
