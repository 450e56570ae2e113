import { sweepAttachments } from '#modules/attachment/index.ts'
import { sweepClocks } from '#modules/clock/index.ts'
import { expireMandates, followForPosts } from '#modules/identity/index.ts'
import { followForMotions } from '#modules/motion/index.ts'
import { followForNotices, sweepDeliveries } from '#modules/notification/index.ts'
import { sweepOversights } from '#modules/oversight/index.ts'
import { followForConsents, sweepRequests } from '#modules/privacy/index.ts'
import { keepCountedRefusals, sealRecord } from '#modules/record/index.ts'
import { forgetImports } from '#modules/roster/index.ts'
import { followForSimilar } from '#modules/search/index.ts'
import { publishUnitFigures } from '#modules/stats/index.ts'
import { followForSuggestions, sweepCommitments } from '#modules/suggestion/index.ts'
import { sweepTopics } from '#modules/topic/index.ts'
import type { App } from '#platform/app.ts'

/** What happens without anyone asking: deadlines are swept, the record is sealed, its readers follow. */
export async function beat(app: App): Promise<void> {
  await sweepClocks(app)
  await sweepCommitments(app)
  await expireMandates(app)
  await sweepTopics(app)
  await sweepOversights(app)
  await sealRecord(app)
  await followForPosts(app)
  await followForSuggestions(app)
  await followForMotions(app)
  await sealRecord(app)
  await followForNotices(app)
  await sweepDeliveries(app)
  await followForSimilar(app)
  await followForConsents(app)
  await sweepRequests(app)
  await publishUnitFigures(app)
  await keepCountedRefusals(app)
  await forgetImports(app)
  await sweepAttachments(app)
}

/** Beats until stopped; one beat at a time. @param everyMs pause between two beats */
export function startHeartbeat(app: App, everyMs: number): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const once = () => {
    running = beat(app)
      .catch((error: unknown) => app.log.error('heartbeat failed', error))
      .then(() => {
        if (!stopped) timer = setTimeout(once, everyMs)
      })
  }
  once()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
