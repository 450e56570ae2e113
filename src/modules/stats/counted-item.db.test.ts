import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wrongList } from '#modules/clock/clock.given.ts'
import { importCalendar } from '#modules/clock/index.ts'
import { recordEvent, sealRecord } from '#modules/record/index.ts'
import { type Cast, given } from '#modules/suggestion/suggestion.given.ts'
import { stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { CountedRow } from './bucket.queries.ts'
import { keepCounted } from './counted-item.queries.ts'
import type { Scope } from './fact.queries.ts'
import { countItems } from './figure.queries.ts'
import { spanOf } from './figures.service.ts'
import { followForFigures } from './keep-counted.service.ts'
import { givenCase } from './stats.given.ts'
import { type FigureCode, figureCodes, type SideBySide } from './stats.ts'
import { caseArbitrary } from './stats-district.given.ts'

let site: TestSite
let cast: Cast
let courtId: string

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  const court = await given.unit(site.app, { congress: cast.congress, name: '武进区人民法院', system: 'court' })
  courtId = court.id
})
beforeEach(async () => {
  site.clock.set(testMorning)
  await runSql(site.db, 'truncate suggestion, counted_case, counted_day, clock cascade')
})

/** Every way to ask that reads other rows, or reads them otherwise. */
function questions(): { scope: Scope; by: SideBySide | null }[] {
  const whole: Scope = {
    congressIds: [cast.congress.id],
    system: null,
    parts: null,
    category: null,
    delegationId: null,
    committeeId: null,
    intake: null,
    reader: null,
  }
  const reader = { holderId: cast.office.organ.id, personId: cast.office.personId, readsAs: 'staff' as const }
  const narrowed: Partial<Scope>[] = [
    {},
    { system: 'government' },
    { system: 'government', parts: 'all' },
    { parts: { unitId: cast.leadUnit.id } },
    { category: 'transport', reader },
    { intake: 'recess' },
  ]
  return [
    ...narrowed.map((one) => ({ scope: { ...whole, ...one }, by: null })),
    { scope: { ...whole, parts: 'all' as const }, by: 'unit' as const },
    { scope: { ...whole, system: 'government' as const, reader }, by: 'category' as const },
    { scope: whole, by: 'congress' as const },
    { scope: { ...whole, system: 'government' as const, intake: 'session' as const }, by: 'congress' as const },
  ]
}

/** Where nothing is counted there may be a zero, or nothing at all. */
const told = (rows: readonly CountedRow[]) =>
  rows
    .map(({ at, group, counts }) => ({
      at,
      group,
      counts: Object.fromEntries(
        Object.entries(counts).filter(([, one]) => one.numerator + (one.denominator ?? 0) + (one.session ?? 0) !== 0),
      ),
    }))
    .filter(({ counts }) => Object.keys(counts).length > 0)
    .toSorted((a, b) => a.at - b.at || a.group.localeCompare(b.group))

const spans = [
  { from: '2025-01-01', to: '2026-12-31' },
  { from: '2026-01-10', to: '2026-02-10' },
].map((days) => spanOf(days, '2022-01-10'))

const count = (scope: Scope, by: SideBySide | null) => {
  const asked = { codes: figureCodes, spans, now: site.app.clock.now(), today: '2026-03-31', by }
  return {
    asKept: () => countItems(site.db, scope, asked),
    // in a transaction everything is counted anew
    anew: () => site.db.transaction().execute((trx) => countItems(trx, scope, asked)),
  }
}

async function expectAsCountedAnew(what: string): Promise<void> {
  for (const { scope, by } of questions()) {
    const { asKept, anew } = count(scope, by)
    expect([what, scope, by, told(await asKept())]).toEqual([what, scope, by, told(await anew())])
  }
}

/** As every act does it: what changes and the event of it at once. */
const change = (ids: readonly string[], ...statements: string[]) =>
  site.db.transaction().execute(async (trx) => {
    for (const one of statements) await runSql(trx, one, [ids])
    for (const id of ids) {
      await recordEvent(site.app, trx, {
        type: 'suggestion.changed',
        subjectKind: 'suggestion',
        subjectId: id,
        caseId: id,
        actor: 'system',
      })
    }
  })
const keep = (ids: readonly string[]) => site.db.transaction().execute((trx) => keepCounted(trx, ids))
const follow = async () => {
  await sealRecord(site.app)
  await followForFigures(site.app)
}

test('in any small district what is kept counts as all counted anew, also after some cases have changed', {
  timeout: 240_000,
}, async () => {
  const units = [cast.leadUnit.id, cast.coUnit.id, courtId]
  const districts = fc.array(caseArbitrary(units), { minLength: 2, maxLength: 8 })
  // a deadline at midnight of the day, those of that day, those of the day before
  const moments = fc.constantFrom('2026-01-31T00:00:00+08:00', '2026-02-10T12:00:00+08:00', '2026-03-04T23:59:59+08:00')
  await fc.assert(
    fc.asyncProperty(districts, fc.array(fc.nat()), moments, async (cases, picks, now) => {
      site.clock.set(new Date(now))
      await runSql(site.db, 'truncate suggestion, counted_case, counted_day, clock cascade')
      const ids: string[] = []
      for (const one of cases) ids.push(await givenCase(site, cast.lead, one))
      await expectAsCountedAnew('nothing is kept')
      await follow()
      await expectAsCountedAnew('all is kept')
      const changed = [...new Set(picks.map((pick) => ids[pick % ids.length] ?? ''))]
      await change(
        changed,
        "update suggestion set status = 'withdrawn' where id = any($1)",
        'update reply set sent_at = null where assignment_id in (select id from assignment where suggestion_id = any($1))',
      )
      await expectAsCountedAnew('some have changed')
      await change(ids.slice(0, 1), "update suggestion set status = 'draft', submitted_at = null where id = any($1)")
      await expectAsCountedAnew('one is a draft again')
      await keep(ids.slice(0, 2))
      await expectAsCountedAnew('two are kept anew')
    }),
    { numRuns: 6 },
  )
})

