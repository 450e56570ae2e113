import { type QueryClient, type QueryKey, useQuery } from '@tanstack/react-query'
import { isConflict, isStale } from './call.ts'
import { sentence } from './words.ts'

const movedOnKey = (of: QueryKey) => ['moved-on', ...of] as const

/** Whether what `of` names was found moved on when somebody wanted to act: the page says why it shows something else. */
export const useMovedOn = (of: QueryKey): boolean =>
  useQuery({ queryKey: movedOnKey(of), queryFn: () => false, initialData: false, staleTime: Infinity, gcTime: 0 }).data

type Acted = {
  /** What the act changes, as the pages have it. */
  of: QueryKey
  /** Asks for it anew; without this, whatever of it is on the page. */
  ask?: () => Promise<unknown>
  lists: readonly QueryKey[]
}

const versionsOf = (client: QueryClient, of: QueryKey): string =>
  JSON.stringify(
    client.getQueriesData<{ version?: number }>({ queryKey: of }).map(([key, view]) => [key, view?.version]),
  )

/**
 * Acts, and who comes too late is shown it as it is now: where the answer to their own act was lost, it stands already
 * where they wanted it. Throws what `act` throws, or a sentence that it has moved on.
 */
export async function actOn<Answer>(
  client: QueryClient,
  { of, ask, lists }: Acted,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const before = versionsOf(client, of)
  try {
    const answer = await act()
    client.setQueryData(movedOnKey(of), false)
    return answer
  } catch (error) {
    if (!isConflict(error)) throw error
    await (ask ? ask() : client.refetchQueries({ queryKey: of, type: 'active' }))
    if (!isStale(error) && versionsOf(client, of) === before) throw error
    client.setQueryData(movedOnKey(of), true)
    for (const queryKey of lists) await client.invalidateQueries({ queryKey })
    throw new Error(sentence('moved_on'), { cause: error })
  }
}
