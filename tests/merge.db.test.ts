import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { PersonView } from '#modules/identity/people.contract.ts'
import type { OwnCopy, OwnPrivacy } from '#modules/privacy/privacy.contract.ts'
import { eventsOf, verifyRecord } from '#modules/record/index.ts'
import { codeOf, draftOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { lockSuggestion } from '#modules/suggestion/suggestion.queries.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { assignmentOf, reach } from './access/cases.ts'
import { makeWorld, type World } from './access/world.ts'
import { runSql, statementsOf } from './support/statements.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

type Person = ReturnType<(typeof PersonView)['parse']>
type Row = { personId: string }

const personOf = async ({ personId }: Row): Promise<Person> =>
  (await (await world.by('office').get(`/api/people/${personId}`)).json()) as Person

const ask = (from: Row, into: Row) =>
  world.by('office').post(`/api/people/${from.personId}/merge-requests`, { intoId: into.personId })
const decide = async (asked: Response, by: 'colleague' | 'office' = 'colleague') =>
  world.by(by).post(`/api/approvals/${((await asked.json()) as { approvalId: string }).approvalId}/approve`)

async function merge(from: Row, into: Row): Promise<void> {
  const done = await decide(await ask(from, into))
  if (!done.ok) throw new Error(await done.text())
}
const askSplit = ({ personId }: Row) => world.by('office').post(`/api/people/${personId}/split-requests`)

const putContact = async ({ personId }: Row, change: object) =>
  world.by('office').put(`/api/people/${personId}/contact`, {
    version: await given.contactVersion(world.app, personId),
    ...change,
  })

describe('two rows of one person', () => {
  test('by two persons they become one: mandate, post and contact go over, one account stays', async () => {
    const { congress, leadUnit } = world.actors.places
    const deputy = await given.deputy(world.app, { congress, name: '秦岚' })
    const clerk = await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit, name: '秦岚' })
    await putContact(clerk, { phone: '13900007777' })
    const asked = await ask(clerk, deputy)
    expect(asked.status).toBe(201)
    expect(await codeOf(await decide(asked.clone(), 'office'))).toBe('403 approval.own_request')
    expect((await decide(asked)).status).toBe(200)
    const kept = await personOf(deputy)
    expect(kept.posts.map(({ id }) => id)).toEqual([clerk.postId])
    expect(kept.mandates.map(({ id }) => id)).toEqual([deputy.mandateId])
    expect(kept.mergedRows).toEqual([{ id: clerk.personId, name: '秦岚' }])
    const contact = await world.by('office').get(`/api/people/${deputy.personId}/contact`)
    expect(await contact.json()).toMatchObject({ phone: '13900007777' })
    expect((await personOf(clerk)).mergedInto?.id).toBe(deputy.personId)
    expect((await personOf(clerk)).account?.disabled).toBe(true)
    expect((await world.as(clerk).get('/api/todo')).status).toBe(401)
    const identities = await (await world.as(deputy).get('/api/session')).json()
    expect(identities.identities.map(({ kind }: { kind: string }) => kind)).toEqual(['mandate', 'post'])
    const events = await eventsOf(world.app.db, clerk.personId)
    expect(events.find(({ type }) => type === 'person.merged')?.data).toMatchObject({
      intoId: deputy.personId,
      postIds: [clerk.postId],
    })
    // nothing new for the row that went away
    const account = clerk.accountId
    expect(await codeOf(await world.by('secadmin').post(`/api/accounts/${account}/enable`))).toBe(
      '409 identity.person_merged',
    )
  })

  test('split again, everything is as it was, the closed account open', async () => {
    const { congress, leadUnit } = world.actors.places
    const deputy = await given.deputy(world.app, { congress })
    const clerk = await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit })
    await putContact(clerk, { mail: 'c@example.cn' })
    expect(await codeOf(await askSplit(clerk))).toBe('409 identity.not_merged')
    await merge(clerk, deputy)
    const done = await decide(await askSplit(clerk))
    expect(done.status).toBe(200)
    const [one, other] = [await personOf(clerk), await personOf(deputy)]
    expect([one.posts.length, one.mergedInto, one.account?.disabled]).toEqual([1, null, false])
    expect([other.posts.length, other.mandates.length, other.mergedRows]).toEqual([0, 1, []])
    const contact = await world.by('office').get(`/api/people/${deputy.personId}/contact`)
    expect(await contact.json()).toMatchObject({ phone: null, mail: null, withdrawn: [] })
    await merge(clerk, deputy)
  })

  test('the only account goes over with its row and comes back with it', async () => {
    const { congress } = world.actors.places
    const known = await given.deputy(world.app, { congress })
    const made = await world.by('office').post('/api/people', { name: '无账号' })
    const bare = { personId: ((await made.json()) as Person).id }
    await merge(known, bare)
    expect((await personOf(bare)).account?.id).toBe(known.accountId)
    expect((await personOf(bare)).mandates.map(({ id }) => id)).toEqual([known.mandateId])
    await decide(await askSplit(known))
    expect((await personOf(known)).account?.id).toBe(known.accountId)
    expect((await personOf(bare)).account).toBeNull()
  })

  test('an account in use does not end for one that is closed: the rows are merged the other way round', async () => {
    const { congress, leadUnit } = world.actors.places
    const used = await given.deputy(world.app, { congress })
    const closed = await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit })
    const waiting = await ask(used, closed)
    expect((await world.by('secadmin').post(`/api/accounts/${closed.accountId}/disable`)).status).toBe(204)
    expect(await codeOf(await decide(waiting))).toBe('409 identity.merge_kept_closed')
    expect(await codeOf(await ask(used, closed))).toBe('409 identity.merge_kept_closed')
    await merge(closed, used)
    expect((await world.as(used).get('/api/todo')).status).toBe(200)
  })

  test('who drafted under one row does not sign under the other', async () => {
    const { congress, leadUnit } = world.actors.places
    const clerk = await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit })
    const head = await given.post(world.app, 'unit_head', { congress, organ: leadUnit })
    const kase = await reach(world, 'acknowledged')
    const part = assignmentOf(kase, leadUnit.id)
    const drafted = await viewOf(
      await world.as(clerk).post(`/api/assignments/${part.id}/reply-draft`, {
        version: part.version,
        body: '拟于年内完成。',
        class: 'B',
        commitments: [{ content: '开餐', owner: '养老服务科', dueOn: '2026-12-31' }],
      }),
    )
    await merge(clerk, head)
    const { version } = assignmentOf(drafted, leadUnit.id)
    const seen = await viewOf(await world.as(head).get(`/api/suggestions/${kase.id}`))
    expect(assignmentOf(seen, leadUnit.id).allowed).not.toContain('signOff')
    expect(await codeOf(await world.as(head).post(`/api/assignments/${part.id}/sign-off`, { version }))).toBe(
      '403 suggestion.two_persons',
    )
  })
})

