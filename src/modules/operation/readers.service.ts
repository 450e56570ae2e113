import { type ReaderPlace, readerPlaces } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { type Finding, warning } from './finding.ts'

// a reader that goes on is never so far behind, a failing one was tried twenty times by then
const [behindSecondsMax, failingSecondsMax] = [60, 10]

const isStuck = ({ events, seconds, failingSeconds }: ReaderPlace): boolean =>
  (events > 0 && seconds > behindSecondsMax) || failingSeconds > failingSecondsMax

/** Which readers of the record do not get on, or have gone on without an event; work itself goes on without them. */
export async function readersFound(app: Pick<App, 'db' | 'clock'>): Promise<Finding[]> {
  const places = await readerPlaces(app)
  return places.flatMap((place) => {
    const { reader, events, failures, setAside } = place
    return [
      ...(isStuck(place) ? [warning('reader_stuck', { reader, events, failures })] : []),
      ...(setAside > 0 ? [warning('reader_set_aside', { reader, events: setAside })] : []),
    ]
  })
}
