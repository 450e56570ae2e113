import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer } from './page.tsx'

type PageOf<Item> = { items: Item[]; next: string | null; total?: { value: number; exact: boolean } }
type Pages<Item> = UseInfiniteQueryResult<InfiniteData<PageOf<Item>>>

/** A list page by page; `ask` gets the cursor to go on from, or nothing. */
export const usePages = <Item,>(
  queryKey: readonly unknown[],
  ask: (from: { cursor?: string }) => Promise<PageOf<Item>>,
  staleTime?: number,
): Pages<Item> =>
  useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam }) => ask(pageParam ? { cursor: pageParam } : {}),
    getNextPageParam: (page) => page.next,
    ...(staleTime === undefined ? {} : { staleTime }),
  })

export type Column<Item> = {
  key: string
  head: ReactNode
  /** `name` keeps room for a long name, `tight` does not wrap, `one-line` is cut where the room ends. */
  look?: 'name' | 'tight' | 'one-line' | 'right' | 'code'
  title?: (item: Item) => string
  cell: (item: Item) => ReactNode
}

type FrameProps<Item> = {
  of: Pages<Item>
  caption: string
  columns: readonly Column<Item>[]
  keyOf: (item: Item) => string
  /** What stands there when there is nothing. */
  empty: ReactNode
  /** The sentence that counts; the key of one with `shown` and `total`. */
  count?: string
}

/** Every list looks and goes on alike: the rows, how many of how many, one page more. */
export function ListFrame<Item>({ of, caption, columns, keyOf, empty, count = 'list.rows' }: FrameProps<Item>) {
  const { t } = useTranslation('console')
  return (
    <div className="sheet">
      <Answer of={of} lines={10}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          const total = pages[0]?.total
          if (items.length === 0) return empty
          return (
            <>
              <div className="scroll-x">
                <table className="rows">
                  <caption className="unseen">{caption}</caption>
                  <thead>
                    <tr>
                      {columns.map(({ key, head, look }) => (
                        <th key={key} scope="col" className={look === 'right' ? look : undefined}>
                          {head}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((item) => (
                      <tr key={keyOf(item)}>
                        {columns.map(({ key, look, title, cell }) => (
                          <td key={key} className={look} title={title?.(item)}>
                            {cell(item)}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <div className="table-foot">
                <span className="quiet" role="status">
                  {total ? t(count, { shown: items.length, total: `${total.value}${total.exact ? '' : '+'}` }) : null}
                </span>
                <span className="push" />
                {of.hasNextPage ? (
                  <Button loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
                    {t('list.more')}
                  </Button>
                ) : null}
              </div>
            </>
          )
        }}
      </Answer>
    </div>
  )
}
