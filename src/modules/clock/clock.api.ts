import { createRoute } from '@hono/zod-openapi'
import type { Locale } from '#kernel/actor.ts'
import type { MemberEnv } from '#platform/http/env.ts'
import { idParam, jsonBody, ok, refusals, router } from '#platform/http/routes.ts'
import type { PublishedCalendar } from './calendar.queries.ts'
import { getCalendar } from './calendar.service.ts'
import { CalendarImportBody, CalendarPublishedView, CalendarQuery, CalendarView, ClockView } from './clock.contract.ts'
import { festivalName } from './clock.words.ts'
import { getClock } from './clock-view.service.ts'
import { importCalendar } from './publish-calendar.service.ts'

const getCalendarRoute = createRoute({
  method: 'get',
  path: '/calendar',
  operationId: 'getWorkCalendar',
  tags: ['clock'],
  request: { query: CalendarQuery },
  responses: {
    200: ok(CalendarView, 'The work calendar published last, or the version asked for; of one year if asked'),
    ...refusals(404),
  },
})

const importCalendarRoute = createRoute({
  method: 'post',
  path: '/calendar',
  operationId: 'importWorkCalendar',
  tags: ['clock'],
  request: { body: jsonBody(CalendarImportBody) },
  responses: {
    200: ok(CalendarPublishedView, 'Published; open deadlines are computed again'),
    ...refusals(403, 409),
  },
})

const getClockRoute = createRoute({
  method: 'get',
  path: '/clocks/{id}',
  operationId: 'getClock',
  tags: ['clock'],
  request: { params: idParam },
  responses: { 200: ok(ClockView, 'A deadline with its arithmetic in words'), ...refusals(404) },
})

const present = (locale: Locale, calendar: PublishedCalendar, year?: number) => ({
  version: calendar.version,
  publishedAt: calendar.publishedAt.toISOString(),
  source: calendar.source,
  note: calendar.note,
  years: [...calendar.years],
  days: calendar.days
    .filter(({ day }) => year === undefined || day.startsWith(`${year}-`))
    .map(({ day, kind, name }) => ({ day, kind, name, label: festivalName(locale, name) })),
})

export const calendarApi = router<MemberEnv>()
  .openapi(getCalendarRoute, async (c) => {
    const { year, version } = c.req.valid('query')
    return c.json(present(c.var.locale, await getCalendar(c.var.app.db, version), year), 200)
  })
  .openapi(importCalendarRoute, async (c) => {
    const { version, ...what } = c.req.valid('json')
    const { calendar, ...rest } = await importCalendar(c.var.app, c.var.actor, what, version)
    return c.json({ calendar: present(c.var.locale, calendar), ...rest }, 200)
  })
  .openapi(getClockRoute, async (c) => {
    const { app, actor, locale } = c.var
    return c.json(await getClock(app, app.db, actor, c.req.valid('param').id, locale), 200)
  })
