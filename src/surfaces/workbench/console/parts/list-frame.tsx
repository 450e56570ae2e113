import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pages } from '../../frame/use-pages.ts'
import { Answer } from './page.tsx'

export type Column<Item> = {
  key: string
  head: ReactNode
  /**
   * `name` keeps room for a long name, `tight` does not wrap, `one-line` is cut where the room ends, `short` before it
   * takes that of others.
   */
  look?: 'name' | 'tight' | 'one-line' | 'short' | 'right' | 'code'
  title?: (item: Item) => string
  cell: (item: Item) => ReactNode
}

type SheetProps<Item> = {
  of: Pages<Item>
  /** What stands there when there is nothing. */
  empty: ReactNode
  /** The sentence that counts; the key of one with `shown` and `total`. */
  count?: string
  children: (items: Item[]) => ReactNode
}

/** Every list goes on alike, also one that is no table: what there is, how many of how many, one page more. */
export function ListSheet<Item>({ of, empty, count = 'list.rows', children }: SheetProps<Item>) {
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
              {children(items)}
              {total || of.hasNextPage ? (
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
              ) : null}
            </>
          )
        }}
      </Answer>
    </div>
  )
}

type FrameProps<Item> = Omit<SheetProps<Item>, 'children'> & {
  caption: string
  columns: readonly Column<Item>[]
  keyOf: (item: Item) => string
}

/** A list as a table. */
export function ListFrame<Item>({ caption, columns, keyOf, ...sheet }: FrameProps<Item>) {
  return (
    <ListSheet {...sheet}>
      {(items) => (
        <div className="scroll-x">
          <table className="rows cards">
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
                  {columns.map(({ key, head, look, title, cell }) => (
                    <td
                      key={key}
                      className={look}
                      title={title?.(item)}
                      data-head={typeof head === 'string' && head !== '' ? head : undefined}
                    >
                      {cell(item)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </ListSheet>
  )
}
