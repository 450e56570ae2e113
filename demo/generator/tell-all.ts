import type { District } from '../district.types.ts'
import type { TimedCongressAct } from './congress-acts.types.ts'
import { tellMeetings } from './meeting-acts.ts'
import { tellMotions } from './motion-acts.ts'
import { tellOversights } from './oversight-acts.ts'
import { tellStoryActs } from './story-acts.ts'
import type { TimedAct } from './story-acts.types.ts'
import { tellTopics } from './topic-acts.ts'

/** Everything that was ever done, in the order of time, until the demo's own day. */
export const tellAll = (district: District): (TimedAct | TimedCongressAct)[] =>
  [
    ...tellStoryActs(district),
    ...tellMotions(district),
    ...tellTopics(district),
    ...tellOversights(district),
    ...tellMeetings(district),
  ]
    .filter(({ at }) => at < `${district.today}T`)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))

/** What is done beside the stories names a motion, a session, a topic, an oversight or a meeting. */
export const isOfCongress = (act: TimedAct | TimedCongressAct): act is TimedCongressAct =>
  ['motion', 'session', 'topic', 'oversight', 'meeting'].some((what) => what in act)
