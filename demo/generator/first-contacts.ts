import { firstTalks } from '../content/subjects/courses.ts'
import type { DemoStory } from '../district.types.ts'
import { addWorkdays } from './days.ts'
import type { Random } from './random.ts'

type Talk = { unit: string; heldOn: string; summary: string }

/** With whom a unit that answers speaks first: most ring up within the weeks they have, a few do not come to it. */
export function firstContacts({ lead, separate, consultation, state }: DemoStory, on: string, random: Random): Talk[] {
  // who meets the deputy that early need not ring up before
  const meets = consultation !== undefined && state !== 'extended'
  const units = [...(meets ? [] : [lead]), ...(separate ?? []).map(({ unit }) => unit)]
  return units.flatMap((unit) => {
    const own = random.fork(`contact/${unit}`)
    if (own.chance(0.04)) return []
    return [{ unit, heldOn: addWorkdays(on, own.int(3, 13)), summary: own.pick(firstTalks) }]
  })
}
