import { beforeAll, describe, expect, test } from 'vitest'
import { verifyRecord } from '#modules/record/index.ts'
import { codeOf, draftOf } from '#modules/suggestion/suggestion.given.ts'
import { inline, runSql, statementsOf } from '#tests/support/statements.ts'
import { foundAfter } from '#tests/support/tamper.ts'
import { testApp } from '#tests/support/test-app.ts'
import type { TopicDraft, TopicRow, TopicView } from './topic.contract.ts'
import { given, topicIn, topicOf } from './topic.given.ts'

type Site = Awaited<ReturnType<typeof testApp>>
type Cast = Awaited<ReturnType<typeof given.cast>>
let site: Site
let cast: Cast
beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
})

const by = (name: Exclude<keyof Cast, 'congress' | 'nextDoor'>) => site.as(cast[name])

async function published(change: Partial<TopicDraft> = {}): Promise<TopicView> {
  const draft = await topicIn(await by('office').post('/api/topics', topicOf(change)))
  return topicIn(await by('office').post(`/api/topics/${draft.id}/publication`, { version: draft.version }))
}
const claim = (name: Parameters<typeof by>[0], { id }: { id: string }) => by(name).post(`/api/topics/${id}/claims`)
const own = (view: TopicView) => {
  const found = view.claims.findLast(({ isOwn }) => isOwn)
  if (!found) throw new Error('no claim of one’s own')
  return found
}

describe('putting topics on the list', () => {
  test('a draft is seen by the offices, not by deputies; published, by every deputy of the congress', async () => {
    const draft = await topicIn(await by('office').post('/api/topics', topicOf()))
    expect(await codeOf(await by('first').get(`/api/topics/${draft.id}`))).toBe('404 topic.not_found')
    await by('office').post(`/api/topics/${draft.id}/publication`, { version: draft.version })
    expect((await topicIn(await by('first').get(`/api/topics/${draft.id}`))).allowed).toEqual(['claim'])
  })

  test('another congress sees nothing of it, nor do the units', async () => {
    const topic = await published()
    for (const name of ['neighbour', 'neighbourOffice', 'clerk'] as const) {
      expect(await codeOf(await by(name).get(`/api/topics/${topic.id}`))).toBe('404 topic.not_found')
      expect(await codeOf(await claim(name, topic))).toMatch(/topic.not_found|topic.deputies_only/)
      const list = (await (await by(name).get('/api/topics')).json()) as { items: TopicRow[] }
      expect(list.items).toEqual([])
    }
  })

  test('a committee keeps its own topics and no others', async () => {
    const topic = await topicIn(await by('committee').post('/api/topics', topicOf()))
    const change = { ...topicOf(), version: topic.version }
    expect(await codeOf(await by('otherCommittee').put(`/api/topics/${topic.id}`, change))).toBe('404 topic.not_found')
    expect((await by('committee').put(`/api/topics/${topic.id}`, change)).status).toBe(200)
    const theirs = await published()
    const again = { ...topicOf(), version: theirs.version }
    expect(await codeOf(await by('committee').put(`/api/topics/${theirs.id}`, again))).toBe('403 topic.not_yours_to_do')
  })

  test('deputies put nothing on the list', async () => {
    expect(await codeOf(await by('first').post('/api/topics', topicOf()))).toBe('403 topic.keepers_only')
  })

  test('who has an older version in front of them is told so', async () => {
    const topic = await published()
    const stale = { ...topicOf(), version: topic.version - 1 }
    expect(await codeOf(await by('office').put(`/api/topics/${topic.id}`, stale))).toBe('409 topic.stale_version')
  })

  test('a last day that has passed is refused', async () => {
    const reply = await by('office').post('/api/topics', topicOf({ openUntil: '2026-03-03' }))
    expect(await codeOf(reply)).toBe('422 topic.day_is_past')
  })
})

