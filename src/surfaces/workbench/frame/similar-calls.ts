import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SimilarCase } from '#modules/search/search.contract.ts'
import type { SimilarKind } from '#modules/search/search.ts'
import { call } from './call.ts'
import { searchClient } from './clients.ts'

type Written = { title: string; subject: string; grounds: string; proposal: string }
type Of = { kind: SimilarKind; id: string }

const restMs = 900
const charactersMin = 4
const none: readonly SimilarCase[] = []

/** What is like the case that is being written, asked for when the writer rests. */
export function useSimilar({ kind, id }: Of, { title, subject, grounds, proposal }: Written, isOnline = true) {
  const written = JSON.stringify({ title, subject, grounds, proposal })
  const [settled, setSettled] = useState(written)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(written), restMs)
    return () => clearTimeout(timer)
  }, [written])
  const asked = JSON.parse(settled) as Written
  const isWorth = asked.title.trim().length >= charactersMin
  const found = useQuery({
    queryKey: ['similar', kind, id, settled],
    enabled: isOnline && isWorth,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: () => call(searchClient['similar-cases'].$post({ json: { ...asked, kind, exceptId: id } })),
  })
  return { items: isWorth ? (found.data?.items ?? none) : none, isAsked: isWorth && found.isSuccess }
}