describe('taken back', () => {
  const inUnit = (role: 'unit_clerk' | 'unit_head') => {
    const { congress, leadUnit } = world.actors.places
    return given.post(world.app, role, { congress, organ: leadUnit })
  }
  const idNumberOf = async ({ personId }: Row) =>
    (await runSql(world.app.db, 'select id_number_hmac from person where id = $1', [personId]))[0]?.id_number_hmac

  test('an account that was closed anew meanwhile stays closed, as does one closed before', async () => {
    const [before, since, into] = [await inUnit('unit_clerk'), await inUnit('unit_clerk'), await inUnit('unit_head')]
    const disable = ({ accountId }: { accountId: string }) =>
      world.by('secadmin').post(`/api/accounts/${accountId}/disable`)
    expect((await disable(before)).status).toBe(204)
    await runSql(world.app.db, 'update post set starts_on = $2, ends_on = $3 where id = $1', [
      before.postId,
      '2021-01-01',
      '2021-02-01',
    ])
    await merge(before, into)
    await merge(since, into)
    const later = new Date(world.app.wall.now().getTime() + 60_000)
    Object.assign(world.app, { wall: { now: () => later } })
    expect((await disable(since)).status).toBe(204)
    expect(await codeOf(await disable(since))).toBe('409 identity.account_closed')
    for (const one of [before, since]) {
      await decide(await askSplit(one))
      expect((await personOf(one)).account?.disabled).toBe(true)
    }
  })

  test('where the person has died meanwhile the account stays closed', async () => {
    const [clerk, into] = [await inUnit('unit_clerk'), await inUnit('unit_head')]
    await merge(clerk, into)
    const { version } = await personOf(into)
    await world.by('office').post(`/api/people/${into.personId}/death`, { diedOn: '2026-03-01', version })
    await decide(await askSplit(clerk))
    expect((await personOf(clerk)).account?.disabled).toBe(true)
  })

  test('the ID number and the telephone go back; those entered since stay where they were entered', async () => {
    const row = (idNumber: string) => given.person(world.app, { name: '丁', idNumber })
    for (const isChanged of [false, true]) {
      const from = await row(isChanged ? '320412197503020033' : '320412197503020041')
      const into = await given.person(world.app, { name: '丁' })
      await putContact(from, { phone: '13900008888' })
      const own = await idNumberOf(from)
      await merge(from, into)
      expect([await idNumberOf(from), await idNumberOf(into)]).toEqual([null, own])
      const fresh = Buffer.from('changed')
      if (isChanged) {
        await runSql(world.app.db, 'update person set id_number_hmac = $2 where id = $1', [into.personId, fresh])
        await putContact(into, { phone: '13900009999' })
      }
      await decide(await askSplit(from))
      expect([await idNumberOf(from), await idNumberOf(into)]).toEqual([own, isChanged ? fresh : null])
      const contact = await (await world.by('office').get(`/api/people/${into.personId}/contact`)).json()
      expect(contact.phone).toBe(isChanged ? '13900009999' : null)
    }
  })
})

