import { shanghaiDate } from '#kernel/clock.ts'
import { type ColumnLine, columnsIn, defineExport } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { openFigure } from './figure-rows.service.ts'
import type { FigureRow, RowsExportQuery } from './stats.contract.ts'
import { mayExport } from './stats.policy.ts'
import { definitionOf } from './stats.ts'

const dayOf = (at: string | null) => (at === null ? '' : shanghaiDate(new Date(at)))
const lastDayOf = (before: string | null) =>
  before === null ? '' : shanghaiDate(new Date(new Date(before).getTime() - 1))

/** What a figure counts, row by row, as the page shows it. */
export const rowExport = defineExport<App, RowsExportQuery, FigureRow>({
  list: 'stats_rows',
  approverRoles: ['deputy_office', 'presidium', 'gov_office', 'leader'],
  may: mayExport,
  page: (app, actor, { code, ...query }, from) => openFigure(app, actor, code, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say, { code }) => say(`stats.figures.${code}.name`),
  columns: (say, { code }) => {
    const first: ColumnLine<FigureRow>[] = [
      ['number', 22, ({ number }) => number ?? ''],
      ['case', 50, ({ title }) => title],
      ['state', 20, ({ state }) => say(`suggestion.states.${state}`)],
      ['unit', 24, ({ unitName }) => unitName ?? ''],
    ]
    if (definitionOf(code).of === 'promise') {
      return columnsIn<FigureRow>(say, 'stats.rows', [
        ...first,
        ['promise', 50, ({ promise }) => promise?.content ?? ''],
        ['promise_due', 14, ({ promise }) => promise?.dueOn ?? ''],
        ['promise_state', 20, ({ promise }) => (promise ? say(`stats.promise_states.${promise.state}`) : '')],
      ])
    }
    return columnsIn<FigureRow>(say, 'stats.rows', [
      ...first,
      ['handed', 14, ({ handedAt }) => dayOf(handedAt)],
      ['due', 14, ({ dueBefore }) => lastDayOf(dueBefore)],
      ['replied', 14, ({ repliedAt }) => dayOf(repliedAt)],
      ['result', 14, ({ result }) => (result ? say(`suggestion.grades.${result}`) : '')],
    ])
  },
  words: { category: 'suggestion.categories', intake: 'stats.filter.intakes', part: 'export.parts' },
})
