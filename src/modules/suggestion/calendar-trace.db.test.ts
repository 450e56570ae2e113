import { expect, test } from 'vitest'
import { importCalendar } from '#modules/clock/index.ts'
import { testApp } from '#tests/support/test-app.ts'
import { given } from './suggestion.given.ts'
import { assignmentOf, stage } from './suggestion-stage.given.ts'

test('H19: a corrected calendar moves the deadline of an answer, and the page of the case says from which day to which', async () => {
  const site = await testApp()
  const cast = await given.cast(site.app)
  const on = stage(site, cast)
  const kase = await on.assigned()
  const dueOf = async (as = site.as(cast.office)) => {
    const view = await on.open(as, kase.id)
    const answer = assignmentOf(view, cast.leadUnit.id).clocks.find(({ ruleId }) => ruleId === 'suggestion.answer')
    const steps = view.timeline.filter(({ type }) => type === 'clock.recomputed')
    return {
      dueOn: answer?.dueOn,
      notes: steps.filter(({ data }) => data.ruleId === 'suggestion.answer').map(({ note }) => note),
    }
  }
  expect(await dueOf()).toEqual({ dueOn: '2026-06-04', notes: [] })
  const office = site.as(cast.office)
  const calendar = (await (await office.get('/api/calendar')).json()) as {
    version: number
    years: number[]
    days: { day: string; kind: 'holiday' | 'workday'; name: string }[]
  }
  const mistaken = { day: '2026-06-04', kind: 'holiday', name: '误排的假日' } as const
  const days = [...calendar.days.map(({ day, kind, name }) => ({ day, kind, name })), mistaken]
  await importCalendar(site.app, 'system', { source: 'posted', years: calendar.years, days }, calendar.version)
  const first = `按第 ${calendar.version + 1} 版工作日历，期限的最后一日由 2026-06-04 改为 2026-06-05。`
  expect(await dueOf()).toEqual({ dueOn: '2026-06-05', notes: [first] })
  await importCalendar(site.app, 'system', { source: 'chinese-days', from: 2026, to: 2026 })
  const second = `按第 ${calendar.version + 2} 版工作日历，期限的最后一日由 2026-06-05 改为 2026-06-04。`
  // the unit and the deputy read it as well
  for (const as of [office, site.as(cast.clerk), site.as(cast.lead)])
    expect(await dueOf(as)).toEqual({ dueOn: '2026-06-04', notes: [second, first] })
})
