import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { documents } from '#platform/documents/documents.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { readGroups } from './read-figures.service.ts'
import type { FigureGroup, FigureQuery } from './stats.contract.ts'
import { reachOf } from './stats.policy.ts'
import { definitionOf, type FigureCode, leagueCodes } from './stats.ts'

const rowsMax = 100

/**
 * The list of units as a workbook, each rate with what it is of. Refuses `stats.not_for_you` and, since more than a
 * hundred rows leave with a second person only, `stats.export_too_long`.
 */
export async function exportUnits(app: App, actor: Actor, query: FigureQuery, q: string): Promise<Uint8Array> {
  if (!reachOf(actor).mayExport) throw new Refusal('forbidden', 'stats.not_for_you')
  const { items, period } = await readGroups(app, actor, 'unit', query)
  const units = items.filter(({ name }) => name.includes(q))
  if (units.length > rowsMax) throw new Refusal('invalid', 'stats.export_too_long', { rows: units.length, rowsMax })
  await app.db.transaction().execute((trx) =>
    recordEvent(app, trx, {
      type: 'stats.units_exported',
      subjectKind: 'account',
      subjectId: actor.accountId,
      actor,
      data: { rows: units.length, from: period.from, to: period.to },
    }),
  )
  const word = (key: string, data?: Record<string, unknown>) => translate(actor.locale, `stats.${key}`, data)
  return documents.writeSheet({
    sheets: [
      {
        name: word('export.sheet'),
        title: word('export.title', { from: period.from, to: period.to }),
        columns: [
          { header: word('league.unit'), width: 30, kind: 'text' },
          ...leagueCodes.flatMap((code) => columnsOf(code, word)),
        ],
        rows: units.map((unit) => [unit.name, ...leagueCodes.flatMap((code) => cellsOf(unit, code))]),
      },
    ],
    watermark: word('export.watermark', {
      day: shanghaiDate(app.clock.now()),
      post: actor.acting?.id.slice(-8) ?? '',
    }),
  })
}

type Column = { header: string; width: number; kind: 'text' }

// beside each share stands what it is of: a hundred percent of one case is not a hundred percent of fifty
const columnsOf = (code: FigureCode, word: (key: string, data?: Record<string, unknown>) => string): Column[] => {
  const header = word(`figures.${code}.name`)
  const own: Column = { header, width: 14, kind: 'text' }
  return definitionOf(code).kind === 'rate'
    ? [own, { header: word('export.of', { name: header }), width: 14, kind: 'text' }]
    : [own]
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
