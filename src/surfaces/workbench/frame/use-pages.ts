import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'

type PageOf<Item> = { items: Item[]; next: string | null; total?: { value: number; exact: boolean } }
export type Pages<Item> = UseInfiniteQueryResult<InfiniteData<PageOf<Item>>>

/** A list page by page; `ask` gets the cursor to go on from, or nothing. */
export const usePages = <Item>(
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
