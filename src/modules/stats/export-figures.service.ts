import { defineExport, type Say } from '#modules/export/index.ts'
import type { App } from '#platform/app.ts'
import { readGroups } from './read-figures.service.ts'
import type { ExportQuery, FigureGroup } from './stats.contract.ts'
import { mayExport } from './stats.policy.ts'
import { definitionOf, type FigureCode, leagueCodes } from './stats.ts'

/** The list of units, each rate with what it is of. */
export const unitExport = defineExport<App, ExportQuery, FigureGroup>({
  list: 'stats_units',
  approverRoles: ['deputy_office', 'presidium', 'gov_office', 'leader'],
  may: mayExport,
  page: async (app, actor, { q = '', ...query }) => {
    const { items } = await readGroups(app, actor, 'unit', query)
    return { items: items.filter(({ name }) => name.includes(q)), next: null }
  },
  key: ({ id }) => id,
  title: (say) => say('stats.export.sheet'),
  columns: (say) => [
    { header: say('stats.league.unit'), width: 30, cell: ({ name }) => name },
    ...leagueCodes.flatMap((code) => columnsOf(code, say)),
  ],
  words: { category: 'suggestion.categories', intake: 'stats.filter.intakes' },
})

// beside each share stands what it is of: a hundred percent of one case is not a hundred percent of fifty
function columnsOf(code: FigureCode, say: Say) {
  const name = say(`stats.figures.${code}.name`)
  const headers = definitionOf(code).kind === 'rate' ? [name, say('stats.export.of', { name })] : [name]
  return headers.map((header, index) => ({
    header,
    width: 14,
    cell: (unit: FigureGroup) => cellsOf(unit, code)[index] ?? dash,
  }))
}

const dash = '—'

function cellsOf({ figures }: FigureGroup, code: FigureCode): string[] {
  const { value, numerator, denominator } = figures[code] ?? { value: null, numerator: null, denominator: null }
  switch (definitionOf(code).kind) {
    case 'rate':
      return [value === null ? dash : `${(value * 100).toFixed(1)}%`, `${numerator ?? 0}/${denominator ?? 0}`]
    case 'score':
      return [value === null ? dash : value.toFixed(1)]
    default:
      return [value === null ? dash : String(value)]
  }
}