test('a page of mergers that are asked for is told in as many statements as one of them', async () => {
  const clerk = await given.post(world.app, 'deputy_office', { congress: world.actors.places.congress })
  const client = world.as(clerk)
  for (const name of ['赵甲', '钱乙', '孙丙']) {
    const [one, other] = [await given.person(world.app, { name }), await given.person(world.app, { name })]
    expect((await client.post(`/api/people/${one.personId}/merge-requests`, { intoId: other.personId })).status).toBe(
      201,
    )
  }
  const told = async (limit: number) => {
    const page = await client.get(`/api/approvals?box=mine&limit=${limit}`)
    return ((await page.json()) as { items: { subject: string }[] }).items.map(({ subject }) => subject)
  }
  expect(await told(3)).toEqual(['孙丙 → 孙丙', '钱乙 → 钱乙', '赵甲 → 赵甲'])
  const counts = []
  for (const limit of [1, 3]) counts.push((await statementsOf(world.db, () => told(limit))).length)
  expect(counts[1]).toBe(counts[0])
})

describe('one person under two rows', () => {
  test('does not approve under one what was asked under the other, and finds it among what they asked', async () => {
    const { congress } = world.actors.places
    const clerk = await given.post(world.app, 'deputy_office', { congress })
    const deputy = await given.deputy(world.app, { congress })
    const [one, other] = [await given.person(world.app, { name: '戊' }), await given.person(world.app, { name: '戊' })]
    const asked = await world.as(clerk).post(`/api/people/${one.personId}/merge-requests`, { intoId: other.personId })
    const { approvalId } = (await asked.json()) as { approvalId: string }
    await merge(clerk, deputy)
    const both = world.as({ ...deputy, acting: clerk.acting })
    const listed = async (box: string) =>
      ((await (await both.get(`/api/approvals?box=${box}`)).json()) as { items: { id: string }[] }).items.map(
        ({ id }) => id,
      )
    expect(await listed('mine')).toContain(approvalId)
    expect(await listed('pending')).not.toContain(approvalId)
    expect(await codeOf(await both.post(`/api/approvals/${approvalId}/approve`))).toBe('403 approval.own_request')
  })

  test('typed a paper under one, does not confirm it as the deputy of the other, and is not asked to', async () => {
    const { congress } = world.actors.places
    const typist = await given.post(world.app, 'deputy_office', { congress })
    const deputy = await given.deputy(world.app, { congress })
    const entry = {
      ...draftOf({ title: '关于新村路口增设信号灯的建议' }),
      id: world.app.ids.uuid(),
      leadMandateId: deputy.mandateId,
      receivedOn: '2026-03-02',
    }
    await world.as(typist).post('/api/paper-suggestions', entry)
    const todo = async () => (await world.as(deputy).get('/api/todo')).text()
    expect(await todo()).toContain(entry.id)
    await merge(typist, deputy)
    await world.beat()
    expect(await todo()).not.toContain(entry.id)
    const kase = await viewOf(await world.as(deputy).get(`/api/suggestions/${entry.id}`))
    expect(kase.allowed).not.toContain('confirmPaper')
    const confirmed = await world
      .as(deputy)
      .post(`/api/suggestions/${entry.id}/paper-confirmation`, { version: kase.version })
    expect(await codeOf(confirmed)).toBe('403 suggestion.paper_two_persons')
  })

  /** Who reads a case is in its image, also where a merger has named them. */
  const altered = async (id: string) =>
    (await verifyRecord(world.app)).faults.filter((fault) => 'subjectId' in fault && fault.subjectId === id)

  test('named to a confidential case under one, reads it under the other, until they turn out to be two', async () => {
    const { congress } = world.actors.places
    const reader = await given.post(world.app, 'deputy_office', { congress })
    const other = await given.person(world.app, { name: '己' })
    const kase = await reach(world, 'submitted', { confidential: true })
    const path = `/api/suggestions/${kase.id}`
    expect((await world.as(reader).get(path)).status).toBe(200)
    await merge(reader, other)
    await world.beat()
    expect((await world.as({ ...other, acting: reader.acting }).get(path)).status).toBe(200)
    expect(await altered(kase.id)).toEqual([])
    expect((await decide(await askSplit(reader))).ok).toBe(true)
    await world.beat()
    expect(await altered(kase.id)).toEqual([])
    // in the same office by a post of their own, and not named
    const later = await given.post(world.app, 'deputy_office', { congress, person: other })
    expect((await world.as(later).get(path)).status).toBe(404)
    expect((await world.as(reader, { anew: true }).get(path)).status).toBe(200)
  })

  test('named to a case that somebody is working on, is waited for at the case, before anything is written', async () => {
    const { congress } = world.actors.places
    const [reader, kept] = [await given.post(world.app, 'deputy_office', { congress }), await given.person(world.app)]
    const kase = await reach(world, 'submitted', { confidential: true })
    await merge(reader, kept)
    const reads = 'select person_id from suggestion_reader where suggestion_id = $1 and person_id = $2'
    const settled = await world.db.transaction().execute(async (trx) => {
      await lockSuggestion(trx, kase.id)
      const beating = world.beat()
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await vi.waitUntil(async () => (await runSql(world.db, waiting)).length > 0, { timeout: 20_000 })
      // whoever holds the case names the same reader: two that wait for each other would fail here
      const row = [kase.id, kept.personId]
      await queryRaw(trx, 'insert into suggestion_reader (suggestion_id, person_id) values ($1, $2)', row)
      await queryRaw(trx, 'delete from suggestion_reader where suggestion_id = $1 and person_id = $2', row)
      return { beating }
    })
    await settled.beating
    expect(await runSql(world.db, reads, [kase.id, kept.personId])).toHaveLength(1)
    expect(await altered(kase.id)).toEqual([])
  })

  test('sees and takes back under one row what was agreed to under the other', async () => {
    const { congress } = world.actors.places
    const [former, kept] = [await given.deputy(world.app, { congress }), await given.person(world.app, { name: '庚' })]
    await world.as(former).put('/api/notices/mail-address', { address: 'geng@example.cn' })
    await world.beat()
    await merge(former, kept)
    const client = world.as({ ...kept, acting: former.acting })
    const read = async (path: string) =>
      (await (await client.get(`/api/privacy/own${path}`)).json()) as OwnPrivacy & OwnCopy
    const mine = (await read('')).consents.find(({ subjectId }) => subjectId === former.personId)
    expect(mine).toMatchObject({ purpose: 'mail_address', withdrawnAt: null })
    expect((await read('/copy.json')).sections['person']).toHaveLength(2)
    expect((await client.post(`/api/privacy/own/consents/${mine?.id}/withdrawal`)).ok).toBe(true)
  })

  test('drafted under one, is not signed for by who stands in for the other', async () => {
    const { congress, leadUnit } = world.actors.places
    const [clerk, head, deputyHead] = [
      await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit }),
      await given.post(world.app, 'unit_head', { congress, organ: leadUnit }),
      await given.post(world.app, 'unit_clerk', { congress, organ: leadUnit }),
    ]
    const kase = await reach(world, 'acknowledged')
    const part = assignmentOf(kase, leadUnit.id)
    const drafted = await viewOf(
      await world.as(clerk).post(`/api/assignments/${part.id}/reply-draft`, {
        version: part.version,
        body: '拟于年内完成。',
        class: 'B',
        commitments: [{ content: '开餐', owner: '养老服务科', dueOn: '2026-12-31' }],
      }),
    )
    await merge(clerk, head)
    const made = await world.as(head).post('/api/stand-ins', {
      toPostId: deputyHead.postId,
      powers: ['sign_off'],
      startsOn: '2026-03-04',
      lastOn: '2026-03-20',
    })
    const standIn = (await made.json()) as { id: string }
    const by = world.as(deputyHead, { anew: true })
    await by.put('/api/session/acting-as', { kind: 'stand_in', id: standIn.id })
    const { version } = assignmentOf(drafted, leadUnit.id)
    expect(await codeOf(await by.post(`/api/assignments/${part.id}/sign-off`, { version }))).toBe(
      '403 suggestion.two_persons',
    )
  })
})

