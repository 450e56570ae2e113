import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from './call.ts'
import { searchClient } from './clients.ts'

type Written = { title: string; subject: string; grounds: string; proposal: string }

const restMs = 900
const charactersMin = 4

/** Suggestions like the one that is being written, asked for when the writer rests. */
export function useSimilar(id: string, { title, subject, grounds, proposal }: Written, isOnline = true) {
  const written = JSON.stringify({ title, subject, grounds, proposal })
  const [settled, setSettled] = useState(written)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(written), restMs)
    return () => clearTimeout(timer)
  }, [written])
  const asked = JSON.parse(settled) as Written
  const isWorth = asked.title.trim().length >= charactersMin
  const found = useQuery({
    queryKey: ['similar', id, settled],
    enabled: isOnline && isWorth,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: () => call(searchClient['similar-suggestions'].$post({ json: { ...asked, exceptId: id } })),
  })
  return { items: isWorth ? (found.data?.items ?? []) : [], isAsked: isWorth && found.isSuccess, error: found.error }
}
