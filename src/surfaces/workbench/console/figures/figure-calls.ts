import { useQuery } from '@tanstack/react-query'
import type { FiguresView, FigureView } from '#modules/stats/stats.contract.ts'
import type { FigureCode, Grouping, RowPart } from '#modules/stats/stats.ts'
import { call } from '../../frame/call.ts'
import { statsClient } from '../../frame/clients.ts'
import { serverNow } from '../../frame/dates.ts'
import { usePages } from '../../frame/use-pages.ts'
import { useAddress } from '../parts/filter.tsx'

export type { FigureCode, FiguresView, FigureView, Grouping, RowPart }

/** What the address says is asked for; everything left out is the server's own choice. */
export type Asked = Partial<Record<(typeof names)[number], string>>
const names = [
  'congress',
  'period',
  'from',
  'to',
  'term',
  'unit',
  'category',
  'delegation',
  'committee',
  'intake',
] as const

/** The question lives in the address, so that a page of figures can be kept, sent and come back to. */
export function useAsked(): [Asked, (some: Asked) => void] {
  const [search, change] = useAddress()
  const asked = Object.fromEntries(names.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])))
  return [asked as Asked, change]
}

export const searchOf = (asked: Asked & { part?: RowPart }): string =>
  new URLSearchParams(asked as Record<string, string>).toString()

/** The period's name is the page's own; the server hears days or a term. */
export function queryOf({ period, from, to, term, ...rest }: Asked): Record<string, string> {
  const year = Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format(serverNow()))
  if (period === 'term' && term) return { ...rest, term }
  if (period === 'last_year') return { ...rest, from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  if (period === 'dates' && from && to) return { ...rest, from, to }
  return rest
}

// A minute old is as good as new: figures are looked at, not acted on.
const staleTime = 60_000

/** All figures, or only those of the list of topics. */
export const useFigures = (asked: Asked, about?: 'topics') =>
  useQuery({
    queryKey: ['figures', queryOf(asked), about],
    queryFn: () => call(statsClient.figures.$get({ query: { ...queryOf(asked), ...(about ? { about } : {}) } })),
    staleTime,
    placeholderData: (before) => before,
  })

export const useGroups = (by: Grouping, asked: Asked) =>
  useQuery({
    queryKey: ['figures', 'by', by, queryOf(asked)],
    queryFn: () => call(statsClient.figures.by[':by'].$get({ param: { by }, query: queryOf(asked) })),
    staleTime,
    placeholderData: (before) => before,
  })

export const useFigureRows = (code: FigureCode, part: RowPart, asked: Asked) =>
  usePages(
    ['figures', code, part, queryOf(asked)],
    (from) =>
      call(statsClient.figures[':code'].rows.$get({ param: { code }, query: { ...queryOf(asked), part, ...from } })),
    staleTime,
  )