describe('what two rows of one person cannot both hold', () => {
  test('a mandate of the same term, mandates of unrelated areas, the same post, two officers’ posts', async () => {
    const { congress, leadUnit, nextDoor } = world.actors.places
    const { app } = world
    const deputy = await given.deputy(app, { congress })
    const second = await given.deputy(app, { congress })
    expect(await codeOf(await ask(second, deputy))).toBe('409 identity.merge_same_mandate')
    const clerk = () => given.post(app, 'unit_clerk', { congress, organ: leadUnit })
    expect(await codeOf(await ask(await clerk(), await clerk()))).toBe('409 identity.merge_same_post')
    const officers = [await given.post(app, 'sysadmin', { congress }), await given.post(app, 'auditor', { congress })]
    const [one = deputy, other = deputy] = officers
    expect(await codeOf(await ask(one, other))).toBe('409 identity.officers_apart')
    // of the county next door: there the office of this one can't reach
    const elsewhere = await given.deputy(app, { congress: nextDoor })
    expect(await codeOf(await ask(elsewhere, deputy))).toBe('404 identity.no_such_person')
    const [town, otherTown] = [
      await given.congress(app, { areaCode: '320412102' }),
      await given.congress(app, { areaCode: '320412103' }),
    ]
    const inTown = await given.deputy(app, { congress: town })
    const inOther = await given.deputy(app, { congress: otherTown })
    expect(await codeOf(await ask(inTown, inOther))).toBe('409 identity.merge_unrelated')
  })

  test('different ID numbers, another date of birth, a row that went into another already', async () => {
    const { app } = world
    const row = (person: object) => given.person(app, person)
    const [a, b] = [
      await row({ name: '甲', idNumber: '320412197503020017', bornOn: '1975-03-02' }),
      await row({ name: '甲', idNumber: '320412197503020025', bornOn: '1975-03-02' }),
    ]
    expect(await codeOf(await ask(a, b))).toBe('409 identity.merge_id_numbers')
    const c = await row({ name: '甲', bornOn: '1975-03-03' })
    expect(await codeOf(await ask(c, a))).toBe('409 identity.merge_differs')
    const [d, e] = [await row({ name: '甲' }), await row({ name: '甲' })]
    await merge(d, b)
    expect(await codeOf(await ask(d, e))).toBe('409 identity.person_merged')
    expect(await codeOf(await ask(b, e))).toBe('409 identity.merge_chain')
    expect(await codeOf(await ask(e, e))).toBe('422 identity.merge_itself')
  })

  test('two mergers of the same pair, each way round, at the same moment: one is made', async () => {
    const { app } = world
    const [a, b] = [await given.person(app, { name: '乙' }), await given.person(app, { name: '乙' })]
    const asked = [await ask(a, b), await ask(b, a)]
    const done = await Promise.all(asked.map((one) => decide(one)))
    expect(done.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('asked for eight times at the same moment, one merger waits for its approval; after a week it is asked anew', async () => {
    const { app } = world
    const [a, b] = [await given.person(app, { name: '己' }), await given.person(app, { name: '己' })]
    const statuses = async () =>
      (await Promise.all(Array.from({ length: 8 }, () => ask(a, b)))).map((one) => one.status)
    expect((await statuses()).toSorted()).toEqual([201, ...Array(7).fill(409)])
    expect(await codeOf(await ask(a, b))).toBe('409 approval.asked_already')
    await runSql(app.db, 'update approval set expires_at = asked_at where subject_id = $1', [a.personId])
    expect((await statuses()).toSorted()).toEqual([201, ...Array(7).fill(409)])
  })

  test('nobody merges their own row, and a deputy none at all', async () => {
    const { office, lead, stranger } = world.actors
    expect(await codeOf(await ask(office, lead))).toBe('403 identity.not_to_oneself')
    const asked = await world
      .by('lead')
      .post(`/api/people/${lead.personId}/merge-requests`, { intoId: stranger.personId })
    expect(await codeOf(asked)).toBe('403 identity.people_not_yours')
  })
})

test('posts, mandates and accounts that went from row to row, and back, are what their last events say', async () => {
  const { faults } = await verifyRecord(world.app)
  const moved = ['post.holder_changed', 'mandate.holder_changed', 'account.holder_changed']
  const told = await runSql(world.db, 'select distinct type from event where type = any($1)', [moved])
  expect(told).toHaveLength(3)
  const ofPower = (fault: (typeof faults)[number]) =>
    'kind' in fault && ['post', 'mandate', 'stand_in', 'account', 'account_proof'].includes(fault.kind)
  expect(faults.filter(ofPower)).toEqual([])
})
