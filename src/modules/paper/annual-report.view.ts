import type { FigureGroup, FiguresView } from '#modules/stats/index.ts'
import type { PaperBlock } from '#platform/documents/paper.ts'
import type { Word, Written } from './case-papers.view.ts'

type Code = FiguresView['figures'][number]['code']
type Facts = {
  word: Word
  day: (iso: string | null) => string
  figures: FiguresView
  units: readonly FigureGroup[]
  categories: readonly FigureGroup[]
}
type Value = { value: number | null; numerator: number | null; denominator: number | null }

/**
 * 代表建议办理情况的报告 (代表法 art. 51): goes to the standing committee, then to the next session, and is made public. The
 * figures are those of the page, counted on the day it is made; where there is no whole it says so and not 0 %.
 */
export function writeAnnualReport(facts: Facts): Written {
  const { word, day, figures, units, categories } = facts
  const { period } = figures
  return {
    title: word('annual_report.title', { congress: figures.congress.name }),
    blocks: [
      {
        kind: 'text',
        text: word('annual_report.lead', { from: day(period.from), to: day(period.to), on: day(figures.asOf) }),
      },
      ...(['overview', 'quality', 'promises', 'course'] as const).flatMap((section) => sectionOf(section, facts)),
      { kind: 'heading', text: word('annual_report.units') },
      unitTable(units, facts),
      { kind: 'heading', text: word('annual_report.categories') },
      categoryTable(categories, facts),
      { kind: 'text', text: word('annual_report.note') },
    ],
  }
}

const sections = {
  overview: ['submitted', 'accepted', 'handed_over', 'answered', 'closed'],
  quality: [
    'answered_in_time_rate',
    'consulted_rate',
    'satisfied_rate',
    'satisfied_or_basically_rate',
    'turned_rate',
    'resolved_rate',
  ],
  promises: ['promise_in_time_rate', 'promise_kept_rate'],
  course: ['merged_rate', 'returned_rate', 'reassigned_rate', 'extended_rate'],
} as const satisfies Record<string, readonly Code[]>

function sectionOf(section: keyof typeof sections, { word, figures }: Facts): PaperBlock[] {
  const rows = sections[section].flatMap((code) => {
    const figure = figures.figures.find((one) => one.code === code)
    if (!figure) return []
    const isRate = figure.kind === 'rate'
    return [
      [
        word(`stats.figures.${code}.name`),
        isRate ? percent(figure, word) : String(figure.value ?? 0),
        isRate ? partOf(figure, word) : intakeOf(figure.intake, word),
        isRate ? percentOf(figure.lastYear, word) : String(figure.lastYear ?? word('annual_report.none')),
        word(`stats.figures.${code}.what`),
      ],
    ]
  })
  return [
    { kind: 'heading', text: word(`annual_report.${section}`) },
    {
      kind: 'table',
      head: ['figure', 'value', 'made_of', 'last_year', 'what'].map((key) => word(`annual_report.columns.${key}`)),
      widths: [4, 2.4, 4, 2.4, 8],
      rows,
    },
  ]
}

const groupCounts = ['handed_over', 'answered'] as const satisfies readonly Code[]
const groupRates = [
  'answered_in_time_rate',
  'satisfied_rate',
  'resolved_rate',
  'promise_kept_rate',
] as const satisfies readonly Code[]
const nameOf = (code: Code): string => `stats.figures.${code}.name`

const groupWidths = [5, 2, 2, 2.6, 2.6, 2.6, 2.8]

function categoryTable(groups: readonly FigureGroup[], { word }: Facts): PaperBlock {
  return {
    kind: 'table',
    head: ['annual_report.columns.category', ...[...groupCounts, ...groupRates].map(nameOf)].map((key) => word(key)),
    widths: groupWidths,
    rows: groups.map(({ name, figures }) => [
      name,
      ...groupCounts.map((code) => String(figures[code]?.value ?? 0)),
      ...groupRates.map((code) => percent(figures[code], word)),
    ]),
  }
}

/** Both counts of a unit have one base: the answers it owes. What it only handles together with another is in neither. */
function unitTable(groups: readonly FigureGroup[], { word }: Facts): PaperBlock {
  const columns = ['unit', 'owed', 'replied'].map((column) => `annual_report.columns.${column}`)
  return {
    kind: 'table',
    head: [...columns, ...groupRates.map(nameOf)].map((key) => word(key)),
    widths: groupWidths,
    rows: groups.map(({ name, figures: { answered_rate: answered, ...figures } }) => [
      name,
      String(answered?.denominator ?? 0),
      String(answered?.numerator ?? 0),
      ...groupRates.map((code) => percent(figures[code], word)),
    ]),
  }
}

const percentOf = (value: number | null, word: Word): string =>
  value === null ? word('annual_report.none') : `${(value * 100).toFixed(1)}%`
const percent = (figure: Value | undefined, word: Word): string => percentOf(figure?.value ?? null, word)

const partOf = ({ numerator, denominator }: Value, word: Word): string =>
  denominator ? word('annual_report.part', { numerator: numerator ?? 0, denominator }) : word('annual_report.none')

const intakeOf = (intake: FiguresView['figures'][number]['intake'], word: Word): string =>
  intake === null ? '' : word('annual_report.intake', intake)
