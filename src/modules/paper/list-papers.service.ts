import type { ActingPost, Actor, Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { readFigures, readGroups } from '#modules/stats/index.ts'
import type { App } from '#platform/app.ts'
import { writeAnnualReport } from './annual-report.view.ts'
import type { Written } from './case-papers.view.ts'
import { countAccepted, findCompiled, findHandedOver, findOverdue } from './list-papers.queries.ts'
import { writeCompilation, writeHandoverList, writeOverdueNotice } from './list-papers.view.ts'
import { compiledMax, type ListPaperKind, periodDaysMax } from './paper.ts'
import { dayIn, wordIn } from './paper-words.service.ts'

/** Both days included, in Shanghai. */
export type Period = { from: string; to: string }

const dayMs = 24 * 60 * 60 * 1000
const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`)
const endOf = (day: string) => new Date(startOf(day).getTime() + dayMs)

/** A paper about all cases of a period that the issuing organ has to do with. Nothing in it is an error of the asker's. */
export async function writeListPaper(
  app: App,
  actor: Actor,
  post: ActingPost,
  kind: ListPaperKind,
  period: Period,
  locale: Locale,
): Promise<Written> {
  const days = (endOf(period.to).getTime() - startOf(period.from).getTime()) / dayMs
  if (days < 1) throw new Refusal('invalid', 'paper.period_backwards')
  if (days > periodDaysMax) throw new Refusal('invalid', 'paper.period_too_long', { days: periodDaysMax })
  const facts = { word: wordIn(locale), day: dayIn(locale), period }
  const reach = { congressId: post.congressId, organId: post.organId }
  const [from, until] = [startOf(period.from), endOf(period.to)]
  switch (kind) {
    case 'overdue_notice': {
      const now = app.clock.now()
      const today = shanghaiDate(now)
      const late = await findOverdue(app.db, reach, now, today)
      return writeOverdueNotice(some(late), { ...facts, period: { ...period, to: today } })
    }
    case 'handover_list':
      return writeHandoverList(some(await findHandedOver(app.db, reach, from, until)), facts)
    case 'compilation': {
      const cases = some(await findCompiled(app.db, reach, from, until, compiledMax + 1))
      if (cases.length > compiledMax) throw new Refusal('invalid', 'paper.over_limit', { count: compiledMax })
      return writeCompilation(cases, await countAccepted(app.db, reach, from, until), facts)
    }
    case 'annual_report': {
      const figures = await readFigures(app, actor, period)
      const units = (await readGroups(app, actor, 'unit', period)).items
      const categories = (await readGroups(app, actor, 'category', period)).items
      return writeAnnualReport({ ...facts, figures, units: some(units), categories })
    }
  }
}

function some<Row>(rows: Row[]): Row[] {
  if (rows.length === 0) throw new Refusal('conflict', 'paper.nothing_to_report')
  return rows
}