test('after each step of a case, a moved deadline, an answer in person and a merger of units they are those counted anew', async () => {
  const hands = stage(site, cast)
  await hands.assigned()
  await site.beat()
  await expectAsCountedAnew('handed over')
  const answered = await hands.answered(await hands.assigned())
  await expectAsCountedAnew('answered')
  await site.beat()
  await expectAsCountedAnew('followed')

  const due = async () => {
    const [row] = await runSql(
      site.db,
      `select (due_before at time zone 'Asia/Shanghai' - interval '1 second')::date::text as day from clock
        where rule_id = 'suggestion.answer' and status = 'running'`,
    )
    return String(row?.day)
  }
  const day = await due()
  const { years, days } = wrongList()
  const holiday = { day, kind: 'holiday', name: 'spring_festival' } as const
  await importCalendar(site.app, 'system', { source: 'posted', years, days: [...days, holiday] })
  expect(await due()).not.toBe(day)
  await expectAsCountedAnew('the deadline was moved')
  await site.beat()
  await expectAsCountedAnew('the move was followed')

  await site.db.transaction().execute(async (trx) => {
    await runSql(
      trx,
      `with one as (
        insert into key_oversight (id, congress_id, organ_id, year, title, status, created_at, changed_at)
          values (gen_random_uuid(), $1, $2, 2026, '老年助餐', 'proposed', $4, $4) returning id)
      insert into key_oversight_case (oversight_id, suggestion_id, added_at, face_replied_on, face_reply_head)
        select id, $3, $4, '2026-03-01', '局长' from one`,
      [cast.congress.id, cast.office.organ.id, answered.id, site.app.clock.now()],
    )
    await recordEvent(site.app, trx, {
      type: 'oversight.answered_in_person',
      subjectKind: 'key_oversight',
      subjectId: answered.id,
      caseId: answered.id,
      actor: 'system',
    })
  })
  await expectAsCountedAnew('the head answered in person')
  await site.beat()
  await expectAsCountedAnew('the answer was followed')

  const heir = await given.unit(site.app, { congress: cast.congress, name: '武进区社会工作局' })
  const merger = { intoId: heir.id, effectiveOn: '2026-03-04', version: 1 }
  expect((await site.as(cast.office).post(`/api/organs/${cast.leadUnit.id}/merge`, merger)).status).toBe(200)
  await expectAsCountedAnew('one unit took over another')
})

test('a unit that a list of units says to be of another system counts there', async () => {
  await givenCase(site, cast.lead, { parts: [{ unitId: cast.coUnit.id, handed: '2026-01-12' }] })
  await follow()
  await site.db.transaction().execute(async (trx) => {
    await runSql(trx, `update organ set system = 'court' where id = $1`, [cast.coUnit.id])
    await recordEvent(site.app, trx, {
      type: 'roster.organ_changed',
      subjectKind: 'organ',
      subjectId: cast.coUnit.id,
      actor: 'system',
    })
  })
  await follow()
  await expectAsCountedAnew('of another system')
  await runSql(site.db, `update organ set system = 'government' where id = $1`, [cast.coUnit.id])
})

describe('what is kept is what is read', () => {
  let id: string
  beforeEach(async () => {
    id = await givenCase(site, cast.lead, { parts: [{ unitId: cast.leadUnit.id, handed: '2026-01-12' }] })
    await follow()
    await runSql(site.db, 'update counted_part set returns = 2 where case_id = $1', [id])
    await runSql(site.db, 'update counted_day set sums = array(select 3 * one from unnest(sums) as one)')
  })
  const counted = async (parts: Scope['parts'], code: FigureCode) => {
    const [whole] = questions()
    if (!whole) throw new Error('no question')
    const [row] = await count({ ...whole.scope, parts }, null).asKept()
    return row?.counts[code]?.numerator
  }
  const returnedTwice = () => counted('all', 'returned_twice')
  const handedOver = () => counted(null, 'handed_over')

  test('until the record tells of the case', async () => {
    expect([await returnedTwice(), await handedOver()]).toEqual([1, 3])
    await change([id], 'update suggestion set changed_at = changed_at where id = any($1)')
    expect(await returnedTwice()).toBe(0)
    // what was kept of the case is taken off, what it counts for is added: the two that were planted stay
    expect(await handedOver()).toBe(3)
  })

  test('and as long as the figures say what they said: else all is counted anew at once, and kept anew from the record', async () => {
    await runSql(site.db, "update counted_definition set digest = 'of another program'")
    expect([await returnedTwice(), await handedOver()]).toEqual([0, 1])
    await follow()
    const kept = await runSql(
      site.db,
      `select (select returns from counted_part where case_id = $1) as returns, (select count(*) from counted_case) as cases,
        (select max(one) from counted_day, unnest(sums) as one) as most, digest <> 'of another program' as is_now
      from counted_definition`,
      [id],
    )
    expect(kept).toEqual([{ returns: 0, cases: 1, most: 1, is_now: true }])
    await expectAsCountedAnew('all was kept anew')
  })
})
