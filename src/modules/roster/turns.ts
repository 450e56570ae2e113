/** Called after each batch with how many rows are through; lets requests be answered in between. */
export type Turn = (done: number) => Promise<void>

export const rowsAtOnce = 500

/** Works through many rows in batches, with a turn for everybody else after each. */
export async function inTurns<Row>(
  rows: readonly Row[],
  turn: Turn,
  work: (batch: readonly Row[]) => void | Promise<void>,
  atOnce: number = rowsAtOnce,
): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) {
    const batch = rows.slice(at, at + atOnce)
    await work(batch)
    await turn(at + batch.length)
  }
}

/** A turn for whoever waits for the event loop. */
export const pause: Turn = () => new Promise((resolve) => setImmediate(resolve))
