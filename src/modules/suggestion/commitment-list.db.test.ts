import { beforeAll, expect, test } from 'vitest'
import { inline, runSql, statementsOf } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import type { CommitmentRow } from './commitment.contract.ts'
import { type Cast, given } from './suggestion.given.ts'

let site: TestSite
let cast: Cast
const cases = 1500

/** Many promises of two units in many cases, written as the module would have written them; every tenth is late. */
beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  const { congress, lead, clerk, leadUnit, coUnit, office } = cast
  const insert = [
    `insert into suggestion (id, congress_id, term_id, number, title, lead_mandate_id, status, created_at, changed_at)
      select gen_random_uuid(), $1::uuid, $2::uuid, 'n' || i, '关于第' || i || '号道路照明的建议', $3::uuid, 'tracking',
        timestamptz '2026-01-01', timestamptz '2026-01-01' + i * interval '1 minute' from generate_series(1, ${cases}) i`,
    `insert into assignment (id, suggestion_id, unit_id, part, status)
      select gen_random_uuid(), id, case when right(number, 1) in ('1', '2') then $1::uuid else $2::uuid end, 'lead', 'done'
      from suggestion`,
    `insert into reply (id, assignment_id, round, revision, body, class, drafted_by_person_id, drafted_at, sent_at)
      select gen_random_uuid(), id, 1, 1, '办', 'B', $1::uuid, timestamptz '2026-01-02', timestamptz '2026-01-03'
      from assignment`,
    `insert into commitment (id, suggestion_id, assignment_id, reply_id, congress_id, unit_id, content, owner, due_on, status, sent_at)
      select gen_random_uuid(), a.suggestion_id, a.id, r.id, s.congress_id, a.unit_id, '第' || i || '项', '科', date '2026-03-10' + (i * 13) % 700,
        case when i % 10 = 0 then 'overdue' else 'open' end, r.sent_at
      from reply r join assignment a on a.id = r.assignment_id join suggestion s on s.id = a.suggestion_id, generate_series(1, 3) i`,
    `insert into party (holder_id, case_id, role, case_kind, state, changed_at)
      select h.holder, s.id, h.role, 'suggestion', s.status, s.changed_at
      from suggestion s, (values ($1::uuid, 'deputy_office'), ($2::uuid, 'lead')) h (holder, role)`,
  ]
  const values = [
    [congress.id, congress.termId, lead.mandateId],
    [coUnit.id, leadUnit.id],
    [clerk.personId],
    [],
    [office.organ.id, lead.mandateId],
  ]
  for (const [index, text] of insert.entries()) await runSql(site.db, text, values[index] ?? [])
  await runSql(site.db, 'analyze')
})

type Listed = { items: CommitmentRow[]; next: string | null; total: { value: number; exact: boolean } }
const list = async (as: Client, query: string): Promise<Listed> =>
  (await (await as.get(`/api/commitments?${query}`)).json()) as Listed

test('pages follow each other without gap or repetition, the first due first, and the count says “more than 1000”', async () => {
  const office = site.as(cast.office)
  const seen: CommitmentRow[] = []
  let cursor = ''
  for (let page = 0; page < 4; page += 1) {
    const reply = await list(office, `limit=50&cursor=${cursor}`)
    seen.push(...reply.items)
    cursor = reply.next ?? ''
    expect(reply.total).toEqual({ value: 1000, exact: false })
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(200)
  expect(seen.map(({ dueOn }) => dueOn)).toEqual(seen.map(({ dueOn }) => dueOn).toSorted())
})

const readers: [string, () => Client, string, string][] = [
  ['an office by day', () => site.as(cast.office), 'limit=20', 'commitment_congress_due'],
  ['an office by state', () => site.as(cast.office), 'limit=20&state=overdue', 'commitment_congress_state'],
  ['a unit', () => site.as(cast.coClerk), 'limit=20', 'commitment_unit_due'],
]
test.each(readers)('the ledger of %s is a scan of its own index', async (_, as, query, index) => {
  const statements = await statementsOf(site.db, () => list(as(), query))
  const page = statements.find(({ text }) => text.includes('"is_open"'))
  const plan = await runSql(site.db, `explain ${inline(page)}`)
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain(index)
})

test('a list is the same few statements whatever its length', async () => {
  await list(site.as(cast.lead), 'limit=1')
  const short = await statementsOf(site.db, () => list(site.as(cast.lead), 'limit=5'))
  const long = await statementsOf(site.db, () => list(site.as(cast.lead), 'limit=100'))
  expect(long.length).toBe(short.length)
})

test('a cursor that is not ours is refused', async () => {
  expect((await site.as(cast.office).get('/api/commitments?cursor=nonsense')).status).toBe(422)
  expect((await site.as(cast.office).get('/api/commitments?state=nonsense')).status).toBe(422)
})