describe('claiming', () => {
  test('two deputies reach for the last place at once: one has it, the other is told so', async () => {
    const topic = await published({ claimsMax: 1 })
    const replies = await Promise.all([claim('first', topic), claim('second', topic), claim('third', topic)])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const refused = replies.find(({ status }) => status === 409)
    expect(refused && (await codeOf(refused))).toBe('409 topic.no_place_left')
    expect((await topicIn(await by('office').get(`/api/topics/${topic.id}`))).held).toBe(1)
  })

  test('many who claim at once never take more places than there are', async () => {
    const topic = await published({ claimsMax: 3 })
    const deputies = await Promise.all(
      Array.from({ length: 12 }, () => given.deputy(site.app, { congress: cast.congress })),
    )
    const replies = await Promise.all(deputies.map((one) => site.as(one).post(`/api/topics/${topic.id}/claims`)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3)
  })

  test('nobody claims the same topic twice', async () => {
    const topic = await published()
    const replies = await Promise.all([claim('first', topic), claim('first', topic)])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('a released place is for the next; the reason stays on record', async () => {
    const topic = await published({ claimsMax: 1 })
    const { id } = own(await topicIn(await claim('first', topic)))
    expect(await codeOf(await by('second').post(`/api/topic-claims/${id}/release`, { reason: '他' }))).toBe(
      '403 topic.not_your_claim',
    )
    const reason = '已由专题小组承担'
    const after = await topicIn(await by('first').post(`/api/topic-claims/${id}/release`, { reason }))
    expect(own(after).state).toBe('released')
    expect((await claim('second', topic)).status).toBe(200)
    const notes = await runSql(site.db, 'select words from event_note where words = $1', [reason])
    expect(notes).toHaveLength(1)
  })

  test('there can’t be fewer places than claims', async () => {
    const topic = await published({ claimsMax: 3 })
    await claim('first', topic)
    const { version } = await topicIn(await claim('second', topic))
    const reply = await by('office').put(`/api/topics/${topic.id}`, { ...topicOf({ claimsMax: 1 }), version })
    expect(await codeOf(reply)).toBe('409 topic.more_claims_than_places')
  })

  test('research notes are the claimant’s own', async () => {
    const topic = await published()
    const claimed = own(await topicIn(await claim('first', topic)))
    const notes = { version: claimed.version, notes: '走访湖塘镇六个小区。' }
    const after = await topicIn(await by('first').put(`/api/topic-claims/${claimed.id}/notes`, notes))
    expect(own(after)).toMatchObject({ state: 'researching', notes: notes.notes })
    const office = await topicIn(await by('office').get(`/api/topics/${topic.id}`))
    expect(office.claims[0]?.notes).toBeNull()
    expect(await codeOf(await by('first').put(`/api/topic-claims/${claimed.id}/notes`, notes))).toBe(
      '409 topic.stale_version',
    )
  })
})

describe('from a claim to a suggestion', () => {
  test('one tap begins a draft with the words of the topic; the same tap sent twice is one draft', async () => {
    const topic = await published()
    const { id } = own(await topicIn(await claim('first', topic)))
    const suggestionId = site.app.ids.uuid()
    const tap = () => by('first').post(`/api/topic-claims/${id}/draft`, { suggestionId })
    await topicIn(await tap())
    const after = own(await topicIn(await tap()))
    expect(after).toMatchObject({ state: 'suggestion_linked', suggestions: [{ id: suggestionId, title: topic.title }] })
    const draft = (await (await by('first').get(`/api/suggestions/${suggestionId}`)).json()) as { category: string }
    expect(draft.category).toBe('construction')
  })

  test('a draft is its writer’s own: others see that there is one, not what it says', async () => {
    const topic = await published()
    const { id } = own(await topicIn(await claim('first', topic)))
    await by('first').post(`/api/topic-claims/${id}/draft`, { suggestionId: site.app.ids.uuid() })
    const office = await topicIn(await by('office').get(`/api/topics/${topic.id}`))
    expect(office.claims[0]?.suggestions).toMatchObject([{ title: null, number: null }])
  })

  test('a link is undone while the suggestion is a draft, never after it was submitted', async () => {
    const topic = await published()
    const { id } = own(await topicIn(await claim('first', topic)))
    const suggestionId = site.app.ids.uuid()
    const created = await by('first').post('/api/suggestions', { id: suggestionId, ...draftOf() })
    const { version } = (await created.json()) as { version: number }
    const linkable = (await (await by('first').get(`/api/topic-claims/${id}/linkable`)).json()) as {
      items: { id: string }[]
    }
    expect(linkable.items.map((one) => one.id)).toContain(suggestionId)
    const link = () => by('first').post(`/api/topic-claims/${id}/suggestions`, { suggestionId })
    await topicIn(await link())
    const path = `/api/topic-claims/${id}/suggestions/${suggestionId}`
    expect(own(await topicIn(await by('first').delete(path))).state).toBe('researching')
    await topicIn(await link())
    await by('first').post(`/api/suggestions/${suggestionId}/submit`, { version })
    expect(await codeOf(await by('first').delete(path))).toBe('409 topic.not_unlinkable')
  })

  test('nobody links what another deputy leads', async () => {
    const topic = await published()
    const { id } = own(await topicIn(await claim('first', topic)))
    const suggestionId = site.app.ids.uuid()
    await by('second').post('/api/suggestions', { id: suggestionId, ...draftOf() })
    const reply = await by('first').post(`/api/topic-claims/${id}/suggestions`, { suggestionId })
    expect(await codeOf(reply)).toBe('422 topic.not_your_suggestion')
  })
})

describe('the end of a topic', () => {
  test('after its last day it closes by itself; empty claims expire, those with a suggestion stay', async () => {
    const topic = await published({ openUntil: '2026-03-06' })
    await claim('first', topic)
    const { id } = own(await topicIn(await claim('second', topic)))
    await by('second').post(`/api/topic-claims/${id}/draft`, { suggestionId: site.app.ids.uuid() })
    const before = site.clock.now()
    site.clock.set(new Date('2026-03-06T23:59:00+08:00'))
    await site.beat()
    expect((await topicIn(await by('office').get(`/api/topics/${topic.id}`))).state).toBe('published')
    site.clock.set(new Date('2026-03-07T00:00:00+08:00'))
    expect(await codeOf(await claim('third', topic))).toBe('410 topic.past')
    await site.beat()
    await site.beat()
    const after = await topicIn(await by('office').get(`/api/topics/${topic.id}`))
    expect(after.state).toBe('closed')
    expect(after.claims.map(({ state }) => state).toSorted()).toEqual(['expired', 'suggestion_linked'])
    const events = await runSql(site.db, `select id from event where type = 'topic.expired' and subject_id = $1`, [
      topic.id,
    ])
    expect(events).toHaveLength(1)
    site.clock.set(before)
  })

  test('a withdrawn topic gives back what was claimed, with a reason', async () => {
    const topic = await published()
    const { version } = await topicIn(await claim('first', topic))
    const body = { version, reason: '与另一选题重复' }
    const after = await topicIn(await by('office').post(`/api/topics/${topic.id}/withdrawal`, body))
    expect([after.state, after.claims[0]?.state]).toEqual(['withdrawn', 'released'])
  })
})

test('a colleague reads the title of what came of a claim only where the sponsors wish it public', async () => {
  const topic = await published()
  const { id } = own(await topicIn(await claim('first', topic)))
  const suggestionId = site.app.ids.uuid()
  await by('first').post('/api/suggestions', { id: suggestionId, ...draftOf() })
  const { version } = (await (await by('first').get(`/api/suggestions/${suggestionId}`)).json()) as { version: number }
  await by('first').post(`/api/topic-claims/${id}/suggestions`, { suggestionId })
  const submitted = await by('first').post(`/api/suggestions/${suggestionId}/submit`, { version })
  await by('office').post(`/api/suggestions/${suggestionId}/registration`, {
    version: ((await submitted.json()) as { version: number }).version,
  })
  const titles = async (isWished: boolean) => {
    await runSql(site.db, 'update suggestion set wishes_publication = $2 where id = $1', [suggestionId, isWished])
    const view = await topicIn(await by('second').get(`/api/topics/${topic.id}`))
    return view.claims.flatMap(({ suggestions }) => suggestions.map(({ title }) => title))
  }
  expect(await titles(false)).toEqual([null])
  expect(await titles(true)).toEqual([draftOf().title])
})

describe('the list', () => {
  type Listed = { items: TopicRow[]; next: string | null; total: { value: number; exact: boolean } }
  const list = async (query: string): Promise<Listed> =>
    (await (await by('first').get(`/api/topics?${query}`)).json()) as Listed
  const rows = 2000

  beforeAll(async () => {
    await runSql(
      site.db,
      `insert into topic (id, congress_id, organ_id, title, category, status, open_until, created_at, changed_at, published_at)
        select gen_random_uuid(), $1, $2, '第' || i || '号水利选题', 'agriculture',
          case when i % 4 = 0 then 'closed' else 'published' end, date '2027-01-01' + i,
          timestamptz '2025-01-01' + i * interval '1 minute', timestamptz '2025-01-01' + i * interval '1 minute',
          timestamptz '2025-01-01'
        from generate_series(1, $3::int) i`,
      [cast.congress.id, cast.office.organ.id, rows],
    )
    await runSql(site.db, 'analyze')
  })

  test('filters, searches, sorts and counts', async () => {
    expect((await list('q=第2000号')).items.map(({ title }) => title)).toEqual(['第2000号水利选题'])
    expect((await list('category=agriculture&state=closed&limit=1')).total).toEqual({ value: 500, exact: true })
    expect((await list('category=agriculture&sort=until&limit=2')).items.map(({ title }) => title)).toEqual([
      '第1号水利选题',
      '第2号水利选题',
    ])
    expect((await list('box=mine')).items.length).toBeGreaterThan(0)
    expect((await list('box=mine')).items.every(({ ownClaim }) => ownClaim !== null)).toBe(true)
  })

  test.each(['changed', 'until'])('pages sorted by %s follow each other without gap or repetition', async (sort) => {
    const seen = new Set<string>()
    let cursor = ''
    for (let page = 0; page < 4; page += 1) {
      const reply = await list(`category=agriculture&sort=${sort}&limit=50&cursor=${cursor}`)
      for (const { id } of reply.items) seen.add(id)
      cursor = reply.next ?? ''
    }
    expect(seen.size).toBe(200)
  })

  test.each([
    ['sort=changed', 'topic_changed'],
    ['sort=changed&state=closed', 'topic_state_changed'],
    ['sort=until', 'topic_until'],
  ])('the list by %s is a scan of the index %s', async (query, index) => {
    const statements = await statementsOf(site.db, () => list(`limit=20&${query}`))
    const page = statements.find(({ text }) => text.includes('"own_claim"'))
    const plan = await runSql(site.db, `explain ${inline(page)}`)
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain(index)
  })

  test('it is the same few statements whatever its length', async () => {
    const short = await statementsOf(site.db, () => list('limit=5'))
    const long = await statementsOf(site.db, () => list('limit=100'))
    expect(long.length).toBe(short.length)
  })

  test('up to a hundred rows are exported at once, more only with a second person’s approval', async () => {
    expect((await by('office').get('/api/topics/export.xlsx?q=第2000号')).status).toBe(200)
    const all = '/api/topics/export.xlsx?category=agriculture&state=closed'
    expect(await codeOf(await by('office').get(all))).toBe('403 export.needs_approval')
    const asked = await by('office').post('/api/topics/export-requests?state=closed&category=agriculture')
    const { approvalId } = (await asked.json()) as { approvalId: string }
    expect((await by('colleague').post(`/api/approvals/${approvalId}/approve`)).status).toBe(200)
    expect((await by('office').get(all)).status).toBe(200)
  })
})

test('the rows of all topics are as the record holds them', async () => {
  await runSql(site.db, `delete from topic where title like '第%号水利选题'`)
  await site.beat()
  expect((await verifyRecord(site.app)).faults).toEqual([])
  const notes = `update topic_claim set research_notes = `
  const faults = await foundAfter(site, `${notes}research_notes || '改'`, `${notes}left(research_notes, -1)`)
  expect(faults.length).toBeGreaterThan(0)
  expect(faults).toEqual(faults.map(() => expect.objectContaining({ code: 'row_changed', kind: 'topic' })))
})
