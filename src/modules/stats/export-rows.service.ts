import { shanghaiDate } from '#kernel/clock.ts'
import { type ColumnLine, columnsIn, defineExport, type Say } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { openFigure } from './figure-rows.service.ts'
import type { FigureRow, RowsExportQuery } from './stats.contract.ts'
import { mayExport } from './stats.policy.ts'
import { definitionOf, type TopicThing } from './stats.ts'

const dayOf = (at: string | null) => (at === null ? '' : shanghaiDate(new Date(at)))
const lastDayOf = (before: string | null) =>
  before === null ? '' : shanghaiDate(new Date(new Date(before).getTime() - 1))

function topicColumns(of: TopicThing, say: Say): ColumnLine<FigureRow>[] {
  const deputy: ColumnLine<FigureRow>[] = [
    ['deputy', 16, ({ leadName }) => leadName],
    ['delegation', 24, ({ topic }) => topic?.delegationName ?? ''],
  ]
  const claims: ColumnLine<FigureRow>[] = [
    ['claims', 14, ({ topic }) => String(topic?.claims ?? 0)],
    ['converted', 14, ({ topic }) => String(topic?.converted ?? 0)],
  ]
  if (of === 'deputy') return [...deputy, ...claims]
  const stateOf = ({ topic }: FigureRow) => {
    if (!topic?.state) return ''
    return say(of === 'topic' ? `topic.states.${topic.state}` : `topic.claimStates.${topic.state}`)
  }
  const topic: ColumnLine<FigureRow>[] = [
    ['topic', 50, ({ title }) => title],
    ['state', 20, stateOf],
    ['organ', 24, ({ unitName }) => unitName ?? ''],
  ]
  const day = (head: 'published' | 'claimed'): ColumnLine<FigureRow> => [
    head,
    14,
    (row) => dayOf(row.topic?.at ?? null),
  ]
  return of === 'topic' ? [...topic, day('published'), ...claims] : [...topic, ...deputy, day('claimed')]
}

/** What a figure counts, row by row, as the page shows it. */
export const rowExport = defineExport<App, RowsExportQuery, FigureRow>({
  list: 'stats_rows',
  approverRoles: ['deputy_office', 'presidium', 'gov_office', 'leader'],
  may: mayExport,
  page: (app, actor, { code, ...query }, from) => openFigure(app, actor, code, { ...query, ...from }),
  key: ({ id }) => id,
  title: (say, { code }) => say(`stats.figures.${code}.name`),
  columns: (say, { code }) => {
    const { of } = definitionOf(code)
    if (of !== 'item' && of !== 'promise') return columnsIn<FigureRow>(say, 'stats.rows', topicColumns(of, say))
    const first: ColumnLine<FigureRow>[] = [
      ['number', 22, ({ number }) => number ?? ''],
      ['case', 50, ({ title }) => title],
      ['state', 20, ({ state }) => (state === null ? '' : say(`suggestion.states.${state}`))],
      ['unit', 24, ({ unitName }) => unitName ?? ''],
    ]
    if (of === 'promise') {
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
