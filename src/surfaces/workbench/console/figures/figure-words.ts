import type { TFunction } from 'i18next'
import { definitionOf, type FigureCode } from '#modules/stats/stats.ts'

/** What stands where nothing can be said: there was nothing to divide by. */
export const dash = '—'

export function valueText(code: FigureCode, value: number | null | undefined): string {
  if (value === null || value === undefined) return dash
  switch (definitionOf(code).kind) {
    case 'rate':
      return `${(value * 100).toFixed(1)}%`
    case 'mean':
      return value.toFixed(2)
    case 'score':
      return value.toFixed(1)
    default:
      return String(value)
  }
}

export type Change = { text: string; tone: 'good' | 'bad' | 'calm'; direction: 'up' | 'down' | 'same' | 'unknown' }

/** How far it moved, in points for rates; good or bad by what the figure would rather do. */
export function changeOf(
  words: TFunction<'stats'>,
  code: FigureCode,
  value: number | null,
  before: number | null,
): Change {
  if (value === null || before === null) return { text: words('card.unknown'), tone: 'calm', direction: 'unknown' }
  const { kind, better } = definitionOf(code)
  const moved = kind === 'rate' ? (value - before) * 100 : value - before
  const size = Math.abs(moved)
  const shown = kind === 'count' ? String(size) : size.toFixed(kind === 'mean' ? 2 : 1)
  if (Number(shown) === 0) return { text: words('card.same'), tone: 'calm', direction: 'same' }
  const by = kind === 'rate' ? words('card.points', { by: shown }) : shown
  const direction = moved > 0 ? 'up' : 'down'
  const isGood = better === 'more' ? moved > 0 : moved < 0
  return {
    text: words(`card.${direction}`, { by }),
    tone: better === null ? 'calm' : isGood ? 'good' : 'bad',
    direction,
  }
}
