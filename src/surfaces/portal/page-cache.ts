/** What a page cache keeps: a size to stay below its bounds, and whether it may be kept at all. */
export type Keepable = { bytes: number; keep: boolean }

export type PageCache<Kept extends Keepable> = {
  get(key: string, make: () => Promise<Kept>): Kept | Promise<Kept>
  /** Whether `get` would give what was read before now. */
  has(key: string): boolean
  purge(): void
  size(): number
}

type Bounds = { now: () => number; ageMax: number; countMax: number; bytesMax: number }

/**
 * Answers for all who ask the same within `ageMax` milliseconds; whoever asks while one is being made waits for that
 * one. After `purge` nothing that was read before it is given to anybody.
 */
export function makePageCache<Kept extends Keepable>({ now, ageMax, countMax, bytesMax }: Bounds): PageCache<Kept> {
  const kept = new Map<string, { value: Kept; madeAt: number }>()
  const waiting = new Map<string, Promise<Kept>>()
  let bytes = 0
  let generation = 0

  const drop = (key: string) => {
    bytes -= kept.get(key)?.value.bytes ?? 0
    kept.delete(key)
  }
  const put = (key: string, value: Kept, madeAt: number) => {
    drop(key)
    kept.set(key, { value, madeAt })
    bytes += value.bytes
    for (const oldest of kept.keys()) {
      if (kept.size <= countMax && bytes <= bytesMax) break
      drop(oldest)
    }
  }
  const makeOnce = (key: string, make: () => Promise<Kept>): Promise<Kept> => {
    const begun = { generation, at: now() }
    const making = make()
      .then((value) => {
        // read before a purge: right for who asked then, for nobody after it
        if (value.keep && generation === begun.generation) put(key, value, begun.at)
        return value
      })
      .finally(() => {
        if (waiting.get(key) === making) waiting.delete(key)
      })
    waiting.set(key, making)
    return making
  }

  const fresh = (key: string): Kept | undefined => {
    const known = kept.get(key)
    if (!known) return undefined
    const age = now() - known.madeAt
    return age >= 0 && age < ageMax ? known.value : undefined
  }

  return {
    get: (key, make) => fresh(key) ?? waiting.get(key) ?? makeOnce(key, make),
    has: (key) => fresh(key) !== undefined || waiting.has(key),
    purge() {
      generation += 1
      kept.clear()
      waiting.clear()
      bytes = 0
    },
    size: () => kept.size,
  }
}
