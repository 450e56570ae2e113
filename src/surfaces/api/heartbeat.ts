import { sweepAttachments } from '#modules/attachment/index.ts'
import { sweepClocks } from '#modules/clock/index.ts'
import { expireMandates, followForPosts } from '#modules/identity/index.ts'
import { followForMotions, sweepMotions } from '#modules/motion/index.ts'
import { followForNotices, sweepDeliveries } from '#modules/notification/index.ts'
import { sweepOversights } from '#modules/oversight/index.ts'
import { followForConsents, sweepRequests } from '#modules/privacy/index.ts'
import { keepCountedRefusals, sealRecord } from '#modules/record/index.ts'
import { forgetImports } from '#modules/roster/index.ts'
import { followForSimilar } from '#modules/search/index.ts'
import { followForFigures, publishUnitFigures } from '#modules/stats/index.ts'
import { followForSuggestions, sweepCommitments, sweepFields, sweepIntake } from '#modules/suggestion/index.ts'
import { sweepTopics } from '#modules/topic/index.ts'
import type { App } from '#platform/app.ts'
import { forgetCommands } from '#platform/http/exactly-once.ts'

/** In the order in which one brings about what the next one reads. */
const steps: readonly ((app: App) => Promise<unknown>)[] = [
  sweepClocks,
  sweepCommitments,
  sweepFields,
  sweepIntake,
  sweepMotions,
  expireMandates,
  sweepTopics,
  sweepOversights,
  sealRecord,
  followForPosts,
  followForSuggestions,
  followForMotions,
  sealRecord,
  followForNotices,
  sweepDeliveries,
  followForSimilar,
  followForConsents,
  sweepRequests,
  followForFigures,
  publishUnitFigures,
  keepCountedRefusals,
  forgetImports,
  sweepAttachments,
  forgetCommands,
]

/**
 * What happens without anyone asking: deadlines are swept, the record is sealed, its readers follow. A step that fails
 * keeps nothing after it from happening; what failed is thrown when all is done.
 */
export async function beat(app: App): Promise<void> {
  const failed: unknown[] = []
  for (const step of steps) await step(app).catch((error: unknown) => failed.push(error))
  if (failed.length === 1) throw failed[0]
  if (failed.length > 1) throw new AggregateError(failed, `${failed.length} steps of the heartbeat failed`)
}

/** Beats until stopped; one beat at a time. @param everyMs pause between two beats */
export function startHeartbeat(app: App, everyMs: number): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const once = () => {
    running = beat(app)
      .catch((error: unknown) => {
        const failed: unknown[] = error instanceof AggregateError ? error.errors : [error]
        for (const one of failed) app.log.error('heartbeat failed', one)
      })
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
      // what was done last does not wait for its seal until the next start
      for (const step of [keepCountedRefusals, sealRecord]) {
        await step(app).catch((error: unknown) => app.log.error('heartbeat failed', error))
      }
    },
  }
}
