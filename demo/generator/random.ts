/** Chance that can be repeated: every value follows from the seed and the label alone. */
export type Random = {
  /** 0 ≤ value < 1 */
  next(): number
  /** Both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item
  shuffled<Item>(items: readonly Item[]): Item[]
  bytes(length: number): Uint8Array
  /** A stream of its own: what is drawn from it moves nothing elsewhere. */
  fork(label: string): Random
}

// FNV-1a over UTF-16 units, then mixed once more, as the state must not be small
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return (value ^ (value >>> 13)) >>> 0
}

/** mulberry32 */
export function seededRandom(seed: string): Random {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[int(0, items.length - 1)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted(items) {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0)
      let rest = next() * total
      const found = items.find(([, weight]) => {
        rest -= weight
        return rest < 0
      })
      return (found ?? pick(items))[0]
    },
    shuffled(items) {
      const order = [...items]
      for (let index = order.length - 1; index > 0; index -= 1) {
        const other = int(0, index)
        const [one, two] = [order[index], order[other]]
        if (one !== undefined && two !== undefined) {
          order[index] = two
          order[other] = one
        }
      }
      return order
    },
    bytes: (length) => Uint8Array.from({ length }, () => int(0, 255)),
    fork: (label) => seededRandom(`${seed}/${label}`),
  }
}
